"""The rules as the planner has them and as the checker tells them again: the same pairs and worths.

The small worlds refuse every way there is; the checker reads what a run would have stored of them.
"""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings

from match.allocation.columns import codebook, need_columns, offer_columns
from match.allocation.pairs import Pairing
from match.allocation.scores import parts, scored_pairs
from match.allocation.shapes import Parameters, canonical_needs, canonical_offers
from match.allocation.text import shared_of_pairs
from match.matching.intake import Asked, Market
from match.matching.kept_input import to_bytes
from match.proofs import market as told
from match.proofs.stored import unpack
from tests.allocation.make import need, offer, worlds


def read(needs, offers):
    needs, offers = canonical_needs(needs), canonical_offers(offers)
    categories = codebook(needs, offers)
    return need_columns(needs, categories), offer_columns(offers, categories), categories


def told_again(needs, offers, categories, parameters=None):
    nothing = np.zeros(len(needs), np.int64)
    kept = to_bytes(
        Asked("43", date(2026, 11, 25), 90),
        parameters or Parameters(),
        Market(needs, offers, categories, nothing, nothing),
    )
    return told.Market(*unpack(kept))


def planners(needs, offers):
    found = scored_pairs(Pairing.of(needs, offers), Parameters())
    shared = shared_of_pairs(needs, offers, found.need, found.offer)
    points = parts(needs, offers, found.need, found.offer, shared, Parameters())
    return {
        (i, j): (value, points_of)
        for i, j, value, *points_of in zip(
            *(column.tolist() for column in (found.need, found.offer, found.value, *points)),
            strict=True,
        )
    }


def checkers(market):
    return {
        (i, j): (value, points)
        for chunk in market.pairs()
        for i, j, value, points in zip(
            *(one.tolist() for one in (chunk.need, chunk.offer, chunk.value, chunk.points)),
            strict=True,
        )
    }


@settings(max_examples=120, deadline=None)
@given(worlds())
def test_the_checker_finds_the_planners_pairs_worths_and_points(world):
    needs, offers, categories = read(*world)
    assert checkers(told_again(needs, offers, categories)) == planners(needs, offers)


# By hand, from domain.md §4.10: what makes an ordinary pair impossible, or possible after all.
CASES = [
    ({}, {}, True),
    ({"category": "MAT-BAG"}, {}, False),
    ({}, {"category": "MAT"}, True),
    ({"county": "433101"}, {"areas": ("4301",)}, False),
    ({"county": "433101"}, {"areas": ("4331",)}, True),
    ({"skills": 3}, {"skills": 1}, False),
    ({"child_contact": True}, {"valid_check": False}, False),
    ({"child_contact": True}, {"valid_check": True}, True),
    ({"groups": 1}, {"groups": 6}, False),
    ({"quantity": 0}, {}, False),
    ({}, {"capacity": 0}, False),
    ({"category": "FND-HOME", "parent": "FND"}, {"category": "FND-HOME", "money": True}, False),
    ({"conflicts": (1,)}, {"organisation": 1}, False),
    ({"home": 1}, {"conflicts": (1,)}, False),
    ({"id": 1}, {"only_need": 2}, False),
    ({"id": 1}, {"only_need": 1}, True),
]


@pytest.mark.parametrize(("asks", "gives", "may"), CASES)
def test_both_agree_with_the_domain_on_cases_made_by_hand(asks, gives, may):
    needs, offers, categories = read([need(**asks)], [offer(**gives)])
    assert bool(planners(needs, offers)) is may
    assert bool(checkers(told_again(needs, offers, categories))) is may


FORGOTTEN = {
    "a conflict of interest": ("_conflicts", lambda _: set(), {"home": 1}, {"conflicts": (1,)}),
    "where an offer goes": (
        "_reach",
        lambda at: np.ones((len(np.unique(at["needs.county"])), len(at["offers.id"])), np.bool_),
        {"county": "433101"},
        {"areas": ("4301",)},
    ),
}


@pytest.mark.parametrize("rule", FORGOTTEN)
def test_a_checker_that_forgets_a_rule_is_caught(monkeypatch, rule):
    name, broken, asks, gives = FORGOTTEN[rule]
    monkeypatch.setattr(told, name, broken)
    needs, offers, categories = read([need(**asks)], [offer(**gives)])
    assert checkers(told_again(needs, offers, categories)) != planners(needs, offers)


def test_the_points_of_a_pair_worked_out_by_hand():
    ask = need(tokens=(1, 2, 3, 4), waiting_days=90, priority=True, lon=112.98, lat=28.19)
    give = offer(category="MAT", tokens=(2, 9), capacity=5, reliability=60, lon=112.98, lat=28.19)
    needs, offers, categories = read([ask], [give])
    # For the parent half of 30; one of the two words of the shorter text: half of 15; no way to
    # go: 15; 5 of 10 units; the whole time; a group to be put first; half of 180 days; 60 %.
    by_hand = [15, 7, 15, 5, 10, 10, 2, 3]
    # 67 points × 20 children × 1,000,000 ÷ 10 units, eight times, and a tie below eight.
    value = 8 * (67 * 20 * 1_000_000 // 10)
    for found in (planners(needs, offers), checkers(told_again(needs, offers, categories))):
        ((worth, points),) = found.values()
        assert list(points) == by_hand
        assert value <= worth < value + 8
