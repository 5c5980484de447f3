"""Which hours hold, who is missing, what is due: decided without a database."""

from datetime import date, datetime, time

import pytest

from match.activities import rules
from match.activities.rules import Exceptional, OpeningRule
from match.activities.states import ExceptionKind
from match.foundation import clock

AFTERNOON = ((time(15), time(18)),)
SUMMER = ((time(9), time(11, 30)), (time(14), time(17)))
WEEK = {1: AFTERNOON, 3: AFTERNOON, 6: ((time(9), time(11, 30)),)}


def exception(number, since, until, hours=(), weekdays=()):
    kind = ExceptionKind.hours if hours else ExceptionKind.closed
    return Exceptional(number, kind, since, until, weekdays, hours, "")


HOLIDAYS = exception(1, date(2026, 7, 6), date(2026, 8, 30), SUMMER, (1, 2, 3, 4, 5))
MEETING = exception(2, date(2026, 7, 15), date(2026, 7, 15))
RULE = OpeningRule(WEEK, (HOLIDAYS, MEETING))


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 7, 1), AFTERNOON),  # Wednesday before the holidays
        (date(2026, 7, 2), ()),  # Thursday: the week says nothing
        (date(2026, 7, 7), SUMMER),  # Tuesday in the holidays
        (date(2026, 7, 11), ()),  # Saturday: the holidays' own week has none
        (date(2026, 7, 15), ()),  # the meeting stands within the holidays
        (date(2026, 7, 16), SUMMER),
        (date(2026, 8, 31), AFTERNOON),  # Monday after
    ],
)
def test_a_days_hours_are_those_of_the_shortest_exception(day, hours):
    assert RULE.hours_on(day) == hours


def test_of_two_exceptions_of_one_length_the_newer_holds():
    later = exception(3, date(2026, 7, 15), date(2026, 7, 15), AFTERNOON)

    assert OpeningRule(WEEK, (MEETING, later)).hours_on(date(2026, 7, 15)) == AFTERNOON


@pytest.mark.notice
def test_open_days_without_anybody_are_gaps():
    """Notice 4.1f: what the rota still lacks is seen."""
    days = RULE.open_days(date(2026, 6, 1), date(2026, 6, 10))
    on_duty = [date(2026, 6, 1), date(2026, 6, 2)]

    assert days == [date(2026, 6, d) for d in (1, 3, 6, 8, 10)]
    assert rules.gaps(days, on_duty) == [date(2026, 6, d) for d in (3, 6, 8, 10)]
    assert rules.gaps(days, days) == []


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2028, 2, 29), date(2028, 1, 1), date(2028, 3, 31)),
        (date(2026, 6, 30), date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_quarter_has_three_months(day, first, last):
    assert rules.quarter(day) == (first, last)


def due(held, on, family=1, safety=2):
    return {
        one.what: one
        for one in rules.dues(held, on, family_per_quarter=family, safety_per_year=safety)
    }


@pytest.mark.notice
def test_family_education_is_owed_each_quarter():
    """Notice 2.2b: guidance for guardians at least once a quarter."""
    march = [("SVC-FAM", date(2026, 3, 31), ("guardians",))]

    assert "family" not in due(march, date(2026, 3, 31))
    april = due(march, date(2026, 4, 1))["family"]
    assert (april.done, april.asked, april.by) == (0, 1, date(2026, 6, 30))
    assert "family" in due([("SVC-LAWED", date(2026, 4, 2), ("guardians",))], date(2026, 4, 3))
    assert "family" not in due([], date(2026, 4, 1), family=0)


@pytest.mark.notice
def test_safety_education_is_owed_to_children_and_to_parents():
    """Notice 2.2c: two audiences, and as often as the parameter says."""
    on = date(2026, 11, 1)
    children = ("SVC-SAFE", date(2026, 3, 1), ("children",))
    drill = ("ACT-DRILL", date(2026, 5, 1), ("children",))
    parents = ("SVC-SAFE", date(2026, 6, 1), ("guardians",))

    assert due([], on)["safety"].missing == ("children", "guardians")
    assert due([children, drill], on)["safety"].missing == ("guardians",)
    assert due([parents], on)["safety"].done == 1
    assert "safety" not in due([children, parents], on)
    assert "safety" in due([children, ("SVC-SAFE", date(2025, 6, 1), ("guardians",))], on)


@pytest.mark.notice
def test_more_than_thirty_children_need_a_risk_note():
    """Notice 5.4c: a large gathering says how it is kept safe."""
    assert rules.risk_complaint(30, 30, "") is None
    assert rules.risk_complaint(31, 30, "  ") is not None
    assert rules.risk_complaint(31, 30, "两名成年人看护出口") is None


@pytest.mark.parametrize(
    ("capacity", "taken", "heads", "refused"),
    [(20, 0, 20, False), (20, 18, 2, False), (20, 18, 3, True), (20, 20, 1, True)],
)
def test_places_end_at_capacity(capacity, taken, heads, refused):
    assert (rules.places_complaint(capacity, taken, heads) is not None) is refused


@pytest.mark.parametrize(
    ("now", "day", "starts"),
    [
        ("2026-06-01T15:00+08:00", date(2026, 6, 1), time(15)),  # Monday, just begun
        ("2026-06-01T14:59+08:00", date(2026, 5, 30), time(9)),  # Saturday was the last
        ("2026-06-02T08:00+08:00", date(2026, 6, 1), time(15)),
    ],
)
def test_the_last_opening_is_what_a_director_writes_about(now, day, starts):
    found = rules.last_opening(OpeningRule(WEEK), datetime.fromisoformat(now))

    assert found[:2] == (day, starts)


def test_a_home_without_hours_is_asked_about_yesterday():
    now = datetime(2026, 6, 2, 8, tzinfo=clock.HERE)

    assert rules.last_opening(OpeningRule({}), now) == (date(2026, 6, 1), time(15), time(17))
