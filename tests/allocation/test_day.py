"""A day follows what is read, whatever the numbers of words and categories are this time."""

from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from match.allocation import sight
from match.allocation.columns import codebook, need_columns, offer_columns
from match.allocation.day import Day
from match.allocation.online import priced_choice
from match.allocation.plan import allocate
from match.allocation.proof import certified
from match.allocation.shapes import (
    NeedRow,
    OfferRow,
    Parameters,
    canonical_needs,
    canonical_offers,
)
from match.allocation.solver import NetworkSimplex
from tests.allocation.make import DAY, need_rows, offer_rows


def read(needs: list[NeedRow], offers: list[OfferRow]):
    """The columns of these rows, with a codebook of their own."""
    needs, offers = canonical_needs(needs), canonical_offers(offers)
    categories = codebook(needs, offers)
    return need_columns(needs, categories), offer_columns(offers, categories), categories


def day_of(needs, offers, parameters) -> Day:
    return Day(*read(needs, offers), parameters, NetworkSimplex())


@st.composite
def mornings_and_evenings(draw):
    """The rows of two readings of one day: some stay, some go, some come, some change."""
    many = st.integers(0, 5)
    needs = [draw(need_rows(number)) for number in range(1, 1 + draw(many))]
    offers = [draw(offer_rows(number)) for number in range(1, 1 + draw(many))]
    later_needs = [row for row in needs if draw(st.booleans())]
    later_offers = [row for row in offers if draw(st.booleans())]
    later_needs += [draw(need_rows(number)) for number in range(11, 11 + draw(many))]
    later_offers += [draw(offer_rows(number)) for number in range(11, 11 + draw(many))]
    return (needs, offers), (later_needs, later_offers)


@settings(max_examples=250, deadline=None)
@given(mornings_and_evenings())
def test_without_a_ladder_following_is_solving_anew(drawn):
    morning, evening = drawn
    parameters = Parameters(ladder_steps=0)
    with mock.patch.object(sight, "NEAR_LEAST", 0):  # these blocks would be seen whole
        day = day_of(*morning, parameters)
        day.follow(*read(*evening))

    finding = certified(*day.solved())
    assert finding.objective == allocate(*evening, parameters).objective
    told = sum(match.value * match.units for match in day.all_matches())
    assert told == finding.objective


@settings(max_examples=250, deadline=None)
@given(mornings_and_evenings())
def test_with_a_ladder_the_plan_proves_itself_and_forgets_who_went(drawn):
    morning, evening = drawn
    with mock.patch.object(sight, "NEAR_LEAST", 0):
        day = day_of(*morning, Parameters(ladder_steps=10))
        day.follow(*read(*evening))

    certified(*day.solved())
    assert {match.need_id for match in day.all_matches()} <= {row.id for row in evening[0]}
    assert {match.offer_id for match in day.all_matches()} <= {row.id for row in evening[1]}
    assert set(day.prices()) == {row.id for row in evening[1]}


def simple_need(number: int, **given) -> NeedRow:
    common = {
        "home": number,
        "county": "430102",
        "category": "MAT-BOOK",
        "quantity": 2,
        "from_day": DAY,
        "by_day": DAY + 30,
        "beneficiaries": 10,
    }
    return NeedRow(id=number, **(common | given))


def simple_offer(number: int, **given) -> OfferRow:
    common = {"organisation": 1, "category": "MAT-BOOK", "capacity": 2, "areas": ("43",)}
    return OfferRow(id=number, **(common | given))


def test_a_need_that_comes_is_served_without_solving_again():
    parameters = Parameters(ladder_steps=0)
    many = [simple_need(number) for number in range(1, 30)]
    day = day_of(many, [simple_offer(1, capacity=10)], parameters)
    late = simple_need(99, beneficiaries=50)
    day.follow(*read([*many, late], [simple_offer(1, capacity=10)]))

    assert [(one.offer_id, one.units) for one in day.matches(99)] == [(1, 2)]
    assert day.solved_anew == 1
    assert day.matches(7777) == []


CHANGED = {
    "a conflict of interest": (simple_need(1, conflicts=(1,)), simple_offer(1)),
    "an offer goes elsewhere": (simple_need(1), simple_offer(1, areas=("4331",))),
    "an offer for another need": (simple_need(1), simple_offer(1, only_need=2)),
    "a check that is needed now": (simple_need(1, child_contact=True), simple_offer(1)),
    "a skill that is needed now": (simple_need(1, skills=1), simple_offer(1)),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_row_that_changed_otherwise_than_in_units_is_read_again(name):
    need, offer = CHANGED[name]
    others = [simple_need(number, category="MAT-BAG") for number in range(2, 12)]
    day = day_of([simple_need(1), *others], [simple_offer(1)], Parameters(ladder_steps=0))
    assert [one.offer_id for one in day.matches(1)] == [1]
    day.follow(*read([need, *others], [offer]))

    assert day.matches(1) == []
    assert day.solved_anew == 1
    day.follow(*read([simple_need(1), *others], [simple_offer(1)]))
    assert [one.offer_id for one in day.matches(1)] == [1]


def test_rows_that_did_not_change_are_left_alone_whatever_their_numbers(monkeypatch):
    needs = [simple_need(number, skills=2, tokens=(7, number)) for number in range(1, 6)]
    day = day_of(needs, [simple_offer(1, skills=2, tokens=(7,))], Parameters(ladder_steps=0))
    monkeypatch.setattr(day._standing, "change_need", lambda row, units: pytest.fail("it went"))
    again = [simple_need(number, skills=8, tokens=(3, 90 + number)) for number in range(1, 6)]
    day.follow(*read(again, [simple_offer(1, skills=8, tokens=(3,))]))


def test_a_block_of_which_most_has_gone_is_solved_again():
    many = [simple_need(number) for number in range(1, 30)]
    day = day_of(many, [simple_offer(1)], Parameters())
    day.follow(*read(many[:3], [simple_offer(1)]))

    assert day.solved_anew == 2
    certified(*day.solved())


def ints(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


def test_a_need_takes_the_largest_margin_first_and_nothing_below_its_price():
    portions = priced_choice(5, ints(0, 1, 2), ints(10, 9, 20), ints(6, 2, 21), ints(9, 3, 9))

    assert [(one.offer, one.units, one.margin) for one in portions] == [(1, 3, 7), (0, 2, 4)]
    assert priced_choice(0, ints(0), ints(9), ints(1), ints(5)) == []
    assert priced_choice(3, ints(0), ints(9), ints(1), ints(0)) == []


@pytest.mark.parametrize("dearer", [1, 1000])
def test_an_offer_in_demand_elsewhere_is_left_alone(dearer):
    assert priced_choice(1, ints(0), ints(9), ints(9 + dearer), ints(4)) == []
