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
        least_adults=await whole("volunteers.least_adults"),
        course_minutes=await whole("volunteers.course_minutes"),
        course_valid_days=await whole("volunteers.course_valid_days"),
        remind_days=await whole("volunteers.remind_days"),
        record_workdays=await whole("volunteers.record_workdays"),
        call_hours=await whole("volunteers.call_hours"),
        call_batch=await whole("volunteers.call_batch"),
        call_wait_minutes=await whole("volunteers.call_wait_minutes"),
        call_most=await whole("volunteers.call_most"),
    )
