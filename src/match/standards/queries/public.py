"""What everybody may know of a home's standards: which lines it met when, and nothing of who."""

from datetime import date

import msgspec

from match.foundation.db import rows
from match.homes.queries import home_card
from match.standards.lines import Line, line
from match.standards.queries.inspections import last_inspection
from match.standards.states import Result


class Met(msgspec.Struct, frozen=True):
    """
    The last inspection in public words. No notes, photos or counts of children: lines of rooms,
    rules and safety, met or being put right.
    """

    home_id: int
    name: str
    inspected_on: date | None
    met: tuple[Line, ...]
    mending: tuple[Line, ...]


async def standards_met(home_id: int) -> Met:
    """
    Lines that passed at the last inspection, or whose flag has closed since; and those still
    being put right. Raises NotFound for a home that is not public.
    """
    home = await home_card(home_id)
    last = await last_inspection(home_id)
    if last is None:
        return Met(home.id, home.name, None, (), ())
    found = await rows(
        "SELECT l.line, l.result, EXISTS (SELECT FROM standard_flag f WHERE f.home_id = $2"
        " AND f.line = l.line AND f.status = 'open') AS open FROM inspection_line l"
        " WHERE l.inspection_id = $1 AND l.result <> 'na' ORDER BY l.id",
        last.id,
        home_id,
    )
    seen = [(line(row["line"]), row["result"] == Result.passed, row["open"]) for row in found]
    return Met(
        home.id,
        home.name,
        last.inspected_on,
        tuple(each for each, passed, flagged in seen if not flagged and (passed or each.flagged)),
        tuple(each for each, _passed, flagged in seen if flagged),
    )
