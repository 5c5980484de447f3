"""All grants of a year as files: a 360Giving package, and one line each for a spreadsheet."""

from collections.abc import AsyncIterator
from typing import IO, Any

import msgspec

from match.foundation.db import batches
from match.openness.giving360 import flat
from match.openness.giving360.grants import grant, package
from match.openness.giving360.process import Gift
from match.openness.giving360.sources import GRANTS, gift_of, gifts_sql, grant_of
from match.openness.sections import Json

Years = dict[int, list[Gift]]


async def by_year(connection: Any, small: int) -> Years:
    """Every gift with an amount and every public grant of one snapshot, by its award's year."""
    years: Years = {}
    async for gift in _all(connection, small):
        years.setdefault(gift.awarded_on.year, []).append(gift)
    return {year: sorted(found, key=lambda one: one.place) for year, found in years.items()}


def write_package(gifts: list[Gift], out: IO[bytes]) -> int:
    """The year as one package, dated by its newest change: the same grants are the same bytes."""
    made = package([grant(one) for one in gifts], max(one.changed_at for one in gifts))
    out.write(msgspec.json.encode(made))
    return len(gifts)


def write_flat(grants: list[Json], out: IO[bytes]) -> int:
    """The year as CSV with the standard's flat titles."""
    out.write(flat.head() + flat.lines(grants))
    return len(grants)


async def _all(connection: Any, small: int) -> AsyncIterator[Gift]:
    asked = f"SELECT * FROM ({gifts_sql(small)}) x WHERE x.fen IS NOT NULL"  # noqa: S608 # our own text
    async for found in batches(connection, asked, size=500):
        for row in found:
            yield gift_of(row)
    async for found in batches(connection, GRANTS, size=500):
        for row in found:
            yield grant_of(row)
