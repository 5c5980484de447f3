"""What an edition of the list does to the tree: the arithmetic before anything is written. Pure.

Codes change every year. A unit that an edition no longer names is closed from its date on and may
name its successor; it is never deleted, for old needs and agreements still stand in it.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from match.places.rules import level_of
from match.places.shapes import point_of
from match.places.source import BadHeading, Reason, Refusal, Unit
from match.places.spelling import spell

MOST_CLOSED_SHARE = 0.1
"""No real edition drops a tenth of the province: a file that would is cut short."""

PATH_SEPARATOR = "/"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did. `refused` is sorted by line; `held_back` units are missing from the file
    but were not closed, because a refused row may be the one that names them."""

    as_of: date
    added: int
    changed: int
    unchanged: int
    closed: int
    held_back: int
    refused: tuple[Refusal, ...]


Record = tuple[str, int, str, str, str | None, str, str, str, str, float | None, float | None, bool]


def records(units: Iterable[Unit]) -> list[Record]:
    """The rows of the table for units in tree order, column by column as `COLUMNS` names them."""
    paths: dict[str, str] = {}
    made: list[Record] = []
    for unit in units:
        above = [paths[unit.parent]] if unit.parent else []
        paths[unit.code] = PATH_SEPARATOR.join([*above, unit.name])
        spelling, point = spell(unit.name), point_of(unit.code)
        made.append(
            (
                unit.code,
                int(level_of(unit.code)),
                str(unit.kind),
                unit.name,
                unit.parent,
                paths[unit.code],
                spelling.pinyin,
                spelling.initials,
                spelling.sort_key,
                point.lon if point else None,
                point.lat if point else None,
                unit.kind == "county",
            )
        )
    return made


def successions(
    lines: Iterable[str], named: frozenset[str], gone: frozenset[str]
) -> tuple[Mapping[str, str], tuple[Refusal, ...]]:
    """Old code → new code from a CSV with `old_code,new_code`, and the rows refused.

    `named` are the codes of the new edition, `gone` those it closes. A code that is not closed
    has no successor, a successor must be in the edition: so a chain never becomes a circle."""
    rows = csv.DictReader(lines)
    missing = [name for name in ("old_code", "new_code") if name not in (rows.fieldnames or ())]
    if missing:
        raise BadHeading(", ".join(missing))
    found: dict[str, str] = {}
    refused: list[Refusal] = []
    for row in rows:
        old, new = (row["old_code"] or "").strip(), (row["new_code"] or "").strip()
        if old not in gone:
            refused.append(Refusal(rows.line_num, old, Reason.NOT_GONE))
        elif new not in named:
            refused.append(Refusal(rows.line_num, new, Reason.NO_SUCCESSOR))
        elif old in found:
            refused.append(Refusal(rows.line_num, old, Reason.DUPLICATE))
        else:
            found[old] = new
    return found, tuple(refused)
