"""A standing after any events is what a fresh solve of the same block says, with a valid proof."""

import contextlib
from collections.abc import Iterator
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from match.allocation import residual, sight
from match.allocation import standing as standing_module
from match.allocation.edges import Edges
from match.allocation.ladder import Ladder, no_ladder
from match.allocation.network import Market, Solution, solve
from match.allocation.proof import certified
from match.allocation.shapes import AllocationError
from match.allocation.solver import NetworkSimplex
from match.allocation.standing import Standing
from match.allocation.standing_rows import carrying

STEPS = 3


def ints(values) -> np.ndarray:
    return np.array(list(values), np.int64)


def market(quantity, capacity, value, group=None, room=None, bonus=None) -> Market:
    """A dense table of values, 0 = not feasible; a ladder when groups are given."""
    need, offer = np.nonzero(np.array(value).reshape(len(quantity), len(capacity)))
    climb = no_ladder()
    if group is not None:
        groups = ints(range(len(room)))
        climb = Ladder(ints(group), groups, groups, np.array(room), np.array(bonus))
    table = np.array(value, np.int64).reshape(len(quantity), len(capacity))
    edges = Edges.of(len(quantity), need, offer, table[need, offer])
    return Market(ints(quantity), ints(capacity), edges, climb)


def standing_of(first: Market, patience: int = 10_000) -> Standing:
    return Standing(first, solve(NetworkSimplex(), first), NetworkSimplex(), patience)


def worth(asked: Market, answer: Solution) -> int:
    return certified(asked, answer).objective


@st.composite
def blocks(draw, *, laddered: bool):
    """A block, and needs and offers that come to it later."""
    needs, offers = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    number = st.integers(0, 5)
    values = st.one_of(st.just(0), st.integers(-4, 30))
    table = np.array(draw(st.lists(values, min_size=needs * offers, max_size=needs * offers)))
    quantity = draw(st.lists(number, min_size=needs, max_size=needs))
    capacity = draw(st.lists(number, min_size=offers, max_size=offers))
    if not laddered:
        return quantity, capacity, table.reshape(needs, offers), None, None, None
    groups = draw(st.integers(1, 3))
    group = draw(st.lists(st.integers(0, groups - 1), min_size=needs, max_size=needs))
    rows = [
        draw(st.lists(st.integers(0, 4), min_size=STEPS, max_size=STEPS)) for _ in range(groups)
    ]
    falling = [
        sorted(draw(st.lists(st.integers(0, 12), min_size=STEPS, max_size=STEPS)), reverse=True)
        for _ in range(groups)
    ]
    return quantity, capacity, table.reshape(needs, offers), group, rows, falling


@st.composite
def events(draw):
    """What happens by day, as (kind, which, how much); `which` is taken modulo what there is."""
    kinds = ("need", "offer", "wanted", "withdrawn", "more", "less")
    one = st.tuples(st.sampled_from(kinds), st.integers(0, 50), st.integers(0, 5))
    return draw(st.lists(one, min_size=1, max_size=8)), draw(st.integers(0, 2**32 - 1))


def happen(standing: Standing, happening, chance: np.random.Generator, groups: int) -> None:
    kind, which, units = happening
    asked, _ = standing.solved()
    if kind == "need":
        offers = np.flatnonzero(chance.random(standing.offers) < 0.6)
        standing.add_need(units, which % groups, offers, chance.integers(-4, 30, len(offers)))
    elif kind == "offer":
        needs = np.flatnonzero(chance.random(standing.needs) < 0.6)
        standing.add_offer(units, needs, chance.integers(-4, 30, len(needs)))
    elif kind == "wanted":
        standing.change_need(which % standing.needs, units)
    elif kind == "withdrawn":
        standing.change_need(which % standing.needs, 0)
    elif kind == "more":
        standing.add_capacity(which % standing.offers, units)
    else:
        row = which % standing.offers
        standing.take_capacity(row, min(units, int(asked.capacity[row])))


@contextlib.contextmanager
def short_sighted(far: int = sight.FAR_NEEDS) -> Iterator[None]:
    """One edge or a few are looked at, and one a need when a block is solved again: what that
    leaves out must be found by its price."""
    with (
        mock.patch.multiple(sight, NEAR_LEAST=0, FAR_NEEDS=far),
        mock.patch.object(standing_module, "SOLVED_OVER", 1),
    ):
        yield


def sees_what_it_carries(standing: Standing) -> bool:
    """A search back from an offer takes units from the edges that carry them."""
    net = standing._net
    return set(carrying(net)) <= set(sight.looked_at(net, standing._edges)[0])


