"""Dates on the working-day calendar, the six questions, the limit, and whom a purchase suits."""

from datetime import date

import pytest

from match.foundation.calendar import WorkingDays
from match.tenders import rules
from match.tenders.forms import NEGATIVE
from match.tenders.rules import Periods, Supplier
from match.tenders.states import TENDER_MACHINE, TenderStatus, outside
from tests.tenders.make import form

DAYS = WorkingDays({})
PERIODS = Periods(notice_workdays=3, result_workdays=2, contract_days=30, publish_workdays=2)


def test_the_timetable_follows_the_law_on_working_days():
    # Friday 2026-03-06 closes; decided on Saturday the 14th, so on Monday the 16th.
    found = rules.dates(date(2026, 3, 6), date(2026, 3, 14), PERIODS, DAYS)
    assert found.closes_on == date(2026, 3, 6)
    assert found.decides_on == date(2026, 3, 16)
    assert found.result_by == date(2026, 3, 18)
    assert found.contract_by == date(2026, 4, 17)
    assert found.contract_published_by == date(2026, 4, 21)
    assert not found.provisional


def test_a_close_on_a_holiday_moves_to_the_next_working_day():
    # 2026-10-01 to 10-07 is the national holiday; 10-08 is worked.
    found = rules.dates(date(2026, 10, 1), date(2026, 10, 2), PERIODS, DAYS)
    assert found.closes_on == date(2026, 10, 8)
    assert found.decides_on == date(2026, 10, 9)


def test_dates_in_a_year_whose_holidays_are_not_announced_are_provisional():
    assert rules.dates(date(2027, 3, 1), date(2027, 3, 8), PERIODS, DAYS).provisional


@pytest.mark.parametrize("name", NEGATIVE)
def test_any_yes_blocks(name):
    assert set(rules.negative_complaints(form(**{name: True}))) == {name}


def test_fairness_must_be_promised():
    assert rules.negative_complaints(form(fair=False)).keys() == {"fair"}


@pytest.mark.parametrize(
    ("code", "fits"),
    [
        ("C20030700", True),
        ("C05010300", True),
        ("A02010105", False),
        ("B08010000", False),
        ("C99999999", False),
        ("", False),
    ],
)
def test_only_services_are_bought_as_services(code, fits):
    assert (rules.item_complaint(code) is None) is fits


def test_the_category_is_given_or_the_items_own_or_services():
    assert rules.category_of(form(item_code="C20030700")) == "SVC-PSY"
    assert rules.category_of(form(item_code="C05010200")) == "SVC"
    assert rules.category_of(form(item_code="C05010200", category="SVC-CARE")) == "SVC-CARE"
    assert rules.category_complaint("MAT-BOOK")
    assert rules.category_complaint("FAC-NET") is None, "internet access is a service"


def test_who_may_buy():
    assert rules.purchaser_complaint("GOV-CIV") is None
    assert rules.purchaser_complaint("WF") is None
    assert rules.purchaser_complaint("NGO")
    assert rules.purchaser_complaint("VC")


def supplier(**other):
    held = {
        "id": 7,
        "kind": "NGO",
        "division": "433122000000",
        "skills": frozenset({"PSY-2"}),
        "offered": frozenset(),
        "reaches": (),
        **other,
    }
    return Supplier(**held)


@pytest.mark.parametrize(
    ("other", "suits"),
    [
        ({}, True),
        ({"kind": "PI1"}, False),
        ({"kind": "GOV-CIV"}, False),
        ({"kind": "SCHOOL"}, True),
        ({"skills": frozenset()}, False),
        ({"skills": frozenset(), "offered": frozenset({"SVC-PSY"})}, True),
        ({"skills": frozenset(), "offered": frozenset({"SVC"})}, True),
        ({"skills": frozenset(), "offered": frozenset({"MAT-BOOK"})}, False),
        ({"division": "430102000000"}, False),
        ({"division": "430102000000", "reaches": ("4331",)}, True),
        ({"division": "430102000000", "reaches": ("43",)}, True),
        ({"division": "430102000000", "reaches": ("433101100",)}, True),
        ({"division": "430102000000", "reaches": ("433122",)}, False),
    ],
)
def test_whom_a_purchase_suits(other, suits):
    found = rules.fit(
        supplier(**other), areas=["433101"], category="SVC-PSY", skills=["PSY-2", "SW-2"]
    )
    assert (found is not None) is suits


def test_a_condition_of_the_kind_is_told_in_the_lists_words():
    found = rules.fit(supplier(kind="SCHOOL"), areas=["4331"], category="SVC-PSY", skills=["PSY-2"])
    assert found is not None
    assert (found.condition, found.skills) == ("class II only", ("PSY-2",))


@pytest.mark.parametrize("status", TenderStatus)
def test_every_state_has_a_name_and_a_way_out_or_an_end(status):
    assert outside(status)
    ends = {TenderStatus.archived}
    assert bool(TENDER_MACHINE.verbs(status)) is (status not in ends)
