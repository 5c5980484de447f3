"""Spreadsheets out of this room: a statement's rows, the ledger's accounts and its journal."""

from collections.abc import Iterable, Mapping, Sequence

from match.foundation import clock
from match.foundation.sheets import Column, Kind, Sheet, Value, write_csv, write_xlsx
from match.ledger.kinds import MONEY
from match.statements import words
from match.statements.queries.desk import AccountView, JournalLine
from match.statements.queries.statements import RowView
from match.statements.states import row_word


def statement_sheet(rows: Sequence[RowView], ending: str) -> bytes:
    """The rows of a statement; what was sent back stands in a column of its own."""
    sheet = Sheet(
        "到账流水",
        (
            Column("booked_on", "日期", Kind.date),
            Column("came", "到账金额（元）", Kind.money),
            Column("went", "退回金额（元）", Kind.money),
            Column("payer", "付款方"),
            Column("remark", "备注"),
            Column("serial", "流水号"),
            Column("status", "状态"),
        ),
    )
    return written(sheet, (_statement_row(row) for row in rows), ending)


def account_sheet(accounts: Sequence[AccountView], ending: str) -> bytes:
    """Accounts with their balances: money in yuan, goods in their unit."""
    sheet = Sheet(
        "账户余额",
        (
            Column("id", "账户编号", Kind.integer),
            Column("kind", "账户类别"),
            Column("owner", "归属"),
            Column("fen", "余额（元）", Kind.money),
            Column("units", "数量", Kind.integer),
            Column("unit", "单位"),
            Column("version", "笔数", Kind.integer),
        ),
    )
    return written(sheet, (_account(account) for account in accounts), ending)


def journal_sheet(lines: Sequence[JournalLine], ending: str) -> bytes:
    """The journal line by line, with each line's place and link in its account's chain."""
    sheet = Sheet(
        "记账明细",
        (
            Column("tx", "凭证号", Kind.integer),
            Column("on", "日期", Kind.date),
            Column("what", "事项"),
            Column("number", "捐赠编号"),
            Column("account", "账户编号", Kind.integer),
            Column("kind", "账户类别"),
            Column("owner", "归属"),
            Column("fen", "金额（元）", Kind.money),
            Column("units", "数量", Kind.integer),
            Column("unit", "单位"),
            Column("version", "链上序号", Kind.integer),
            Column("hash", "链上指纹"),
        ),
    )
    return written(sheet, (_line(line) for line in lines), ending)


def written(sheet: Sheet, rows: Iterable[Mapping[str, Value]], ending: str) -> bytes:
    """As ``xlsx`` or ``csv``; text that a program would run as a formula is made text."""
    return write_csv(sheet, rows) if ending == "csv" else write_xlsx(sheet, rows)


def _statement_row(row: RowView) -> dict[str, Value]:
    return {
        "booked_on": row.booked_on,
        "came": None if row.outgoing else row.amount_fen,
        "went": row.amount_fen if row.outgoing else None,
        "payer": words.payer(row),
        "remark": row.remark,
        "serial": row.serial,
        "status": row_word(row.status),
    }


def _account(account: AccountView) -> dict[str, Value]:
    return {
        "id": account.id,
        "kind": words.account_word(account.kind),
        "owner": words.owner(account.owner_kind, account.owner),
        "version": account.version,
        **_measured(account.unit, account.balance),
    }


def _line(line: JournalLine) -> dict[str, Value]:
    return {
        "tx": line.tx_id,
        "on": line.at.astimezone(clock.HERE).date(),
        "what": words.what_word(line.what),
        "number": line.number,
        "account": line.account_id,
        "kind": words.account_word(line.kind),
        "owner": line.owner or None,
        "version": line.version,
        "hash": line.hash,
        **_measured(line.unit, line.amount),
    }


def _measured(unit: str, amount: int) -> dict[str, Value]:
    if unit == MONEY:
        return {"fen": amount, "unit": "元"}
    return {"units": amount, "unit": words.unit_word(unit)}
