"""What fits together in an offer, and what its ledger says of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from match.catalogue import codes, lists
from match.offers import rules
from match.offers.rules import Units
from match.offers.states import OFFER_MACHINE, PUBLIC, OfferStatus, inside, outside

TODAY = date(2026, 11, 25)


def test_every_mode_serves_some_root_and_only_known_ones():
    roots = {category.code for category in codes.categories()}
    assert set(rules.ROOTS) == set(lists.modes())
    assert all(served and served <= roots for served in rules.ROOTS.values())
    assert set().union(*rules.ROOTS.values()) == roots


@pytest.mark.parametrize(
    ("mode", "category", "field"),
    [
        ("NOPE", "MAT-BOOK", "mode"),
        ("GOODS", "NOPE", "category"),
        ("GOODS", "FND-STUDY", "category"),
        ("MONEY", "MAT-BOOK", "category"),
        ("PAIRING", "SVC-COMP", "category"),
    ],
)
def test_what_does_not_fit_is_named_by_its_field(mode, category, field):
    assert set(rules.category_complaint(mode, category)) == {field}


@pytest.mark.parametrize(
    ("mode", "category"),
    [("GOODS", "MAT"), ("GOODS", "MAT-BOOK"), ("MONEY", "FND"), ("PROJFUND", "FAC-RENO")],
)
def test_a_leaf_or_a_whole_root_may_be_offered(mode, category):
    assert rules.category_complaint(mode, category) == {}


def test_gifts_are_neither_money_nor_paid_for():
    paid = {mode.code for mode in lists.modes().values() if mode.needs_agreement == "contract"}
    assert set(lists.modes()) - paid - rules.MONEY_MODES == rules.GIFT_MODES


def test_money_is_money_in_whatever_form():
    assert rules.is_money("MONEY", "FND-STUDY")
    assert rules.is_money("PROJFUND", "ACT-CAMP"), "a grant for a camp is money too"
    assert not rules.is_money("GOODS", "MAT")


@pytest.mark.parametrize(
    ("unit", "category", "fits"),
    [
        ("册", "MAT-BOOK", True),
        ("元", "FND", True),
        ("元", "MAT-BOOK", False),
        ("册", "FND", False),
        ("尺", "MAT", False),
    ],
)
def test_money_is_counted_in_yuan_and_nothing_else_is(unit, category, fits):
    assert (rules.unit_complaint(unit, category) is None) is fits


@pytest.mark.parametrize(
    "areas",
    [[""], ["4300"], ["430100"], ["433"], ["44"], ["4401"], ["4331", "433101"], ["43", "4301"]],
)
def test_an_area_that_is_none_or_says_the_same_twice_is_refused(areas):
    assert rules.areas_complaint(areas)


@pytest.mark.parametrize("areas", [["43"], ["4331"], ["433101", "433122"], ["433101100200"]])
def test_an_area_of_any_level_is_taken(areas):
    assert rules.areas_complaint(areas) is None


def test_an_offer_is_found_by_every_county_it_reaches_even_in_part():
    assert rules.reached(["433101"]) == ("4331", "433101")
    assert rules.reached(["433101100"]) == ("4331", "433101", "433101100")
    assert len(rules.reached(["4331"])) == 1 + 8
    assert len(rules.reached(["43"])) == 1 + 14 + 122


@pytest.mark.parametrize(
    ("starts", "ends", "fits"),
    [(0, 0, True), (0, 731, True), (10, 5, False), (-5, -1, False), (0, 732, False)],
)
def test_a_period_must_be_one_that_can_be_kept(starts, ends, fits):
    days = [TODAY + timedelta(days=off) for off in (starts, ends)]
    assert (rules.period_complaints(*days, TODAY) == {}) is fits


def test_a_person_gives_neither_money_nor_contracts():
    assert "慈善法" in rules.giver_complaints("MONEY", "FND", None, False)["mode"]
    assert "mode" in rules.giver_complaints("PROSVC", "SVC-PSY", None, False)
    assert rules.giver_complaints("GOODS", "MAT-BOOK", None, False) == {}
    assert rules.giver_complaints("MONEY", "FND", "FDN", False) == {}


def test_a_religious_venue_does_not_meet_children_through_us():
    assert rules.giver_complaints("VOLSVC", "SVC-TUT", "REL", True)
    assert rules.giver_complaints("PAIRING", "PAIR-STUDY", "REL", False)
    assert rules.giver_complaints("GOODS", "MAT-BOOK", "REL", False) == {}


@given(st.integers(1, 500), st.data())
def test_the_ledger_decides_the_standing(quantity, data):
    reserved = data.draw(st.integers(0, quantity))
    committed = data.draw(st.integers(0, quantity - reserved))
    delivered = data.draw(st.integers(0, quantity - reserved - committed))
    units = Units(quantity, reserved, committed, delivered)
    assert units.open + reserved + committed + delivered == quantity
    stands = rules.standing(units)
    assert (stands is OfferStatus.delivered) is (delivered == quantity)
    assert (stands is OfferStatus.published) is (units.open > 0)


@pytest.mark.parametrize("status", OfferStatus)
def test_every_state_has_two_names_and_a_way_out_or_an_end(status):
    assert inside(status)
    assert outside(status)
    ends = {OfferStatus.closed, OfferStatus.rejected, OfferStatus.withdrawn, OfferStatus.expired}
    assert bool(OFFER_MACHINE.verbs(status)) is (status not in ends)
    assert (outside(status) == "暂未公开") is (status not in PUBLIC)
