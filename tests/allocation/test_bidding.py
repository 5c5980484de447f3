"""Bidding finds prices near the exact ones; pricing that begins from them is no less exact."""

import numpy as np

from match.allocation import bidding
from match.allocation.bidding import prices_by_bidding
from match.allocation.edges import Edges
from match.allocation.ladder import no_ladder
from match.allocation.network import Market, solve
from match.allocation.pricing import optimum
from match.allocation.proof import certified
from match.allocation.shapes import Parameters
from match.allocation.solver import NetworkSimplex

PRICED = Parameters(exact_below_pairs=0, first_columns=2, more_columns=2)


def market(quantity, capacity, value):
    """Everybody may meet everybody; `value` has a row per need."""
    value = np.array(value, np.int64)
    need, offer = (each.ravel() for each in np.indices(value.shape))
    edges = Edges.of(len(value), need, offer, value.ravel())
    return Market(np.array(quantity), np.array(capacity), edges, no_ladder())


def dense(seed=7, needs=400, offers=150):
    dice = np.random.default_rng(seed)
    return market(
        dice.integers(0, 6, needs),
        dice.integers(0, 8, offers),
        dice.integers(0, 100_000, (needs, offers)),
    )


def test_a_scarce_offer_costs_what_the_last_one_who_goes_without_would_pay():
    prices = prices_by_bidding(market([1, 1, 1], [2], [[900], [700], [400]]))

    # Worth 400 to the third; a bid goes up by at most a fiftieth of the middle worth, 700.
    assert 400 <= prices[0] <= 700 + 14


def test_an_offer_without_capacity_is_passed_over():
    prices = prices_by_bidding(market([1, 1], [0, 1], [[900, 500], [900, 300]]))

    assert 300 <= prices[1] <= 500 + 18


def test_prices_are_near_those_of_the_solver():
    every = dense()
    bid, exact = prices_by_bidding(every), solve(NetworkSimplex(), every).offer_price
    told = exact > 0

    assert told.sum() > 50
    assert np.median(np.abs(bid - exact)[told]) < np.median(exact[told]) / 20


def test_whoever_bids_without_end_is_stopped(monkeypatch):
    monkeypatch.setattr(bidding, "_BIDS", 1)

    assert (prices_by_bidding(dense()) >= 0).all()


def test_the_plan_is_the_best_one_from_whichever_prices_it_begins():
    every, solver = dense(), NetworkSimplex()
    right = certified(every, solve(solver, every)).objective

    for begun in (None, prices_by_bidding(every), np.full(len(every.capacity), 10**9)):
        finding = certified(every, optimum(solver, every, PRICED, begun))

        assert finding.objective == right
        assert finding.violated_pairs == 0


def test_the_same_market_always_has_the_same_prices():
    assert np.array_equal(prices_by_bidding(dense()), prices_by_bidding(dense()))
