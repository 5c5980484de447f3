"""A bank's export, or a charity's own list (Excel, CSV), and its rows as `StatementLine`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from match.foundation.language import _
from match.foundation.screening import screen, verdict
from match.foundation.sheets import Column, Kind, Reading, Row, Sheet, Trouble
from match.statements import rules
from match.statements.forms import StatementLine


def sheet() -> Sheet:
    """The columns in our words, with those that banks and charities use for them."""
    return Sheet(
        "到账流水",
        (
            Column("booked_on", "到账日期", Kind.date, required=True, example="2026-11-20",
                   aliases=("交易日期", "交易时间", "记账日期", "入账日期", "日期", "收款日期",
                            "交易日", "记账日")),
            Column("amount", "到账金额", Kind.money, example="1234.50",
                   notes=_("只填收入，单位：元。"),
                   aliases=("收入", "收入金额", "贷方发生额", "贷方金额", "贷方", "贷方发生额收入",
                            "存入", "捐赠金额", "收款金额", "金额", "发生额", "交易金额")),
            Column("paid_out", "支出金额", Kind.money,
                   aliases=("支出", "借方发生额", "借方金额", "借方", "支取", "转出金额")),
            Column("payer", "付款方", example="湖南某某有限公司", longest=120,
                   notes=_("只保存单位名称，个人姓名不保存。"),
                   aliases=("对方户名", "付款人", "付款人名称", "付款单位", "对方名称", "捐赠人",
                            "捐赠方", "付款方户名", "对方账户名称", "交易对手", "对手户名")),
            Column("account", "付款账号", longest=64, notes=_("只保存单位账号的后四位。"),
                   aliases=("对方账号", "对方帐号", "付款人账号", "付款方账号", "对方账户")),
            Column("remark", "备注", example=_("捐赠编号"), longest=300,
                   aliases=("摘要", "附言", "用途", "备注附言", "交易附言", "留言", "交易摘要")),
            Column("serial", "流水号", longest=64,
                   aliases=("交易流水号", "流水", "凭证号", "业务编号", "交易序号", "回单编号",
                            "票据号", "交易号")),
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Receipts:
    """A file read: its lines, the rows that need a hand, and how many payments were left out."""

    lines: tuple[StatementLine, ...]
    reading: Reading
    left_out: int

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Everything to put right, in the order of the file."""
        return self.reading.troubles


def receipts(reading: Reading, today: date, days_back: int) -> Receipts:
    """
    The lines of a statement. Of what goes out only what names a donation is taken: money sent back
    to its giver; the charity's other payments are not our business, and are counted. A row of
    nothing, of zero, of a day that cannot be, gets its trouble with the number seen in Excel.
    """
    lines: list[StatementLine] = []
    rows: list[Row] = []
    out = 0
    for row in reading.rows:
        if _goes_out(row) and not rules.numbers_in(_text(row, "remark")):
            out += 1
            continue
        troubled = _troubled(row, reading, today, days_back)
        rows.append(troubled)
        if not troubled.troubles:
            lines.append(cleaned(row))
    return Receipts(_with_repeats(lines), replace(reading, rows=tuple(rows)), out)


def cleaned(row: Row) -> StatementLine:
    """A good row without anything of a person."""
    payer = rules.plain_name(_text(row, "payer"))
    organisation = rules.looks_like_organisation(payer)
    outgoing = _goes_out(row)
    amount, day = row.values["paid_out" if outgoing else "amount"], row.values["booked_on"]
    assert isinstance(amount, int)
    assert isinstance(day, date)
    return StatementLine(
        number=row.number,
        booked_on=day,
        amount_fen=amount,
        payer=payer[:80] if organisation else "",
        payer_tail=rules.tail(_text(row, "account")) if organisation else "",
        personal=bool(payer) and not organisation,
        remark=safe_remark(_text(row, "remark"), payer if not organisation else ""),
        serial=rules.plain_name(_text(row, "serial"))[:64],
        outgoing=outgoing,
    )


def safe_remark(remark: str, person: str = "") -> str:
    """
    A remark without personal data: whole where nothing was found, else only our numbers in it.

    *person*: a name that must not stand there either.
    """
    if (person and person in rules.plain_name(remark)) or verdict(screen(remark)) != "clear":
        return " ".join(rules.numbers_in(remark))
    return remark[:200]


def _troubled(row: Row, reading: Reading, today: date, days_back: int) -> Row:
    def trouble(key: str, message: str) -> Trouble:
        header = next(column.header for column in reading.sheet.columns if column.key == key)
        return Trouble(row.number, reading.letters.get(key, "—"), header, message)

    # Of an account number four digits are kept; one that Excel cut short is no reason to refuse.
    held = [one for one in row.troubles if one.header != "付款账号"]
    told = {one.header for one in held}
    amount, day = row.values.get("amount"), row.values.get("booked_on")
    if not _goes_out(row) and "到账金额" not in told:
        if amount is None:
            held.append(trouble("amount", _("没有金额，请填写到账金额。")))
        elif amount == 0:
            held.append(trouble("amount", _("金额必须大于零。")))
        elif row.values.get("paid_out"):
            held.append(trouble("paid_out", _("同一行既有收入又有支出，请分成两行。")))
    if isinstance(day, date) and (why := rules.date_trouble(day, today, days_back)):
        held.append(trouble("booked_on", why))
    return replace(row, troubles=tuple(held))


def _goes_out(row: Row) -> bool:
    """Banks leave the other column empty, or write 0.00 there."""
    return bool(row.values.get("paid_out")) and not row.values.get("amount")


def _with_repeats(lines: Sequence[StatementLine]) -> tuple[StatementLine, ...]:
    return tuple(
        msgspec.structs.replace(line, repeat=repeat)
        for line, repeat in zip(lines, rules.counted(lines), strict=True)
    )


def _text(row: Row, key: str) -> str:
    found = row.values.get(key)
    return "" if found is None else str(found)
