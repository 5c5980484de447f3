"""The yearly background check of whoever works with children: result and dates, no text."""

from datetime import date

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows
from match.foundation.decisions import require
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.people import policy

RESULTS = ("clear", "not_clear")


@command
async def record_check(
    actor: Actor,
    account: int,
    *,
    result: str,
    issuer: str,
    checked_on: date,
    division: str,
) -> None:
    """
    Enter a check (未成年人保护法 art. 62): due again one year later.

    *division* is where the person works with children; the actor's must cover it.
    """
    require(policy.can_record_check(actor, [division]))
    if result not in RESULTS:
        raise Invalid({"result": _("请从给出的选项里选择，或按提示填写。")})
    if not issuer.strip():
        raise Invalid({"issuer": _("请填写查询机关。")})
    if checked_on > clock.today():
        raise Invalid({"checked_on": _("查询日期不能晚于今天。")})
    try:
        due = checked_on.replace(year=checked_on.year + 1)
    except ValueError:  # 29 February
        due = date(checked_on.year + 1, 2, 28)
    if account in (actor.id, actor.covering):
        raise Invalid({"account": _("不能登记自己的查询结果，请由县里的其他人登记。")})
    if await one("SELECT id FROM account WHERE id = $1", account) is None:
        raise Invalid({"account": _("没有找到这个账号。")})
    await rows(
        "INSERT INTO background_check (account, result, issuer, checked_on, next_due_on,"
        " recorded_by, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        account,
        result,
        issuer.strip(),
        checked_on,
        due,
        actor.id,
        clock.now(),
    )
    await record(
        actor,
        "check.recorded",
        subject=("account", account),
        division=division,
        changes={"result": (None, result), "next_due_on": (None, due)},
        hidden={"result"},
    )
    await tell("check.recorded", account_id=account, next_due_on=due)
