"""The ends of months: what was kept of one division, month by month."""

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from match.foundation.db import rows
from match.insight.gauges import Counts


def month_before(month: date) -> date:
    """The first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def month_after(month: date) -> date:
    """The first day of the next month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def counts_in(text: str) -> Counts:
    """What a monthly report keeps: {"units_asked/MAT": 3} is {("units_asked", "MAT"): 3}."""
    held: dict[str, int] = msgspec.json.decode(text, type=dict[str, int])
    return {(key.partition("/")[0], key.partition("/")[2]): n for key, n in held.items()}


async def kept_months(code: str, months: int) -> Mapping[date, Counts]:
    """The newest *months* written months of a division, the oldest first."""
    found = await rows(
        "SELECT month, counts FROM monthly_report WHERE division = $1 ORDER BY month DESC LIMIT $2",
        code,
        months,
    )
    return {row["month"]: counts_in(row["counts"]) for row in reversed(found)}


def unbroken(months: list[date]) -> list[date]:
    """Every month from the first to the last of *months*: one that was never written is a gap."""
    if not months:
        return []
    line = [months[0]]
    while line[-1] < months[-1]:
        line.append(month_after(line[-1]))
    return line
