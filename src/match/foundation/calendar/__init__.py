"""Working days and legal periods: what day something is due, and how sure we are."""

from match.foundation.calendar.counting import (
    Counted,
    PeriodRefused,
    add_days,
    add_months,
    add_workdays,
    settle,
)
from match.foundation.calendar.deadlines import Direction, Due, Unit, direction_of, due
from match.foundation.calendar.holidays import Day, Override, WorkingDays

__all__ = [
    "Counted",
    "Day",
    "Direction",
    "Due",
    "Override",
    "PeriodRefused",
    "Unit",
    "WorkingDays",
    "add_days",
    "add_months",
    "add_workdays",
    "direction_of",
    "due",
    "settle",
]
