"""What care/ lets out: totals of a month, suppressed there already."""

from collections.abc import Mapping
from datetime import date

from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.places.queries import division


@command
async def keep_care_totals(
    actor: Actor, code: str, month: date, totals: Mapping[str, int | None]
) -> None:
    """
    Keep the totals that care/ told of a division and month; None is a suppressed one. A month
    that is told again is replaced. Raises NotFound for a place that is none; the table refuses
    a total of 1 to 4, which care/ should have suppressed.
    """
    del actor
    await division(code)
    await rows(
        "INSERT INTO care_total (division, month, measure, told)"
        " SELECT $1, $2, m, c FROM unnest($3::text[], $4::bigint[]) AS told (m, c)"
        " ON CONFLICT (division, month, measure) DO UPDATE SET told = EXCLUDED.told",
        code,
        month.replace(day=1),
        list(totals),
        list(totals.values()),
    )
