"""2026's real calendar, 2027's unknown one, and what the county adds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from match.foundation.calendar import (
    Override,
    PeriodRefused,
    WorkingDays,
    add_days,
    add_months,
    add_workdays,
    settle,
)

DAYS = WorkingDays()


@pytest.mark.parametrize("month_day", [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)])
def test_make_up_days_of_2026_are_worked_though_they_are_weekends(
    month_day: tuple[int, int],
) -> None:
    on = date(2026, *month_day)

    assert on.weekday() >= 5
    assert DAYS.day(on).works
    assert not DAYS.day(on).provisional


@pytest.mark.parametrize(
    "month_day", [(1, 1), (2, 17), (4, 6), (5, 1), (6, 19), (9, 25), (10, 1), (10, 7)]
)
def test_holidays_of_2026_are_off(month_day: tuple[int, int]) -> None:
    assert not DAYS.day(date(2026, *month_day)).works


def test_2027_is_monday_to_friday_and_says_so() -> None:
    monday, saturday = DAYS.day(date(2027, 10, 4)), DAYS.day(date(2027, 10, 9))

    assert (monday.works, monday.provisional) == (True, True)
    assert (saturday.works, saturday.provisional) == (False, True)


def test_an_override_wins_over_library_and_weekday() -> None:
    days = WorkingDays(
        {
            date(2027, 10, 4): Override(False, "国庆节"),
            date(2027, 10, 9): Override(True, "国庆节调休"),
            date(2026, 11, 25): Override(False, "州庆"),
        }
    )

    assert not days.day(date(2027, 10, 4)).works
    assert days.day(date(2027, 10, 9)).works
    assert days.day(date(2026, 11, 25)) == (date(2026, 11, 25), False, "州庆", False)


WORKDAYS = [
    # start, count, expected, provisional
    (date(2026, 9, 30), 1, date(2026, 10, 8), False),  # over National Day
    (date(2026, 9, 30), 3, date(2026, 10, 10), False),  # Saturday 10 October is made up
    (date(2026, 9, 30), 4, date(2026, 10, 12), False),
    (date(2026, 9, 18), 1, date(2026, 9, 20), False),  # Sunday 20 September is made up
    (date(2026, 9, 24), 1, date(2026, 9, 28), False),  # over Mid-Autumn, Friday to Sunday
    (date(2026, 2, 13), 1, date(2026, 2, 14), False),  # Saturday before Spring Festival
    (date(2026, 2, 13), 2, date(2026, 2, 24), False),  # over Spring Festival
    (date(2026, 2, 27), 1, date(2026, 2, 28), False),
    (date(2026, 4, 30), 1, date(2026, 5, 6), False),  # over Labour Day
    (date(2026, 4, 30), 4, date(2026, 5, 9), False),
    (date(2026, 11, 25), 0, date(2026, 11, 25), False),
    (date(2026, 11, 25), 7, date(2026, 12, 4), False),
    (date(2026, 12, 31), 1, date(2027, 1, 1), True),  # nobody has announced New Year 2027 yet
    (date(2026, 10, 8), -1, date(2026, 9, 30), False),
    (date(2026, 10, 12), -3, date(2026, 10, 8), False),
    (date(2026, 2, 24), -1, date(2026, 2, 14), False),
]


@pytest.mark.parametrize(("start", "count", "expected", "provisional"), WORKDAYS)
def test_working_days_by_hand(start: date, count: int, expected: date, provisional: bool) -> None:
    counted = add_workdays(start, count, DAYS)

    assert (counted.on, counted.provisional) == (expected, provisional)


CALENDAR_DAYS = [
    (date(2026, 9, 10), 20, date(2026, 9, 30), 0),
    (date(2026, 9, 11), 20, date(2026, 10, 8), 7),  # 1 October moves past the holiday
    (date(2026, 11, 6), 15, date(2026, 11, 23), 2),  # Saturday moves to Monday
    (date(2026, 11, 25), 0, date(2026, 11, 25), 0),
    (date(2026, 10, 22), -15, date(2026, 9, 30), 7),  # 7 October: earlier, so that 15 days remain
    (date(2026, 1, 30), 15, date(2026, 2, 14), 0),  # a Saturday, but made up
]


@pytest.mark.parametrize(("start", "count", "expected", "moved"), CALENDAR_DAYS)
def test_calendar_days_by_hand(start: date, count: int, expected: date, moved: int) -> None:
    counted = add_days(start, count, DAYS)

    assert (counted.on, counted.moved) == (expected, moved)


MONTHS = [
    (
        date(2025, 11, 30),
        3,
        date(2026, 2, 28),
    ),  # no 30 February: the month's last day, a worked Saturday
    (date(2026, 8, 31), 1, date(2026, 9, 30)),
    (date(2026, 7, 1), 3, date(2026, 10, 8)),
    (date(2024, 2, 29), 12, date(2025, 2, 28)),
    (date(2026, 3, 31), -1, date(2026, 2, 28)),
    (date(2026, 1, 15), -1, date(2025, 12, 15)),
]


@pytest.mark.parametrize(("start", "count", "expected"), MONTHS)
def test_months_by_hand(start: date, count: int, expected: date) -> None:
    assert add_months(start, count, DAYS).on == expected


dates = st.dates(date(2005, 1, 1), date(2030, 12, 31))
counts = st.integers(1, 120)


@given(dates, counts)
def test_working_days_end_on_one_and_count_right(start: date, count: int) -> None:
    counted = add_workdays(start, count, DAYS)
    between = [start + timedelta(days=n) for n in range(1, (counted.on - start).days + 1)]

    assert DAYS.day(counted.on).works
    assert sum(DAYS.day(on).works for on in between) == count
    assert len(between) - count == counted.days_off


@given(dates, counts)
def test_going_forth_and_back_returns_to_a_working_start(start: date, count: int) -> None:
    start = settle(start, DAYS).on

    assert add_workdays(add_workdays(start, count, DAYS).on, -count, DAYS).on == start


@given(dates, counts, counts)
def test_working_days_add_up(start: date, first: int, second: int) -> None:
    half_way = add_workdays(start, first, DAYS).on

    assert add_workdays(half_way, second, DAYS).on == add_workdays(start, first + second, DAYS).on


@given(dates, st.integers(-400, 400))
def test_a_minimum_is_never_cut_short(start: date, count: int) -> None:
    counted = add_days(start, count, DAYS)

    assert DAYS.day(counted.on).works
    assert abs((counted.on - start).days) >= abs(count)


@given(dates, st.integers(-60, 60))
def test_only_unannounced_days_make_a_date_provisional(start: date, count: int) -> None:
    counted = add_workdays(start, count, DAYS)
    touched = max(start + timedelta(days=1), counted.on)

    if counted.provisional:
        assert touched >= date(2027, 1, 1)
    elif count > 0:
        assert counted.on <= date(2026, 12, 31)


def test_periods_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(PeriodRefused):
        add_days(date(9999, 12, 1), 100, DAYS)
    with pytest.raises(PeriodRefused):
        add_workdays(date(2026, 1, 1), 10**9, DAYS)
    with pytest.raises(PeriodRefused):
        add_months(date(1, 1, 1), -1, DAYS)
