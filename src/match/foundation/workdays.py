"""The working-day calendar with this installation's overrides from the database."""

from datetime import datetime, time

from match.foundation import clock
from match.foundation.calendar import Due, Override, WorkingDays, add_workdays, due
from match.foundation.db import rows
from match.foundation.parameters import periods


async def working_days() -> WorkingDays:
    """Overrides of the State Council's notices first, then the shipped years (domain.md §6.1)."""
    found = await rows("SELECT day, is_workday, name FROM calendar_override")
    return WorkingDays({row["day"]: Override(row["is_workday"], row["name"]) for row in found})


async def workdays_from_now(count: int) -> datetime:
    """The end of the *count*-th working day from today, in Shanghai."""
    counted = add_workdays(clock.today(), count, await working_days())
    return datetime.combine(counted.on, time(23, 59, 59), clock.HERE)


async def legal_due(key: str, start: datetime) -> Due:
    """When the period *key* of deadlines.csv, begun at *start*, is over. Raises LookupError."""
    period = periods().get(key)
    if period is None:
        raise LookupError(f"no period {key!r} in deadlines.csv")
    return due(start, period.text, period.unit, period.rule, await working_days())
