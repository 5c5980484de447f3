"""What the database refuses, in words for the person on the screen."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import msgspec

from match.foundation.db import DatabaseError
from match.foundation.errors import Conflict, Invalid, MatchError, NotFound
from match.foundation.language import _
from match.ledger.kinds import MONEY


@contextmanager
def in_words() -> Generator[None, None, None]:
    """Raise Invalid, Conflict or NotFound for what the ledger's functions refuse."""
    try:
        yield
    except DatabaseError as error:
        refusal = _refusal(error)
        if refusal is None:
            raise
        raise refusal from error


def _refusal(error: Any) -> MatchError | None:
    code: str = error.sqlstate or ""
    if code.startswith("LG"):
        return _told(code, msgspec.json.decode(error.detail or "{}"))
    if code == "22003":  # a sum beyond bigint
        return Invalid({"lines": _("金额或数量过大，没有记账。请核对是否多填了零。")})
    if code == "23505" and error.constraint_name == "ledger_tx_reverses_key":
        return _told("LG006", {})
    return None


def _told(code: str, facts: dict[str, Any]) -> MatchError:
    match code:
        case "LG001":
            return Invalid({"lines": _("%(unit)s 的各行合计不为零，没有记账。") % facts})
        case "LG002":
            return Invalid({"lines": _("账户 %(account)s 不存在，没有记账。") % facts})
        case "LG003":
            words = (
                _("余额不足，没有记账：账上有 %(balance)s 分，要减少 %(asked)s 分。")
                if facts["unit"] == MONEY
                else _("数量不足，没有记账：账上有 %(balance)s，要减少 %(asked)s。")
            )
            return Conflict(words % facts, **facts)
        case "LG004":
            return Conflict(
                _("这个记账凭证号已用于内容不同的一笔，没有记账。请刷新页面后重新填写。"), **facts
            )
        case "LG005":
            return Conflict(_("冲正的一笔不能再冲正，请重新记一笔。"), **facts)
        case "LG006":
            return Conflict(_("这一笔已经冲正过，不能再冲正。"), **facts)
        case "LG007":
            return Conflict(
                _("账本已暂停记账（%(reason)s）。核对无误后由系统管理员恢复，请稍后再试。") % facts,
                **facts,
            )
        case "LG008":
            return NotFound(_("没有找到要冲正的这一笔。"))
        case "LG010":
            return Conflict(_("这个账户已按另一个最低余额开立。"), **facts)
        case _:
            return Invalid({"lines": _("一笔记账至少两行，每行数额不为零，同一账户只能出现一次。")})
