"""
A donor's year: every donation made in it, what arrived, where it went, what was used.

For the donor's own books. The tax receipt is the charity's (公益事业捐赠票据), whose number stands
in its column. Words are Chinese on paper and in the sheet, whatever the reader's language.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import msgspec

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import Denied, Invalid
from match.foundation.language import _
from match.foundation.money import yuan_short
from match.foundation.sheets import Column, Kind, Sheet, write_xlsx
from match.giving.states import DonationStatus, GiftKind, word

FIRST_YEAR = 2019
LINES_MOST = 20_000
_LINES = """
SELECT d.id, d.number, d.created_at, d.kind, d.status, d.subject, d.units, d.unit, d.amount_fen,
       d.good, d.paid_fen, d.used_units, d.used_fen, d.receipt_number, c.name AS charity,
       coalesce(went.homes, h.name, '') AS homes, coalesce(went.place, v.path, '') AS place
  FROM donation d LEFT JOIN organisation c ON c.id = d.charity_id
  LEFT JOIN home h ON h.id = d.home_id LEFT JOIN division v ON v.code = h.division
  LEFT JOIN LATERAL (
    SELECT string_agg(DISTINCT ah.name, '、') AS homes, min(av.path) AS place
      FROM allocation_line a JOIN home ah ON ah.id = a.home_id
      JOIN division av ON av.code = ah.division WHERE a.donation_id = d.id) went ON true
 WHERE d.created_at >= $1 AND d.created_at < $2
   AND (d.organisation_id = $3 OR ($3::bigint IS NULL AND d.organisation_id IS NULL
                                   AND d.giver_id = $4))
 ORDER BY d.created_at, d.id LIMIT $5
"""
SHEET = Sheet(
    title="年度捐赠清单",
    columns=(
        Column("number", "编号", Kind.text),
        Column("on", "日期", Kind.date),
        Column("subject", "内容", Kind.text),
        Column("kind", "类别", Kind.text),
        Column("place", "地点", Kind.text),
        Column("homes", "儿童之家", Kind.text),
        Column("charity", "慈善组织", Kind.text),
        Column("unit", "单位", Kind.text),
        Column("units", "约定数量", Kind.integer),
        Column("good", "实收数量", Kind.integer),
        Column("used_units", "已使用数量", Kind.integer),
        Column("amount_fen", "约定金额（元）", Kind.money),
        Column("paid_fen", "到账金额（元）", Kind.money),
        Column("used_fen", "已使用金额（元）", Kind.money),
        Column("receipt_number", "捐赠票据号", Kind.text),
        Column("state", "状态", Kind.text),
    ),
)


class Line(msgspec.Struct, frozen=True):
    """One donation of the year."""

    number: str
    on: date
    subject: str
    kind: GiftKind
    status: DonationStatus
    place: str
    homes: str
    charity: str
    unit: str
    units: int | None
    good: int
    used_units: int
    amount_fen: int | None
    paid_fen: int
    used_fen: int
    receipt_number: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The columns of the printed list."""
        money = self.kind is GiftKind.money
        promised, came, used = (
            (self.amount_fen or 0, self.paid_fen, self.used_fen)
            if money
            else (self.units or 0, self.good, self.used_units)
        )
        return (
            self.number,
            self.on.isoformat(),
            self.subject,
            f"{self.place} {self.homes}".strip() or self.charity,
            *(self._said(amount) for amount in (promised, came, used)),
            self.receipt_number,
            word(self.status),
        )

    def _said(self, amount: int) -> str:
        return (
            yuan_short(amount)
            if self.kind is GiftKind.money
            else f"{amount:,} {codes.unit(self.unit).after(amount)}"
        )


