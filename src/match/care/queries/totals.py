"""Monthly totals above the county: sums only, small cells and those that betray them hidden."""

from datetime import date

import msgspec

from match.care.commands.counting import AGREED, ALL, SERVED, WITHOUT
from match.care.room import scope_of
from match.care.rules import suppressed
from match.foundation.actor import Actor
from match.foundation.db import rows
from match.foundation.errors import Denied
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.foundation.restricted import restricted

BELOW = {2: 4, 4: 6, 6: 9, 9: 12}


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """
    One place and what lies below it, in a month. A count is None where it may not be told.

    ``whole``: group code → children of the place. ``parts``: place below (prefix) → the same.
    ``homes``: how many homes sent numbers.
    """

    division: str
    month: date
    least: int
    whole: dict[str, int | None]
    parts: dict[str, dict[str, int | None]]
    homes: int


async def totals(division: str, month: date, *, actor: Actor | None = None) -> Totals:
    """
    Sums of *month* (its first day) for *division*, a prefix of 2, 4, 6 or 9 digits.

    Counts from 1 to 4 (care.small_cell) are not told, nor any from which with the others one
    could be worked out (complementary suppression); where a place is hidden in the table of the
    place above, its own total and parts are hidden too, so that drilling down gives nothing away.
    With *actor*: Denied outside where they may read totals.
    """
    if actor is not None and not actor.may(Permission.care_totals, division.ljust(12, "0")):
        raise Denied(_("只能看自己范围内的汇总。"))
    if len(division) not in BELOW:
        raise Denied(_("村一级没有汇总表。"))
    least = await whole("care.small_cell")
    chain = [division[:digits] for digits in (2, 4, 6, 9) if digits <= len(division)]
    closed: set[str] = set()
    cells: dict[str, dict[str, int]] = {}
    homes = 0
    for prefix in chain:
        async with restricted(()):
            found = await rows(
                "SELECT place, code, children, homes FROM care.sums($1, $2, $3)",
                prefix,
                month,
                BELOW[len(prefix)],
            )
        cells = _by_code(found)
        if prefix == division:
            homes = sum(row["homes"] for row in found if row["code"] == ALL)
            break
        below = division[: BELOW[len(prefix)]]
        closed |= {
            code for code, of in cells.items() if suppressed(of, least).get(below, 0) is None
        }
    shown: dict[str, int | None] = {}
    parts: dict[str, dict[str, int | None]] = {}
    for code, of in sorted(cells.items()):
        hidden = dict.fromkeys(of) if code in closed else suppressed(of, least)
        for place, count in hidden.items():
            parts.setdefault(place, {})[code] = count
        shown[code] = _total(of, hidden, least, closed=code in closed)
    for told in (shown, *parts.values()):
        _agreed_alone(told)
    return Totals(
        division=division, month=month, least=least, whole=shown, parts=parts, homes=homes
    )


def _agreed_alone(told: dict[str, int | None]) -> None:
    """Of those under an agreement nothing is told where, with all, it would tell of the others."""
    if WITHOUT in told and told.pop(WITHOUT) is None and AGREED in told:
        told[AGREED] = None


async def told_totals(division: str, month: date) -> dict[str, dict[str, int | None]]:
    """What may be told of *division* (a prefix) and of each place below: 12-digit code → totals."""
    found = await totals(division, month)
    told = {division: found.whole, **found.parts}
    return {place.ljust(12, "0"): counts for place, counts in told.items()}


def _by_code(found: list[dict[str, object]]) -> dict[str, dict[str, int]]:
    cells: dict[str, dict[str, int]] = {}
    for row in found:
        cells.setdefault(str(row["code"]), {})[str(row["place"])] = int(str(row["children"]))
    return cells


def _total(
    of: dict[str, int], hidden: dict[str, int | None], least: int, *, closed: bool
) -> int | None:
    """The sum, unless it is small itself or would betray what is hidden among the parts."""
    total = sum(of.values())
    if total == 0:
        return None if closed else 0
    gone = [place for place, count in hidden.items() if count is None]
    betrays = bool(gone) and (len(gone) < 2 or sum(of[place] for place in gone) < least)
    return None if closed or total < least or betrays else total


async def month_state(actor: Actor, home_id: int, month: date) -> dict[str, int] | None:
    """The numbers a home has sent for a month, by group, for those who keep its files."""
    async with restricted(scope_of(actor)):
        found = await rows(
            "SELECT code, children FROM care.month_count WHERE home_id = $1 AND month = $2"
            " AND code <> ALL($3)",
            home_id,
            month,
            [SERVED, AGREED, WITHOUT],
        )
    return {row["code"]: row["children"] for row in found} or None
