"""The parameters of shifts, read together."""

from match.foundation.parameters import several
from match.volunteers.rules import Limits

_PREFIX = "volunteers."
_KEYS = (
    "volunteers.travel_minutes",
    "volunteers.withdraw_hours",
    "volunteers.check_in_before_minutes",
    "volunteers.check_out_after_minutes",
    "volunteers.hours_over_minutes",
    "volunteers.reminder_hours",
    "volunteers.no_show_days",
    "volunteers.longest_hours",
    "volunteers.advance_days",
    "volunteers.adult_age",
    "volunteers.least_adults",
    "volunteers.course_minutes",
    "volunteers.course_valid_days",
    "volunteers.remind_days",
    "volunteers.record_workdays",
    "volunteers.call_hours",
    "volunteers.call_batch",
    "volunteers.call_wait_minutes",
    "volunteers.call_most",
)


async def limits() -> Limits:
    """Today's ``volunteers.*``, in one question."""
    held = await several(_KEYS)
    return Limits(**{key.removeprefix(_PREFIX): held[key].whole for key in _KEYS})
