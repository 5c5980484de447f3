"""What stands at the end of a period, place by place: from the month that ended it, or from now."""

from collections.abc import Mapping, Sequence
from datetime import date

from match.foundation import clock
from match.foundation.db import rows
from match.insight.commands.counting import counted_as_of
from match.insight.queries.months import counts_in
from match.insight.statutory.periods import Period

Standing = Mapping[str, Mapping[str, int]]
"""Division → measure → how many, all facets together."""


async def standing_at(period: Period, codes: Sequence[str]) -> tuple[date, Standing]:
    """
    The counts of these divisions on the last day of the period, or today while it runs; and the
    day they are of. A period whose last month was never written has no counts: the day is its own
    and everything is empty.
    """
    if not period.over(clock.today()):
        found = await rows(
            "SELECT division, measure, sum(total)::bigint AS total FROM gauge_count"
            " WHERE division = ANY($1) GROUP BY 1, 2",
            list(codes),
        )
        held: dict[str, dict[str, int]] = {}
        for row in found:
            held.setdefault(row["division"], {})[row["measure"]] = row["total"]
        return await counted_as_of(), held
    found = await rows(
        "SELECT division, counts FROM monthly_report WHERE division = ANY($1) AND month = $2",
        list(codes),
        period.last.replace(day=1),
    )
    return period.last, {row["division"]: _summed(row["counts"]) for row in found}


def _summed(text: str) -> dict[str, int]:
    summed: dict[str, int] = {}
    for (measure, _facet), count in counts_in(text).items():
        summed[measure] = summed.get(measure, 0) + count
    return summed
