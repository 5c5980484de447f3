"""A bank's statement as a kind of import: as often as it is sent; the file itself is never kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.errors import Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.money import yuan
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.foundation.sheets import Reading, Sheet
from match.site.importing import About, Ask, ImportKind, Outcome, Understood
from match.statements import policy, rules
from match.statements.commands import import_statement
from match.statements.commands.importing import DAYS_BACK
from match.statements.forms import ImportForm, StatementLine
from match.statements.queries.statements import charities_of
from match.statements.sheet import receipts, safe_remark, sheet
from match.statements.states import Source, source_word

_RESULTS = {"new": "created", "known": "unchanged", "refused": "refused"}


class StatementList(ImportKind[StatementLine]):
    """What came to a charity's account, as its bank or its own books list it."""

    name = "statements"
    permission = Permission.statements_keep
    item = StatementLine
    # Of a remark only what is no person's is kept, and the row with it.
    persons_refused = False

    def title(self) -> str:
        return _("导入流水")

    def intro(self) -> str:
        return _(
            "直接上传网上银行导出的流水，日期重叠也不会重复。文件本身不保存。"
            "付款人是个人的，姓名和账号都不保存；单位账号只保存后四位。"
        )

    def after(self, about: About) -> tuple[str, str]:
        del about
        return "/desk/statements", _("到账流水")

    async def sheet(self, actor: Actor, about: About) -> Sheet:
        del actor, about
        return sheet()

    async def asks(self, actor: Actor, about: About) -> list[Ask]:
        del about
        charities = [(str(charity), name) for charity, name in await charities_of(actor)]
        sources = [(source.value, source_word(source)) for source in Source]
        return [
            Ask("charity", _("慈善组织"), "select", charities),
            Ask("source", _("来源"), "radios", sources),
            Ask("tail", _("收款账号后四位"), "number"),
        ]

    async def about(self, actor: Actor, sent: Mapping[str, Any]) -> About:
        del actor
        try:
            form = read(ImportForm, sent)
        except Invalid as refusal:
            if "tail" in refusal.fields:
                told = {"tail": _("请填写本单位收款账号的后四位数字。")}
                raise Invalid({**refusal.fields, **told}) from refusal
            raise
        return {"charity": str(form.charity), "source": form.source.value, "tail": form.tail}

    async def allow(self, actor: Actor, about: About) -> str:
        if "charity" in about:
            require(policy.can_keep(actor, int(about["charity"])))
        elif not actor.may(self.permission):
            raise Denied(_("您没有导入这类名单的权限。"))
        return ""

    async def understand(
        self, actor: Actor, about: About, reading: Reading
    ) -> Understood[StatementLine]:
        del actor, about
        found = receipts(reading, clock.today(), await whole(DAYS_BACK))
        return Understood(list(found.lines), remarks=_remarks(found.lines, found.left_out),
                          reading=found.reading)  # fmt: skip

    async def take(
        self, actor: Actor, about: About, items: Sequence[StatementLine]
    ) -> list[Outcome]:
        done = await import_statement(actor, read(ImportForm, about), items)
        names = {line.number: yuan(line.amount_fen) for line in items}
        return [
            Outcome(one.number, names[one.number], _RESULTS[one.result], one.message)
            for one in done.outcomes
        ]

    def kept(self, written: Mapping[str, str]) -> dict[str, str]:
        payer = rules.plain_name(written.get("payer", ""))
        firm = rules.looks_like_organisation(payer)
        return {
            **written,
            "payer": payer if firm else "",
            "account": rules.tail(written.get("account", "")) if firm else "",
            "remark": safe_remark(written.get("remark", ""), "" if firm else payer),
        }


def _remarks(lines: Sequence[StatementLine], left_out: int) -> list[str]:
    """What the clerk should know besides the rows."""
    came = sum(line.amount_fen for line in lines if not line.outgoing)
    persons = sum(line.personal for line in lines)
    said = [_("读到的收入合计 %(yuan)s 元。") % {"yuan": yuan(came)}]
    if left_out:
        said.append(_("另有 %(count)s 行是支出，与捐赠无关，没有读取。") % {"count": left_out})
    if persons:
        said.append(_("有 %(count)s 行的付款人是个人，姓名和账号不保存。") % {"count": persons})
    return said
