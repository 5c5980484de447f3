"""This room's lists as files: statements, their rows, cases, the ledger's accounts and journal."""

from collections.abc import Sequence

from match.foundation.actor import Actor
from match.foundation.language import _, pgettext
from match.foundation.sheets import Sheet
from match.foundation.sheets.columns import Value
from match.ledger.kinds import MONEY, AccountKind
from match.site.exporting import Export, each_after, each_before, in_batches, telling
from match.site.exporting import columns as the
from match.statements import words
from match.statements.queries import desk
from match.statements.queries.cases import CaseView, DifferenceView, ReversalView
from match.statements.queries.desk import AccountFilter, AccountView, JournalFilter, JournalLine
from match.statements.queries.statements import RowView, StatementLineView, rows_of, statements
from match.statements.states import (
    CaseKind,
    CaseStatus,
    Fault,
    ReversalStatus,
    RowStatus,
    Source,
    case_word,
    fault_word,
    kind_word,
    reversal_word,
    row_word,
    source_word,
)

A_READ = 500
Chosen = Sequence[tuple[str, str]]


def one_statement_export(statement_id: int, status: str = "") -> Export:
    """The rows of a statement that the reader was shown, of one state or of all."""

    async def fetch(after: int) -> list[RowView]:
        return await rows_of(statement_id, status=status, after=after, limit=A_READ)

    chosen = [(_("流水"), str(statement_id))]
    chosen += [("", row_word(RowStatus(status)))] if status else []
    return Export("statement", rows_sheet(), each_after(fetch, statement_row), chosen)


def rows_sheet() -> Sheet:
    """The headers are those of the file that is imported, so that it may be imported again."""
    return Sheet(
        _("到账流水"),
        (
            the.day("booked_on", "到账日期"),
            the.yuan("came", "到账金额"),
            the.yuan("went", "支出金额"),
            the.text("payer", "付款方"),
            the.text("account", "付款账号"),
            the.text("remark", "备注"),
            the.text("serial", "流水号"),
            the.coded("status", _("状态"), {str(one): row_word(one) for one in RowStatus}),
        ),
    )


def statement_row(row: RowView) -> dict[str, Value]:
    """A row as the statement's page shows it: of a person nothing but that it was one."""
    return {
        "booked_on": row.booked_on,
        "came": None if row.outgoing else row.amount_fen,
        "went": row.amount_fen if row.outgoing else None,
        "payer": row.payer or (_("个人（不保存姓名）") if row.personal else ""),
        "account": row.payer_tail,
        "remark": row.remark,
        "serial": row.serial,
        "status": str(row.status),
    }


def own_statements_export(actor: Actor) -> Export:
    """Statements of the reader's charities."""
    return _statements_export(actor, own=True)


def area_statements_export(actor: Actor) -> Export:
    """Statements of the charities of the reader's area."""
    return _statements_export(actor, own=False)


def _statements_export(actor: Actor, *, own: bool) -> Export:
    sheet = Sheet(
        _("到账流水"),
        (
            the.number("id", _("编号")),
            the.text("charity", _("慈善组织")),
            the.coded("source", _("来源"), {str(one): source_word(one) for one in Source}),
            the.text("account_tail", _("账号后四位")),
            the.day("first_on", _("开始日期")),
            the.day("last_on", _("截止日期")),
            the.number("rows", _("行数")),
            the.number("waiting", _("待对应")),
            the.yuan("total_fen", _("合计（元）")),
            the.moment("imported_at", _("导入时间")),
        ),
    )

    async def fetch(before: int | None) -> list[StatementLineView]:
        return await statements(actor, own=own, before=before, limit=A_READ)

    return Export("statements", sheet, each_before(fetch, telling(sheet)))


def cases_export(found: Sequence[CaseView], chosen: Chosen) -> Export:
    """What did not clear."""
    sheet = Sheet(
        _("待清算事项"),
        (
            the.number("id", _("编号")),
            the.coded("kind", _("情况"), {str(one): kind_word(one) for one in CaseKind}),
            the.text("charity", _("慈善组织")),
            the.text("number", _("捐赠编号")),
            the.yuan("difference_fen", _("差额（元）")),
            the.moment("opened_at", _("开始时间")),
            the.coded("status", _("状态"), {str(one): case_word(one) for one in CaseStatus}),
            the.text("explanation", _("说明")),
            the.text("closing_note", _("结案意见")),
            the.moment("closed_at", _("结案时间")),
        ),
    )
    return Export("cases", sheet, in_batches(found, telling(sheet)), chosen)


