"""The port and its adapter: exact potentials, and a refusal before 64 bits run over."""

from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from match.allocation.edge_kernels import median_values
from match.allocation.edges import Edges
from match.allocation.google_flow import CostScaling
from match.allocation.ladder import (
    bonuses,
    ladder,
    no_ladder,
    shares,
    step_capacities,
)
from match.allocation.network import Market, solve
from match.allocation.proof import exact_total
from match.allocation.shapes import AllocationError
from match.allocation.solver import FlowProblem, NetworkSimplex
from tests.allocation.oracle import brute_force, successive_paths


@st.composite
def markets(draw):
    """Quantities, capacities and edge values, negative ones among them."""
    quantity = draw(st.lists(st.integers(0, 4), min_size=1, max_size=4))
    capacity = draw(st.lists(st.integers(0, 4), min_size=1, max_size=4))
    pairs = [(i, j) for i in range(len(quantity)) for j in range(len(capacity))]
    edges = {pair: draw(st.integers(-3, 20)) for pair in pairs if draw(st.booleans())}
    return quantity, capacity, edges


def market(quantity, capacity, edges, steps=0):
    pairs = sorted(edges)
    need = np.array([i for i, _ in pairs], np.int64)
    value = np.array([edges[pair] for pair in pairs], np.int64)
    wanted = np.array(quantity, np.int64)
    nothing = np.zeros(len(quantity), np.int64)
    counties = np.arange(len(quantity)) % 2
    offers = np.array([j for _, j in pairs], np.int64)
    edges = Edges.of(len(quantity), need, offers, value)
    median = median_values(edges, nothing)
    climb = ladder(steps, counties, nothing, wanted, median) if steps else no_ladder()
    return Market(wanted, np.array(capacity, np.int64), edges, climb)


def solvers():
    """Those that are here: OR-Tools is a peer of the benches and not needed to run."""
    return [NetworkSimplex(), *([CostScaling()] if find_spec("ortools") else [])]


@settings(max_examples=200, deadline=None)
@given(markets(), st.sampled_from(solvers()))
def test_the_solver_finds_what_both_oracles_find(drawn, solver):
    quantity, capacity, edges = drawn
    asked = market(*drawn)
    answer = solve(solver, asked)

    best = int(answer.units @ asked.edges.value[answer.edges])
    assert best == successive_paths(quantity, capacity, edges)
    if sum(quantity) <= 8:
        assert best == brute_force(quantity, capacity, edges)
    for need, offer, value in asked.edges.chunks():
        assert (answer.need_price[need] + answer.offer_price[offer] >= value).all()
    assert (answer.need_price >= 0).all()
    assert (answer.offer_price >= 0).all()
    assert best == asked.quantity @ answer.need_price + asked.capacity @ answer.offer_price


@settings(max_examples=150, deadline=None)
@given(markets(), st.integers(1, 12), st.sampled_from(solvers()))
def test_the_ladder_is_exact_and_its_prices_prove_it(drawn, steps, solver):
    quantity, capacity, edges = drawn
    asked = market(*drawn, steps=steps)
    climb, answer = asked.ladder, solve(solver, asked)

    of_steps = [
        list(zip(*row, strict=True))
        for row in zip(climb.capacity.tolist(), climb.bonus.tolist(), strict=True)
    ]
    best = successive_paths(quantity, capacity, edges, climb.group.tolist(), of_steps)
    step_price = np.maximum(0, climb.bonus - answer.group_price[:, None])
    bound = (
        asked.quantity @ answer.need_price
        + asked.capacity @ answer.offer_price
        + (climb.capacity * step_price).sum()
    )
    assert bound == best
    for need, offer, value in asked.edges.chunks():
        paid = answer.need_price[need] + answer.offer_price[offer]
        assert (paid >= value + answer.group_price[climb.group[need]]).all()
    assert min(answer.group_price.min(), answer.offer_price.min(), answer.need_price.min()) >= 0


def test_the_steps_are_those_of_the_published_rule():
    assert bonuses(10, 1000) == [6000, 4000, 2400, 1714, 1333, 1090, 923, 800, 705, 631]
    assert [float(share) for share in shares(10)] == [0.1] * 10
    assert step_capacities(30, shares(10)) == [3] * 10
    assert step_capacities(7, shares(10)) == [1] * 7 + [0] * 3
    assert step_capacities(26, shares(10)) == [3] * 8 + [2, 0]


def problem(cost, units):
    one = np.array([0], np.int64)
    return FlowProblem(
        np.array([units, -units], np.int64), one, one + 1, one + units, np.array([cost], np.int64)
    )


def test_sums_beyond_64_bits_are_refused_with_advice():
    assert NetworkSimplex().solve(problem(10**17, 10**17)).flow.tolist() == [10**17]
    with pytest.raises(AllocationError, match="coarser unit"):
        NetworkSimplex().solve(problem(1 << 59, 1))
    with pytest.raises(AllocationError, match="quantities together"):
        NetworkSimplex().solve(problem(1, 1 << 60))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(-(2**61), 2**61), st.integers(0, 2**50)), max_size=9))
def test_totals_are_exact_whatever_their_size(pairs):
    left, right = (np.array([pair[k] for pair in pairs], np.int64) for k in (0, 1))

    assert exact_total(left, right) == sum(a * b for a, b in pairs)
    small = left >> 30
    assert exact_total(small, right >> 30) == sum((a >> 30) * (b >> 30) for a, b in pairs)