@pytest.mark.parametrize("patience", [10_000, 2])
@pytest.mark.parametrize("laddered", [False, True])
@pytest.mark.parametrize("sight", [contextlib.nullcontext, short_sighted])
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_after_every_event_the_plan_is_the_optimum_and_proves_it(sight, laddered, patience, data):
    quantity, capacity, table, *climb = data.draw(blocks(laddered=laddered))
    first = market(quantity, capacity, table, *climb)
    happenings, seed = data.draw(events())
    chance = np.random.default_rng(seed)
    groups = len(climb[1]) if laddered else 1
    with sight():
        standing = standing_of(first, patience)
        for happening in happenings:
            happen(standing, happening, chance, groups)
            if chance.random() < 0.3:
                standing.tidy()
            asked, answer = standing.solved()

            assert sees_what_it_carries(standing)
            assert worth(asked, answer) == worth(asked, solve(NetworkSimplex(), asked)), happening


def far_sighted_need() -> Standing:
    """Two needs hold an offer each, the first one of two units: its other edge loses 8 at least."""
    return standing_of(market([1, 1], [2, 1], [[20, 12], [0, 5]]))


@pytest.mark.parametrize("far", [0, 9])
def test_an_edge_that_is_not_looked_at_is_found_when_it_pays(far):
    with short_sighted(far):
        standing = far_sighted_need()
        standing.take_capacity(0, 2)

        assert [(one.offer, one.units) for one in standing.matches(0)] == [(1, 1)]
        assert worth(*standing.solved()) == 12


def test_what_is_carried_after_solving_again_is_seen_by_the_next_search():
    with short_sighted():
        standing = standing_of(market([1, 1], [3, 5], [[10, 0], [20, 12]]), patience=2)
        standing.change_need(1, 6)

        assert standing.solved_again == 1
        assert sees_what_it_carries(standing)
        standing.change_need(0, 0)
        assert worth(*standing.solved()) == 3 * 20 + 3 * 12


def test_what_is_tidied_up_between_events_is_no_work_of_the_next_one():
    with short_sighted():
        standing = far_sighted_need()
        standing.take_capacity(0, 2)
        standing._sight = standing._sight._replace(reach=0)
        standing.tidy()

        assert standing._sight.is_fresh(standing._net)
        chosen = standing._sight
        standing.tidy()
        assert standing._sight is chosen


def test_a_standing_that_believes_in_what_it_looks_at_is_caught(monkeypatch):
    monkeypatch.setattr(sight.Sight, "is_sure", lambda *_: True)
    with short_sighted():
        standing = far_sighted_need()
        standing.take_capacity(0, 2)

        with pytest.raises(AllocationError, match="does not pass the certificate"):
            worth(*standing.solved())


def test_a_need_in_a_county_without_needs_climbs_its_own_steps():
    first = market([2], [2], [[5]], [0], [[2, 0, 0]], [[3, 0, 0]])
    standing = standing_of(first)
    group = standing.new_group(7, 1, ints([1, 0, 0]), ints([9, 0, 0]))
    row = standing.add_need(2, group, ints([0]), ints([4]))

    # 5 + 3 for a unit of the old need; 4 + 9 for the first, 4 for the second of the new one.
    assert [match.units for match in standing.matches(row)] == [1]
    assert [match.units for match in standing.matches(0)] == [1]
    assert worth(*standing.solved()) == 8 + 13


def test_a_need_displaces_what_is_worth_less_and_is_told_by_whom_it_is_served():
    first = market([3, 3], [4], [[10], [6]])
    standing = standing_of(first)
    row = standing.add_need(2, 0, ints([0]), ints([8]))

    assert [(one.offer, one.units, one.value) for one in standing.matches(row)] == [(0, 1, 8)]
    assert standing.matches(1) == []
    assert standing.offer_prices().tolist() == [8]


def test_who_has_no_patience_solves_again():
    first = market([3, 3], [4], [[10], [6]])
    standing = standing_of(first, patience=1)
    row = standing.add_need(2, 0, ints([0]), ints([8]))

    assert standing.solved_again == 1
    assert [match.units for match in standing.matches(row)] == [1]
    assert worth(*standing.solved()) == 38


def test_nonsense_is_refused():
    first = market([1], [1], [[5]])
    standing = standing_of(first)

    with pytest.raises(AllocationError, match="give 0 or more"):
        standing.add_need(-1, 0, ints([0]), ints([1]))
    with pytest.raises(AllocationError, match="give 0 or more"):
        standing.change_need(0, -1)
    with pytest.raises(AllocationError, match="less than 2 units"):
        standing.take_capacity(0, 2)


def test_a_standing_that_forgets_its_prices_is_caught(monkeypatch):
    first = market([3, 3], [4], [[10], [6]])
    standing = standing_of(first)
    monkeypatch.setattr(residual, "raise_potentials", lambda *_: None)
    standing.add_need(2, 0, ints([0]), ints([8]))

    with pytest.raises(AllocationError, match="does not pass the certificate"):
        worth(*standing.solved())
