"""Counting periods as the Civil Code does (民法典 201–203).

The day of the event is not counted. A period in months or years ends on the corresponding day, or
on the last day of a month that has none. When the last day is a day off, the period ends on the
next working day. Counting backwards, from a deadline to the last day something may still happen,
mirrors this: a day off moves it earlier, so that the minimum always holds.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from match.foundation.calendar.holidays import WorkingDays

LONGEST_DAYS = 36_600
"""A hundred years: a longer period is a typing error, and the loop below must end."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A date reached, and how: days off met on the way, and days moved because the last one was
    off.
    """

    on: date
    provisional: bool
    days_off: int = 0
    moved: int = 0


class PeriodRefused(ValueError):
    """A period or date that cannot be counted; a programmer or the parameter table is wrong."""


def add_workdays(start: date, count: int, days: WorkingDays) -> Counted:
    """`count` working days after (or, negative, before) `start`; zero is the day itself, off or
    not.
    """
    _check(count)
    step = timedelta(days=1 if count > 0 else -1)
    on, left, off, provisional = start, abs(count), 0, False
    while left:
        on = _shift(on, step)
        day = days.day(on)
        provisional |= day.provisional
        left -= day.works
        off += not day.works
    return Counted(on, provisional, days_off=off)


def add_days(start: date, count: int, days: WorkingDays) -> Counted:
    """`count` calendar days after (negative: before) `start`, moved off a day off."""
    _check(count)
    return settle(_shift(start, timedelta(days=count)), days, forward=count >= 0)


def add_months(start: date, count: int, days: WorkingDays) -> Counted:
    """`count` months after (negative: before) `start`, to the corresponding day, moved off a day
    off.
    """
    _check(count)
    return settle(corresponding(start, count), days, forward=count >= 0)


def corresponding(start: date, months: int) -> date:
    """The same day of the month `months` away, or that month's last day (民法典 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return _within(lambda: date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])))


def settle(on: date, days: WorkingDays, *, forward: bool = True) -> Counted:
    """The nearest working day from `on` in one direction; `on` itself if it is worked."""
    moved = 0
    provisional = False
    while True:
        day = days.day(on)
        provisional |= day.provisional
        if day.works:
            return Counted(on, provisional, moved=moved)
        on = _shift(on, timedelta(days=1 if forward else -1))
        moved += 1


def _check(count: int) -> None:
    if abs(count) > LONGEST_DAYS:
        raise PeriodRefused(f"a period of {count} is longer than a hundred years")


def _shift(on: date, by: timedelta) -> date:
    return _within(lambda: on + by)


def _within(reach: Callable[[], date]) -> date:
    try:
        return reach()
    except (OverflowError, ValueError) as error:
        raise PeriodRefused("the period leaves the calendar (years 1 to 9999)") from error
