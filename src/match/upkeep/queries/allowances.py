"""Reading allowances: a county's rule and sheets, one sheet as people read it, a director's own."""

from datetime import date
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.upkeep import policy
from match.upkeep.rules import Grade, amount_fen
from match.upkeep.states import SheetStatus

_SHOWN = 36
_LINES = (
    "SELECT s.id, s.county, d.name AS place, s.from_month, s.months, s.status, s.total_fen,"
    " s.paid_on, s.proposed_by, s.checked_by,"
    " (SELECT count(*)::int FROM allowance_review r WHERE r.sheet_id = s.id) AS people"
    " FROM allowance_sheet s JOIN division d ON d.code = s.county"
)


class RuleView(msgspec.Struct, frozen=True):
    """What a county pays: base, and grades with the fen each one brings."""

    id: int
    from_month: date
    base_fen: int
    document: str
    grades: tuple[tuple[Grade, int], ...]


class SheetLine(msgspec.Struct, frozen=True):
    """One line of a list of sheets."""

    id: int
    county: str
    place: str
    from_month: date
    months: int
    status: SheetStatus
    total_fen: int
    paid_on: date | None
    people: int


class SheetRow(msgspec.Struct, frozen=True):
    """One director in a sheet."""

    review_id: int
    home: str
    name: str
    activities: int
    heads: int
    open_days: int
    trained: bool
    points: int
    proposed: str
    grade: str
    reason: str
    months: tuple[date, ...]
    month_fen: int

    @property
    def total_fen(self) -> int:
        """All her months together."""
        return self.month_fen * len(self.months)


class SheetFile(msgspec.Struct, frozen=True):
    """A sheet with its rule and rows; ``verbs`` are what the reader may do now."""

    line: SheetLine
    rule: RuleView
    source: str
    note: str
    voucher: str
    people: tuple[SheetRow, ...]
    verbs: tuple[str, ...]


class OwnLine(msgspec.Struct, frozen=True):
    """What one director reads of her own allowance."""

    month: date
    home: str
    grade: str
    points: int
    activities: int
    open_days: int
    amount_fen: int
    status: SheetStatus
    paid_on: date | None


async def rule_of(county: str, month: date | None = None) -> RuleView | None:
    """The rule that counts for a month (None: the newest), or None."""
    row = await one(
        "SELECT * FROM allowance_rule WHERE county = $1 AND ($2::date IS NULL OR from_month <= $2)"
        " ORDER BY from_month DESC, id DESC LIMIT 1",
        county,
        month,
    )
    return None if row is None else await _rule(row)


async def sheets(actor: Actor, limit: int = _SHOWN) -> list[SheetLine]:
    """Sheets of the counties that the reader sees, newest first."""
    return [msgspec.convert(row, SheetLine) for row in await _sheets(actor, limit)]


async def sheet_file(actor: Actor, sheet_id: int) -> SheetFile:
    """One sheet. Raises NotFound for who does not see the county's."""
    row = await one("SELECT * FROM allowance_sheet WHERE id = $1", sheet_id)
    if row is None or not policy.sees_sheets(actor, row["county"]):
        raise NotFound(_("没有找到这一条，或您没有查看权限。"))
    rule = await one("SELECT * FROM allowance_rule WHERE id = $1", row["rule_id"])
    line = await one(_LINES + " WHERE s.id = $1", sheet_id)
    assert rule is not None, "a sheet has a rule"
    found = await rows(
        "SELECT r.id AS review_id, h.name AS home, a.name, r.activities, r.heads, r.open_days,"
        " r.trained = 1 AS trained, r.points, r.proposed, r.grade, r.reason,"
        " coalesce(array_agg(l.month ORDER BY l.month) FILTER (WHERE l.id IS NOT NULL), '{}')"
        "   AS months, coalesce(max(l.amount_fen), 0)::bigint AS month_fen"
        " FROM allowance_review r JOIN home h ON h.id = r.home_id"
        " JOIN account a ON a.id = r.account_id LEFT JOIN allowance_line l ON l.review_id = r.id"
        " WHERE r.sheet_id = $1 GROUP BY r.id, h.id, a.id ORDER BY h.division, r.id",
        sheet_id,
    )
    return SheetFile(
        line=msgspec.convert(line, SheetLine),
        rule=await _rule(rule),
        source=row["source"],
        note=row["note"],
        voucher=row["voucher"],
        people=tuple(msgspec.convert(one, SheetRow) for one in found),
        verbs=tuple(_verbs(actor, row)),
    )


async def own_allowance(actor: Actor) -> list[OwnLine]:
    """A director's own lines once they are proposed, newest month first; nobody else's."""
    found = await rows(
        "SELECT l.month, h.name AS home, r.grade, r.points, r.activities, r.open_days,"
        " l.amount_fen, s.status, s.paid_on FROM allowance_line l"
        " JOIN allowance_review r ON r.id = l.review_id JOIN allowance_sheet s ON s.id = l.sheet_id"
        " JOIN home h ON h.id = l.home_id WHERE l.account_id = $1 AND s.status <> 'draft'"
        " ORDER BY l.month DESC LIMIT 60",
        actor.id,
    )
    return [msgspec.convert(row, OwnLine) for row in found]


async def sheets_waiting(actor: Actor) -> list[SheetLine]:
    """Sheets whose next step this person may take: to check, or to record as paid."""
    return [
        msgspec.convert(row, SheetLine)
        for row in await _sheets(actor)
        if {"check", "pay"} & set(_verbs(actor, row))
    ]


async def covered_months(county: str, months: list[date]) -> dict[date, SheetStatus]:
    """Month → the state of the sheet that holds it, for those that have one."""
    found = await rows(
        "SELECT m.month, max(s.status) AS status FROM unnest($2::date[]) AS m (month)"
        " JOIN allowance_sheet s ON s.county = $1 AND s.status <> 'discarded'"
        " AND m.month >= s.from_month"
        " AND m.month < s.from_month + make_interval(months => s.months) GROUP BY 1",
        county,
        months,
    )
    return {row["month"]: SheetStatus(row["status"]) for row in found}


async def _sheets(actor: Actor, limit: int = _SHOWN) -> list[dict[str, Any]]:
    return await rows(
        _LINES + " WHERE s.status <> 'discarded' AND EXISTS (SELECT FROM unnest($1::text[]) AS held"
        " WHERE starts_with(s.county, held)) ORDER BY s.from_month DESC, s.id DESC LIMIT $2",
        list(actor.scope(P.upkeep_read)),
        limit,
    )


async def _rule(row: dict[str, Any]) -> RuleView:
    grades = [
        Grade(one["grade"], one["least_points"], one["coefficient"])
        for one in await rows(
            "SELECT * FROM allowance_grade WHERE rule_id = $1 ORDER BY grade", row["id"]
        )
    ]
    return RuleView(
        row["id"],
        row["from_month"],
        row["base_fen"],
        row["document"],
        tuple((one, amount_fen(row["base_fen"], one.coefficient)) for one in grades),
    )


def _verbs(actor: Actor, sheet: dict[str, Any]) -> list[str]:
    state, county = SheetStatus(sheet["status"]), sheet["county"]
    keeps = policy.can_keep(actor, county) is True
    if state is SheetStatus.draft:
        return ["propose", "regrade", "discard"] if keeps else []
    if state is SheetStatus.proposed:
        checks = policy.can_check(actor, county, sheet["proposed_by"]) is True
        return ["check", "return"] if checks else []
    if state is SheetStatus.checked:
        return ["pay"] if policy.can_pay(actor, county, sheet["checked_by"]) is True else []
    return []
