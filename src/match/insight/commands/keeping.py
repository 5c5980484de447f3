"""What care/ lets out: totals of a month, suppressed there already."""

from collections.abc import Mapping
from datetime import date

from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.places.queries import division
from match.places.rules import scope_of


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
    # What is hidden here must not follow from what was told of the places below on another day.
    await rows(
        "UPDATE care_total SET told = NULL WHERE division > $1 AND division <= $2 AND month = $3"
        " AND measure = ANY($4::text[]) AND told IS NOT NULL",
        code,
        _last_below(code),
        month.replace(day=1),
        [measure for measure, told in totals.items() if told is None],
    )


def _last_below(code: str) -> str:
    """The highest code a place below this one can have; the code itself for a village."""
    return scope_of(code).ljust(12, "9")