class Statement(msgspec.Struct, frozen=True):
    """A year of one donor: an organisation, or the person who reads it."""

    year: int
    donor: str
    organisation_id: int | None
    made_on: date
    lines: tuple[Line, ...]

    @property
    def totals(self) -> tuple[str, ...]:
        """Counts, and money in all; goods of several units have no sum."""
        money = [line for line in self.lines if line.kind is GiftKind.money]
        others = len(self.lines) - len(money)
        arrived, used = (sum(getattr(x, name) for x in money) for name in ("paid_fen", "used_fen"))
        return (
            _("物资和服务 %(count)s 笔。") % {"count": others},
            _("资金 %(count)s 笔，到账 %(arrived)s，已使用 %(used)s。")
            % {
                "count": len(money),
                "arrived": yuan_short(arrived),
                "used": yuan_short(used),
            },
        )


async def statement(actor: Actor, year: int, organisation: int | None) -> Statement:
    """
    The reader's own year, or that of an *organisation* they act for. Raises Invalid for a year
    that cannot be, or of too many lines; Denied for another organisation.
    """
    if not FIRST_YEAR <= year <= clock.today().year:
        raise Invalid({"year": _("请选择 %(first)s 年到今年之间的年份。") % {"first": FIRST_YEAR}})
    if organisation is not None and organisation not in actor.organisations:
        raise Denied(_("只有这家机构的人员可以查看它的年度清单。"))
    begin, end = (datetime.combine(date(y, 1, 1), time(), clock.HERE) for y in (year, year + 1))
    found = await rows(_LINES, begin, end, organisation, actor.id, LINES_MOST + 1)
    if len(found) > LINES_MOST:
        raise Invalid(
            {"year": _("这一年的捐赠超过 %(most)s 笔，请联系平台分批导出。") % {"most": LINES_MOST}}
        )
    return Statement(
        year=year,
        donor=await _donor(actor, organisation),
        organisation_id=organisation,
        made_on=clock.today(),
        lines=tuple(_line(row) for row in found),
    )


def statement_xlsx(made: Statement) -> bytes:
    """The year as a workbook: numbers are numbers, and no text is a formula."""
    return write_xlsx(SHEET, [_row(line) for line in made.lines])


async def years_of(actor: Actor, organisation: int | None) -> Sequence[int]:
    """The years in which there is something, the newest first; this year always."""
    found = await rows(
        "SELECT DISTINCT extract(year FROM created_at AT TIME ZONE 'Asia/Shanghai')::int AS year"
        " FROM donation WHERE organisation_id = $1"
        " OR ($1::bigint IS NULL AND organisation_id IS NULL AND giver_id = $2)",
        organisation,
        actor.id,
    )
    return sorted({clock.today().year, *(row["year"] for row in found)}, reverse=True)


async def _donor(actor: Actor, organisation: int | None) -> str:
    if organisation is None:
        return actor.name
    row = await one("SELECT name FROM organisation WHERE id = $1", organisation)
    assert row is not None, "the reader acts for it"
    return row["name"]


def _line(row: dict[str, Any]) -> Line:
    return Line(
        number=row["number"],
        on=row["created_at"].astimezone(clock.HERE).date(),
        subject=row["subject"],
        kind=GiftKind(row["kind"]),
        status=DonationStatus(row["status"]),
        place=" ".join(row["place"].split("/")[1:]),
        homes=row["homes"],
        charity=row["charity"] or "",
        unit=row["unit"],
        units=row["units"],
        good=row["good"],
        used_units=row["used_units"],
        amount_fen=row["amount_fen"],
        paid_fen=row["paid_fen"],
        used_fen=row["used_fen"],
        receipt_number=row["receipt_number"],
    )


def _row(line: Line) -> dict[str, Any]:
    """Of what does not apply the cell stays empty: a gift of books has no yuan."""
    money = line.kind is GiftKind.money
    inapplicable = (
        ("unit", "units", "good", "used_units") if money else ("amount_fen", "paid_fen", "used_fen")
    )
    cells: dict[str, Any] = {
        column.key: getattr(line, column.key)
        for column in SHEET.columns
        if column.key not in ("kind", "state")
    }
    cells |= {"kind": _KINDS[line.kind], "state": word(line.status)}
    return cells | dict.fromkeys(inapplicable)


_KINDS = {GiftKind.goods: "物资", GiftKind.time: "服务", GiftKind.money: "资金"}
