"""Every compiled kernel does what plain numpy or plain Python says it should."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from match.allocation import pair_kernels
from match.allocation.compiled import kernel
from match.allocation.edge_kernels import LOWEST, NONE, best_edges, median_values, nearest_edges
from match.allocation.edges import Edges
from match.allocation.ladder import no_ladder
from match.allocation.network import Market
from match.allocation.pair_kernels import edges_of
from match.allocation.peers import AHEAD, first_come, greedy
from match.allocation.scores import scored_pairs
from match.allocation.shapes import Parameters, Weights
from match.allocation.text import WordIndex, shared_of_pairs
from tests.allocation.make import need as one_need
from tests.allocation.make import offer, worlds
from tests.allocation.test_rules import pairing

OTHER = Parameters(
    weights=Weights(category=11, text=17, distance=13, quantity=19, time=7, waiting=3),
    parent_share_percent=33,
    reach_km=77,
    waiting_full_days=50,
    time_full_days=11,
)


def same(at, parameters):
    fast, slow = edges_of(at, parameters), scored_pairs(at, parameters)
    need = np.repeat(np.arange(len(at.needs)), np.diff(fast.start))
    return (
        np.array_equal(need, slow.need)
        and np.array_equal(fast.offer, slow.offer)
        and np.array_equal(fast.value, slow.value)
    )


@settings(max_examples=200, deadline=None)
@given(worlds(most=9), st.sampled_from([Parameters(), OTHER]))
def test_pairs_and_worths_are_those_of_the_twin(world, parameters):
    assert same(pairing(*world), parameters)


def test_the_largest_lawful_numbers_divide_as_the_twin_does():
    units = [1, 3, 7, 10**12 - 1, 10**12, 999_999_999_989]
    needs = [one_need(id=k, quantity=q, beneficiaries=20_000) for k, q in enumerate(units, 1)]
    offers = [offer(id=k, capacity=q) for k, q in enumerate(units, 1)]

    assert same(pairing(needs, offers), Parameters())


def test_a_kernel_that_rounds_otherwise_is_caught(monkeypatch):
    monkeypatch.setattr(pair_kernels, "fold", lambda at, p: _nudged(*_FOLD(at, p)))

    assert not same(pairing([one_need()], [offer()]), Parameters())


_FOLD = pair_kernels.fold


def _nudged(needs, offers, points):
    return needs, offers, points._replace(time=points.time + 1)


@st.composite
def graphs(draw):
    """A market with few distinct values, so that ties abound."""
    needs, offers = draw(st.integers(1, 6)), draw(st.integers(1, 50))
    dice = np.random.default_rng(draw(st.integers(0, 2**32)))
    need, given_by = np.nonzero(dice.random((needs, offers)) < draw(st.sampled_from([0.3, 1.0])))
    value = dice.integers(-3, draw(st.sampled_from([5, 10**15])), len(need))
    edges = Edges.of(needs, need, given_by, value)
    return Market(
        dice.integers(0, 60, needs), dice.integers(0, 4, offers), edges, no_ladder()
    ), dice


@settings(max_examples=150, deadline=None)
@given(graphs(), st.integers(1, 7))
def test_the_best_edges_are_the_best_and_the_earliest_of_equals(drawn, most):
    market, dice = drawn
    edges, price = market.edges, dice.integers(0, 4, len(market.capacity))
    floor = dice.integers(-4, 3, len(market.quantity))
    net = edges.value - price[edges.offer]
    found = best_edges(edges, price, floor, most)

    expected = []
    for i in range(len(floor)):
        mine = [e for e in range(edges.start[i], edges.start[i + 1]) if net[e] > floor[i]]
        expected += sorted(mine, key=lambda e: (-net[e], e))[:most]
    assert found.edges.tolist() == sorted(expected)
    assert found.above == sum(net > np.repeat(floor, np.diff(edges.start)))


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_the_nearest_edge_is_the_best_that_is_not_barred(drawn):
    market, dice = drawn
    edges, price = market.edges, dice.integers(0, 4, len(market.capacity))
    barred = np.flatnonzero(dice.random(len(edges)) < 0.3)
    net = edges.value - price[edges.offer]

    for i, found in enumerate(nearest_edges(edges, price, barred).tolist()):
        mine = set(range(edges.start[i], edges.start[i + 1])) - set(barred.tolist())
        assert found == min(mine, key=lambda e: (-net[e], e), default=NONE)


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_the_median_is_the_middle_of_the_sorted_values(drawn):
    market, dice = drawn
    category = dice.integers(0, 3, len(market.quantity))
    of_edge = np.repeat(category, np.diff(market.edges.start))

    for code, median in median_values(market.edges, category).items():
        values = sorted(market.edges.value[of_edge == code].tolist())
        assert median == (max(0, values[(len(values) - 1) // 2]) if values else 0)


@settings(max_examples=150, deadline=None)
@given(graphs(), st.booleans())
def test_yardsticks_serve_edges_in_their_order(drawn, by_turn):
    market, dice = drawn
    edges, wanted, left = market.edges, market.quantity.copy(), market.capacity.copy()
    need = edges.need_of(np.arange(len(edges)))
    turn = dice.permutation(len(wanted))
    place = np.argsort(turn)[need] if by_turn else np.zeros(len(edges), np.int64)
    expected = {}
    for e in np.lexsort((np.arange(len(edges)), -edges.value, place)).tolist():
        units = min(wanted[need[e]], left[edges.offer[e]])
        if units:
            expected[e] = units
            wanted[need[e]] -= units
            left[edges.offer[e]] -= units
    taken = first_come(market, turn) if by_turn else greedy(market)

    assert dict(zip(taken.edges.tolist(), taken.units.tolist(), strict=True)) == expected


def test_a_need_looks_further_than_one_search_brings():
    offers = 3 * AHEAD
    edges = Edges.of(1, np.zeros(offers, np.int64), np.arange(offers), np.arange(offers))
    market = Market(np.array([offers]), np.ones(offers, np.int64), edges, no_ladder())

    assert greedy(market).units.sum() == offers
    assert first_come(market, np.array([0])).edges.tolist() == list(range(offers))[::-1]


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_words_in_common_are_counted_alike_three_times(world):
    at = pairing(*world)
    table = WordIndex.of(at.offers).shared(at.needs) if len(at.offers) else np.zeros((0, 0))
    for i in range(len(at.needs)):
        for j in range(len(at.offers)):
            common = set(at.needs.tokens[i].tolist()) & set(at.offers.tokens[j].tolist())
            one = shared_of_pairs(at.needs, at.offers, np.array([i]), np.array([j]))
            assert int(one[0]) == table[i, j] == len(common)


def test_chunks_hold_every_edge_once_and_never_tear_a_need(monkeypatch):
    monkeypatch.setattr("match.allocation.edges.CHUNK", 4)
    need = np.array([0, 0, 0, 2, 2, 3, 3, 3, 3, 3, 3, 6])
    edges = Edges.of(8, need, np.arange(12), np.arange(12) * 3)
    chunks = list(edges.chunks())

    assert np.concatenate([chunk[0] for chunk in chunks]).tolist() == need.tolist()
    assert np.concatenate([chunk[2] for chunk in chunks]).tolist() == (np.arange(12) * 3).tolist()
    assert [sorted(set(chunk[0].tolist())) for chunk in chunks] == [[0], [2], [3], [6]]
    assert edges.need_of(np.array([0, 3, 11])).tolist() == [0, 2, 6]


@pytest.mark.parametrize("most", [1, 20])
def test_no_edges_are_no_trouble(most):
    edges = Edges.of(3, *(np.zeros(0, np.int64) for _ in range(3)))

    assert best_edges(edges, np.zeros(2, np.int64), np.full(3, LOWEST), most).edges.tolist() == []
    assert nearest_edges(edges, np.zeros(2, np.int64), np.zeros(0, np.int64)).tolist() == [NONE] * 3
    assert median_values(edges, np.zeros(3, np.int64)) == {0: 0}


def test_a_kernel_works_where_its_machine_code_cannot_be_kept():
    made = {}
    exec(compile("def add(a, b):\n    return a + b\n", "<nowhere>", "exec"), made)

    assert kernel(made["add"])(2, 3) == 5
