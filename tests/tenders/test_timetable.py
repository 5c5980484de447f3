"""Every deadline of a purchase, against a plain recount across holidays and make-up days."""

import csv
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from match.foundation import clock
from match.foundation.calendar import Override, WorkingDays
from match.foundation.parameters import DATA
from match.tenders import timetable
from match.tenders.states import Method, Mode, TenderStatus
from match.tenders.timetable import due, dues, first_day_for
from tests.tenders import make
from tests.tenders.recount import (
    LAW,
    counting_the_first_day,
    recount,
    without_holidays,
    without_make_up_days,
    works,
)

DAYS = WorkingDays({})
YEARS = [date(2025, 1, 1) + timedelta(days=at) for at in range(640)]


def disagreements(count):
    """Keys with a day of 2025–2026 from which *count* comes to another day than ours."""
    return {
        key for key in LAW for start in YEARS if due(key, start, DAYS).on != count(key, start, None)
    }


def test_every_key_about_purchases_was_read_in_the_law_again():
    with (DATA / "deadlines.csv").open(encoding="utf-8", newline="") as file:
        listed = [row["key"] for row in csv.DictReader(file)]
    assert {k for k in listed if k.startswith(("PROC.", "SVCBUY.", "FRAME."))} == set(LAW)


def test_every_key_from_every_day_of_two_years():
    assert disagreements(recount) == set()


@pytest.mark.parametrize("twin", [counting_the_first_day, without_make_up_days, without_holidays])
def test_a_count_that_forgets_a_rule_is_caught(twin):
    # A year long period meets a make-up day too seldom to be among them for certain.
    short = {key for key, law in LAW.items() if law[1] == "workday"}
    assert disagreements(twin) >= short


@settings(max_examples=300, deadline=None)
@given(
    key=st.sampled_from(sorted(LAW)),
    start=st.dates(date(2025, 1, 1), date(2026, 9, 30)),
    changed=st.dictionaries(
        st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.booleans(), max_size=40
    ),
)
def test_a_county_that_works_on_other_days_is_counted_by_its_own(key, start, changed):
    days = WorkingDays({day: Override(at_work, "") for day, at_work in changed.items()})
    assert due(key, start, days).on == recount(key, start, changed)


@pytest.mark.parametrize("key", sorted(LAW))
def test_each_says_what_it_is(key):
    found = due(key, date(2026, 3, 2), DAYS)
    _length, unit, _ahead, latest = LAW[key]
    assert (found.key, found.workdays, found.latest) == (key, unit == "workday", latest)
    assert "依据" in found.why


def test_a_key_nobody_wrote_down_is_refused():
    with pytest.raises(LookupError, match=r"PROC\.NONE"):
        due("PROC.NONE", date(2026, 3, 2), DAYS)


def test_a_day_beyond_the_announced_holidays_is_provisional():
    assert due("PROC.OPEN.BID", date(2026, 12, 20), DAYS).provisional
    assert not due("PROC.OPEN.BID", date(2026, 3, 2), DAYS).provisional


@settings(max_examples=200, deadline=None)
@given(
    key=st.sampled_from([key for key, law in LAW.items() if law[2] and law[1] != "year"]),
    event=st.dates(date(2025, 1, 1), date(2026, 9, 1)),
)
def test_the_first_day_that_leaves_enough_time_is_the_first(key, event):
    """Checked with the recount, day by day: the one before would leave too little."""
    first = first_day_for(key, event, DAYS)
    assert works(first)
    assert recount(key, first) >= event
    for back in range(1, 12):
        earlier = first - timedelta(days=back)
        assert not works(earlier) or earlier <= event or recount(key, earlier) < event


def on(facts, key, at=0):
    """The day of the *at*-th due of that key."""
    return [each.on for each in dues(facts) if each.key == key][at]


def moment(day):
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


def test_an_open_tender_across_the_national_holiday():
    """Counted by hand: 2026-10-01 to 10-07 are off, 10-10 is a Saturday at work."""
    with clock.freeze(moment(date(2026, 9, 1))):
        facts = make.facts(
            mode=Mode.full,
            method=Method.open,
            status=TenderStatus.awarded,
            bond_fen=100_000,
            intent_at=moment(date(2026, 8, 1)),
            published_at=moment(date(2026, 9, 8)),
            closes_on=date(2026, 9, 30),
            reported_at=moment(date(2026, 9, 30)),
            decided_at=moment(date(2026, 10, 8)),
            awarded_at=moment(date(2026, 10, 9)),
        )
        assert on(facts, "PROC.INTENT") == date(2026, 8, 7)  # 30 days before is Sunday the 9th
        assert on(facts, "PROC.OPEN.BID") == date(2026, 9, 28)
        assert on(facts, "PROC.OPEN.NOTICE") == date(2026, 9, 15)
        assert on(facts, "PROC.OPEN.CLARIFY") == date(2026, 9, 15)
        assert on(facts, "PROC.OBJ.RAISE") == date(2026, 9, 23)  # the 20th, a Sunday, is worked
        assert on(facts, "PROC.DECIDE") == date(2026, 10, 13)
        assert on(facts, "PROC.AWARD") == date(2026, 10, 10)
        assert on(facts, "PROC.AWARD.POST") == date(2026, 10, 10)
        assert on(facts, "PROC.OBJ.RAISE", 1) == date(2026, 10, 20)
        assert on(facts, "PROC.BOND.LOSER") == date(2026, 10, 15)
        assert on(facts, "PROC.CONTRACT.SIGN") == date(2026, 11, 9)  # the 8th is a Sunday
        assert on(facts, "PROC.CONTRACT.PUBLISH") == date(2026, 11, 11)
        assert on(facts, "PROC.CONTRACT.FILE") == date(2026, 11, 18)


def test_what_is_planned_says_so_and_what_came_true_does_not():
    with clock.freeze(moment(date(2026, 3, 2))):
        plan = {each.key: each.planned for each in dues(make.facts())}
        out = make.facts(published_at=moment(date(2026, 3, 2)), status=TenderStatus.published)
        told = {each.key: each.planned for each in dues(out)}
    assert plan["PROC.INQ.RESP"] is True
    assert told["PROC.INQ.RESP"] is False
    assert told["PROC.AWARD"] is True


def test_the_light_flow_has_no_intent_and_files_no_copy():
    keys = {each.key for each in dues(make.facts())}
    assert keys.isdisjoint({"PROC.INTENT", "PROC.CONTRACT.FILE", "PROC.NEED_SURVEY.VALID"})
    lawful = make.facts(mode=Mode.mirror, method=Method.consult)
    assert {each.key for each in dues(lawful)} >= {"PROC.INTENT", "PROC.CONTRACT.FILE"}


@pytest.mark.parametrize("method", Method)
def test_every_method_has_all_its_periods(method):
    mode = Mode.light if method is Method.internal else Mode.mirror
    keys = {each.key for each in dues(make.facts(mode=mode, method=method))}
    assert {timetable.RESPONSE[method], timetable.CLARIFY[method]} <= keys
