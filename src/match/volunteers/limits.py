"""The parameters of shifts, read together."""

from match.foundation.parameters import whole
from match.volunteers.rules import Limits


async def limits() -> Limits:
    """Today's ``volunteers.*``."""
    return Limits(
        travel_minutes=await whole("volunteers.travel_minutes"),
        withdraw_hours=await whole("volunteers.withdraw_hours"),
        check_in_before_minutes=await whole("volunteers.check_in_before_minutes"),
        check_out_after_minutes=await whole("volunteers.check_out_after_minutes"),
        hours_over_minutes=await whole("volunteers.hours_over_minutes"),
        reminder_hours=await whole("volunteers.reminder_hours"),
        no_show_days=await whole("volunteers.no_show_days"),
        longest_hours=await whole("volunteers.longest_hours"),
        advance_days=await whole("volunteers.advance_days"),
        adult_age=await whole("volunteers.adult_age"),
    )
