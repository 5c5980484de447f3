"""
The clocks across holidays and make-up days, against a plain recount.

The recount walks day by day through a calendar written here from the State Council's notices
(国办发明电〔2024〕12号 and 〔2025〕7号): days off beside weekends, and days that are worked
though they are on one. It shares nothing with the code under test.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from match.foundation.calendar import WorkingDays
from match.objections.clocks import complaint_clocks, last_day_to_complain, stop_until
from match.tenders.timetable import due

HOLIDAYS = [
    # 2025: New Year, Spring Festival, Qingming, Labour Day, Dragon Boat, National Day with
    # Mid-Autumn
    ("2025-01-01", "2025-01-01"), ("2025-01-28", "2025-02-04"), ("2025-04-04", "2025-04-06"),
    ("2025-05-01", "2025-05-05"), ("2025-05-31", "2025-06-02"), ("2025-10-01", "2025-10-08"),
    # 2026
    ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"), ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"), ("2026-06-19", "2026-06-21"), ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
]  # fmt: skip
MADE_UP = [
    "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
    "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
]  # fmt: skip


def _days(first: str, last: str) -> Iterator[date]:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day
        day += timedelta(days=1)


OFF = {day for first, last in HOLIDAYS for day in _days(first, last)}
WORKED = {date.fromisoformat(day) for day in MADE_UP}
STARTS = st.dates(date(2025, 1, 1), date(2026, 10, 20))


def works(day: date) -> bool:
    """Whether China works on *day*, by the notices above."""
    return day in WORKED or (day.weekday() < 5 and day not in OFF)


def recount(start: date, workdays: int) -> date:
    """The *workdays*-th working day after *start*, one day at a time."""
    day = start
    while workdays:
        day += timedelta(days=1)
        if works(day):
            workdays -= 1
    return day


# (key, working days) as the law has them: 采购法52, 53, 55, 56 and 94号令21.
LAW = {
    "PROC.OBJ.RAISE": 7,
    "PROC.OBJ.REPLY": 7,
    "PROC.COMPL.RAISE": 15,
    "PROC.COMPL.CHECK": 5,
    "PROC.COMPL.NOTIFY": 8,
    "PROC.COMPL.DECIDE": 30,
}


@settings(max_examples=300, deadline=None)
@given(start=STARTS, key=st.sampled_from(sorted(LAW)))
def test_every_period_is_that_of_a_plain_recount(start: date, key: str):
    assert due(key, start, WorkingDays()).on == recount(start, LAW[key])


@settings(max_examples=100, deadline=None)
@given(start=STARTS)
def test_the_three_days_of_finance_and_the_last_to_complain(start: date):
    days = WorkingDays()
    found = complaint_clocks(start, days)

    assert (found.check.on, found.serve.on, found.decide.on) == (
        recount(start, 5),
        recount(start, 8),
        recount(start, 30),
    )
    assert last_day_to_complain(start, days).on == recount(start, 15)


@settings(max_examples=100, deadline=None)
@given(start=STARTS)
def test_a_stop_is_never_longer_than_thirty_days(start: date):
    assert stop_until(start, WorkingDays()) == start + timedelta(days=30)


def test_a_recount_that_forgets_make_up_days_would_disagree():
    """The broken twin: without the worked Sundays the property above fails."""
    start = date(2026, 9, 18)
    forgetful = start
    left = 7
    while left:
        forgetful += timedelta(days=1)
        left -= forgetful.weekday() < 5 and forgetful not in OFF

    assert due("PROC.OBJ.REPLY", start, WorkingDays()).on == recount(start, 7)
    assert forgetful != recount(start, 7)


@pytest.mark.parametrize(
    ("start", "last"),
    [
        # Friday before National Day 2026: 8, 9 and the made-up 10 October, then 12–15.
        ("2026-09-30", "2026-10-15"),
        # The day before Spring Festival 2026 begins, itself a worked Saturday.
        ("2026-02-14", "2026-03-03"),
    ],
)
def test_seven_working_days_counted_by_finger(start: str, last: str):
    assert due("PROC.OBJ.RAISE", date.fromisoformat(start), WorkingDays()).on == date.fromisoformat(
        last
    )