def reversals_export(found: Sequence[ReversalView]) -> Export:
    """Proposals to undo a posting, waiting and decided."""
    sheet = Sheet(
        _("冲正"),
        (
            the.number("id", _("编号")),
            the.number("tx_id", _("凭证号")),
            the.text("what", _("事项")),
            the.yuan("amount_fen", _("最大一行（元）")),
            the.coded(
                "status", _("状态"), {str(one): reversal_word(one) for one in ReversalStatus}
            ),
            the.text("reason", _("原因")),
            the.text("decision", _("意见")),
            the.moment("proposed_at", _("提出时间")),
            the.moment("decided_at", _("处理时间")),
        ),
    )
    row = telling(sheet, what=lambda one: words.what_word(one.kind))
    return Export("reversals", sheet, in_batches(found, row))


def differences_export(found: Sequence[DifferenceView]) -> Export:
    """Where the ledger is other than the donations say."""
    sheet = Sheet(
        _("核对差异"),
        (
            the.text("subject_kind", _("对象")),
            the.number("subject_id", _("编号")),
            the.coded("fault", _("差异"), {str(one): fault_word(one) for one in Fault}),
            the.text("what", _("事项")),
            the.text("lines", _("各行")),
            the.moment("found_at", _("首次发现")),
            the.moment("seen_at", _("最近发现")),
        ),
    )
    row = telling(
        sheet,
        what=lambda one: words.what_word(one.posting.what),
        lines=lambda one: [
            f"{words.account_word(kind)} {words.amount(unit, amount)}"
            for kind, _owner_kind, _owner, unit, amount in one.posting.lines
        ],
    )
    return Export("differences", sheet, in_batches(found, row))


def accounts_export(actor: Actor, asked: AccountFilter) -> Export:
    """Accounts with their balances: money in yuan, goods in their unit."""
    sheet = Sheet(
        _("账户余额"),
        (
            the.number("id", _("账户编号")),
            the.coded("kind", _("账户类别"), _kinds()),
            the.text("owner", _("归属")),
            the.yuan("fen", _("余额（元）")),
            the.number("units", _("数量")),
            the.text("unit", _("单位")),
            the.number("version", _("笔数")),
        ),
    )

    async def fetch(after: int) -> list[AccountView]:
        return await desk.accounts(actor, asked, after=after, limit=A_READ)

    chosen = [("", words.account_word(AccountKind(asked.kind)))] if asked.kind else []
    units = {"money": _("资金"), "goods": _("物资和服务")}
    chosen += [("", units[asked.unit])] if asked.unit else []
    chosen += [("", _("包括余额为零的"))] if asked.zero else []
    return Export("accounts", sheet, each_after(fetch, account_row), chosen)


def journal_export(actor: Actor, asked: JournalFilter) -> Export:
    """The journal line by line, with each line's place and link in its account's chain."""
    sheet = Sheet(
        _("记账明细"),
        (
            the.number("tx", _("凭证号")),
            the.moment("at", _("时间")),
            the.text("what", _("事项")),
            the.text("number", _("捐赠编号")),
            the.number("account", _("账户编号")),
            the.coded("kind", _("账户类别"), _kinds()),
            the.text("owner", _("归属")),
            the.yuan("fen", _("金额（元）")),
            the.number("units", _("数量")),
            the.text("unit", _("单位")),
            the.number("version", _("链上序号")),
            the.text("hash", _("链上指纹")),
        ),
    )

    async def fetch(before: int | None) -> list[JournalLine]:
        return await desk.journal(actor, asked, before=before, limit=A_READ)

    chosen = [(_("从"), f"{asked.since}")] if asked.since else []
    chosen += [(_("到"), f"{asked.until}")] if asked.until else []
    chosen += [("", words.what_word(asked.what))] if asked.what else []
    chosen += [("", words.account_word(AccountKind(asked.kind)))] if asked.kind else []
    return Export("journal", sheet, each_before(fetch, journal_row), chosen)


def account_row(account: AccountView) -> dict[str, Value]:
    """An account with its balance."""
    return {
        "id": account.id,
        "kind": account.kind,
        "owner": words.owner(account.owner_kind, account.owner),
        "version": account.version,
        **_measured(account.unit, account.balance),
    }


def journal_row(line: JournalLine) -> dict[str, Value]:
    """A line of the journal."""
    return {
        "tx": line.tx_id,
        "at": line.at,
        "what": words.what_word(line.what),
        "number": line.number,
        "account": line.account_id,
        "kind": line.kind,
        "owner": line.owner or None,
        "version": line.version,
        "hash": line.hash,
        **_measured(line.unit, line.amount),
    }


def _kinds() -> dict[str, str]:
    return {str(one): words.account_word(one) for one in AccountKind}


def _measured(unit: str, amount: int) -> dict[str, Value]:
    if unit == MONEY:
        return {"fen": amount, "unit": pgettext("unit", "元")}
    return {"units": amount, "unit": words.unit_word(unit)}
