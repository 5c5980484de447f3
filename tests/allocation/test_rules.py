"""Feasible pairs, reasons and scores agree with a second telling of the rules."""

import numpy as np
import pytest
from hypothesis import given, settings

from match.allocation.blocks import blocks
from match.allocation.columns import codebook, need_columns, offer_columns
from match.allocation.pairs import CONSTRAINTS, Pairing, feasible, why_none
from match.allocation.scores import scored_pairs
from match.allocation.shapes import (
    AllocationError,
    Parameters,
    Weights,
    canonical_needs,
    canonical_offers,
    checked,
)
from tests.allocation import rules_again
from tests.allocation.make import DAY, need, offer, worlds


def pairing(needs, offers):
    needs, offers = canonical_needs(needs), canonical_offers(offers)
    categories = codebook(needs, offers)
    return Pairing.of(need_columns(needs, categories), offer_columns(offers, categories))


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_exactly_the_pairs_that_break_no_rule_are_feasible(world):
    needs, offers = world
    found = {
        (int(i) + 1, int(j) + 1)
        for rows, columns in feasible(pairing(needs, offers))
        for i, j in zip(rows, columns, strict=True)
    }

    expected = {(n.id, o.id) for n in needs for o in offers if not rules_again.refusals(n, o)}
    assert found == expected


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_the_reason_for_no_offer_is_the_first_rule_that_leaves_none(world):
    needs, offers = world
    for one in needs:
        why = why_none(one, offers)

        left = list(offers)
        for name in rules_again.ORDER:
            kept = [o for o in left if name not in rules_again.refusals(one, o)]
            assert why.removed[name] == len(left) - len(kept)
            left = kept
            if not left:
                assert (why.constraint, why.left) == (name, 0)
                break
        else:
            assert (why.constraint, why.left) == ("", len(left))


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_scores_and_worths_are_those_of_the_second_telling(world):
    needs, offers = world
    found = scored_pairs(pairing(needs, offers), Parameters())
    for i, j, value, score in zip(found.need, found.offer, found.value, found.score, strict=True):
        one, other = needs[int(i)], offers[int(j)]
        assert score == sum(rules_again.score_parts(one, other).values())
        assert 0 <= score <= 100
        assert value >> 3 == rules_again.worth(one, other)


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_every_feasible_pair_lies_inside_one_block(world):
    needs, offers = world
    at = pairing(needs, offers)
    where = {}
    for number, block in enumerate(blocks(at.needs, at.offers)):
        where |= {("need", int(row)): number for row in block.needs}
        where |= {("offer", int(row)): number for row in block.offers}

    assert len(where) == len(needs) + len(offers)
    for rows, columns in feasible(at):
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
            assert where["need", i] == where["offer", j]


def test_a_parent_offer_joins_its_leaves_and_nothing_else():
    needs = [
        need(id=1),
        need(id=2, category="MAT-BAG"),
        need(id=3, category="SVC-PSY", parent="SVC"),
    ]
    at = pairing(needs, [offer(id=1, category="MAT")])

    assert [block.needs.tolist() for block in blocks(at.needs, at.offers)] == [[0, 1], [2]]


def test_chunks_of_needs_make_no_difference(monkeypatch):
    needs = [need(id=k, quantity=k, tokens=(k % 3, 5)) for k in range(1, 30)]
    offers = [offer(id=k, tokens=(k % 4, 5)) for k in range(1, 9)]
    whole = scored_pairs(pairing(needs, offers), Parameters())
    monkeypatch.setattr("match.allocation.pairs.CHUNK_CELLS", 20)

    chunked = scored_pairs(pairing(needs, offers), Parameters())
    for name in ("need", "offer", "value", "score"):
        assert np.array_equal(getattr(whole, name), getattr(chunked, name))


REFUSED = {
    "category": ({}, {"category": "MAT-BAG"}),
    "area": ({}, {"areas": ("430103", "4302")}),
    "period": ({}, {"from_day": DAY + 31}),
    "skills": ({"skills": 5}, {"skills": 4}),
    "check": ({"child_contact": True}, {}),
    "group": ({"groups": 2}, {"groups": 5}),
    "recipient": ({}, {"money": True}),
    "direct": ({}, {"only_need": 7}),
    "conflict": ({"conflicts": (9, 1)}, {}),
    "quantity": ({}, {"capacity": 0}),
}


def test_every_constraint_has_its_example():
    assert list(REFUSED) == [constraint.__name__ for constraint in CONSTRAINTS]
    assert why_none(need(), [offer()]).constraint == ""


@pytest.mark.parametrize("name", REFUSED)
def test_each_constraint_alone_refuses(name):
    of_need, of_offer = REFUSED[name]

    assert why_none(need(**of_need), [offer(**of_offer)]).constraint == name


def test_a_need_without_any_offer_lacks_the_category():
    assert why_none(need(), []).constraint == "category"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (need(county="43010"), "Need 1: county is '43010'"),
        (need(quantity=-1), "quantity is -1"),
        (need(quantity=10**13), "quantity"),
        (need(from_day=DAY + 31), "must not be after by_day"),
        (need(beneficiaries=20_001), "beneficiaries"),
        (need(skills=1 << 62), "use bits 0 to 61"),
        (need(lon=112.9), "both coordinates or neither"),
        (need(lon=181.0, lat=0.0), "between -180 and 180"),
        (need(lon=float("nan"), lat=0.0), "between -180 and 180"),
        (need(category=""), "give a category code"),
    ],
)
def test_rows_that_make_no_sense_are_refused_by_name(row, words):
    with pytest.raises(AllocationError, match=words.replace("(", "\\(")):
        pairing([row], [])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (offer(areas=("43010",)), "codes of 2, 4 or 6 digits"),
        (offer(capacity=-1), "capacity is -1"),
        (offer(reliability=101), "from 0 to 100"),
        (offer(from_day=9, until_day=8), "must not be after until_day"),
    ],
)
def test_offers_that_make_no_sense_are_refused_by_name(row, words):
    with pytest.raises(AllocationError, match=words):
        pairing([], [row])


def test_the_same_need_twice_is_refused():
    with pytest.raises(AllocationError, match="need 1 is given twice"):
        pairing([need(), need()], [])


@pytest.mark.parametrize(
    "parameters",
    [
        Parameters(weights=Weights(text=-1)),
        Parameters(weights=Weights(text=50)),
        Parameters(ladder_steps=-1),
        Parameters(reach_km=0),
        Parameters(parent_share_percent=101),
    ],
)
def test_parameters_that_make_no_sense_are_refused(parameters):
    with pytest.raises(AllocationError):
        checked(parameters)
