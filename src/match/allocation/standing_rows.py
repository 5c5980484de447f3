"""The arrays of a standing block: made from a solved market, and made longer when rows come."""

from typing import Any

import numpy as np
import numpy.typing as npt

from match.allocation import residual
from match.allocation.columns import Ints
from match.allocation.edges import Edges, Small
from match.allocation.network import Market, Solution
from match.allocation.residual import Network, Ways

_NONE = -1
MORE_EDGES = 100_000
"""Edges for which room is made at once, at least."""


def network(market: Market, solution: Solution) -> Network:
    """The solved market as a network with its flow and potentials."""
    needs, offers = len(market.quantity), len(market.capacity)
    edges, ladder = market.edges, market.ladder
    plain = len(ladder) == 0
    group = np.zeros(needs, np.int64) if plain else ladder.group.astype(np.int64)
    price = np.zeros(1, np.int64) if plain else solution.group_price
    filled = _sums(edges.need_of(solution.edges), solution.units, needs)
    net = Network(
        start=edges.start.astype(np.int64),
        offer=edges.offer.astype(np.int32),
        value=edges.value.astype(np.int64),
        units=np.zeros(len(edges), np.int64),
        need_of=np.repeat(np.arange(needs, dtype=np.int32), np.diff(edges.start)),
        need_late=_nothing(needs),
        need_after=_nothing(0),
        offer_late=_nothing(offers),
        offer_after=_nothing(0),
        mark=len(edges),
        near=np.zeros(needs + 1, np.int64),
        near_edge=_nothing(0),
        near_offer=_nothing(0),
        near_value=np.zeros(0, np.int64),
        near_column=np.zeros(offers + 1, np.int64),
        near_column_edge=_nothing(0),
        near_column_need=_nothing(0),
        near_column_value=np.zeros(0, np.int64),
        head=_nothing(offers),
        after=_nothing(len(edges)),
        before=_nothing(len(edges)),
        quantity=market.quantity.astype(np.int64),
        filled=filled,
        spare=market.capacity - _sums(edges.offer[solution.edges], solution.units, offers),
        group=group,
        member=_nothing(len(price)),
        member_after=_nothing(needs),
        level=_sums(group, filled, len(price)),
        step_room=np.zeros((1, 0), np.int64) if plain else ladder.capacity.astype(np.int64),
        step_bonus=np.zeros((1, 0), np.int64) if plain else ladder.bonus.astype(np.int64),
        potential=np.concatenate(
            [price[group] - solution.need_price, solution.offer_price, price, [0]]
        ).astype(np.int64),
    )
    residual.carry_instead(net, solution.edges, solution.units)
    residual.gathered(net)
    return net


def ways(net: Network) -> Ways:
    """Room for what a search leaves behind, nothing reached yet."""
    return Ways(*(np.zeros(len(net.potential), np.int64) for _ in Ways._fields))


def with_need(net: Network, edges: int, group: int, offer: Ints, value: Ints) -> Network:
    """One need more, wanting nothing yet; `edges` are in use."""
    needs, offers = len(net.quantity), len(net.spare)
    price = int(net.potential[needs + offers + group])
    worth = value - net.potential[needs + offer]
    net = net._replace(
        need_late=_longer(net.need_late, _NONE),
        near=_longer(net.near, net.near[-1]),
        quantity=_longer(net.quantity, 0),
        filled=_longer(net.filled, 0),
        group=_longer(net.group, group),
        member_after=_longer(net.member_after, net.member[group]),
        potential=np.insert(net.potential, needs, min(price, -int(worth.max(initial=-price)))),
    )
    net.member[group] = needs
    return _with_edges(net, edges, np.full(len(offer), needs), offer, value)


def with_offer(net: Network, edges: int, need: Ints, value: Ints) -> Network:
    """One offer more, giving nothing yet; `edges` are in use."""
    needs, offers = len(net.quantity), len(net.spare)
    price = int((value + net.potential[need]).max(initial=0))
    net = net._replace(
        offer_late=_longer(net.offer_late, _NONE),
        near_column=_longer(net.near_column, net.near_column[-1]),
        head=_longer(net.head, _NONE),
        spare=_longer(net.spare, 0),
        potential=np.insert(net.potential, needs + offers, price),
    )
    return _with_edges(net, edges, need, np.full(len(need), offers), value)


def with_group(net: Network, room: Ints, bonus: Ints) -> Network:
    """One group of the ladder more, on which nobody stands yet."""
    return net._replace(
        level=_longer(net.level, 0),
        member=_longer(net.member, _NONE),
        step_room=np.vstack([net.step_room, room]),
        step_bonus=np.vstack([net.step_bonus, bonus]),
        # The first unit is worth its bonus: with that price the empty group is in balance.
        potential=np.insert(net.potential, -1, int(bonus[room > 0].max(initial=0))),
    )


def row_edges(net: Network, need: int) -> Ints:
    """Every edge of a need."""
    solved = len(net.start) - 1
    first = net.start[[need, need + 1]] if need < solved else (0, 0)
    late, edge = list[int](), int(net.need_late[need])
    while edge >= 0:
        late.append(edge)
        edge = int(net.need_after[edge - net.start[-1]])
    return np.concatenate([np.arange(*first), np.array(late, np.int64)]).astype(np.int64)


def carrying(net: Network) -> Ints:
    """The edges that carry units, ascending."""
    return np.sort(residual.carrying_edges(net))


def capacities(net: Network, carrying: Ints) -> Ints:
    """What every offer has in all: what it gives and what it has to spare."""
    return net.spare + _sums(net.offer[carrying], net.units[carrying], len(net.spare))


def carry_plan(net: Network, before: Ints, carrying: Ints, answer: Solution) -> None:
    """Put the units of another plan of the same rows in place of what the edges `before` carry:
    `carrying` are the edges of `answer.units`."""
    capacity = capacities(net, before)
    every = together(before, carrying)
    units = np.zeros(len(every), np.int64)
    units[np.searchsorted(every, carrying)] = answer.units
    residual.carry_instead(net, every, units)
    net.filled[:] = _sums(net.need_of[carrying], answer.units, len(net.filled))
    net.spare[:] = capacity - _sums(net.offer[carrying], answer.units, len(net.spare))
    net.level[:] = _sums(net.group, net.filled, len(net.level))


def put_prices(net: Network, answer: Solution) -> None:
    """Put the prices of another plan of the same rows in place of those there are."""
    price = answer.group_price if len(answer.group_price) else np.zeros(1, np.int64)
    net.potential[:] = np.concatenate(
        [price[net.group] - answer.need_price, answer.offer_price, price, [0]]
    )


def edges_of_all(net: Network, edges: int) -> tuple[Edges, Ints]:
    """All edges in use by need and offer, with the units each carries."""
    need, offer = net.need_of[:edges].astype(np.int64), net.offer[:edges].astype(np.int64)
    order = np.lexsort((offer, need))
    sorted_edges = Edges.of(len(net.quantity), need[order], offer[order], net.value[:edges][order])
    return sorted_edges, net.units[:edges][order]


def _with_edges(net: Network, edges: int, need: Ints, offer: Ints, value: Ints) -> Network:
    """Write edges behind those in use and hang them into the chains of both their ends."""
    last = edges + len(value)
    net = with_room(net, edges, len(value))
    rows, solved = slice(edges, last), int(net.start[-1])
    net.need_of[rows], net.offer[rows], net.value[rows], net.units[rows] = need, offer, value, 0
    net.after[rows] = net.before[rows] = _NONE
    residual.hang_in(net, edges, last, solved)
    return net


def together(*edges: Ints) -> Ints:
    """All of them, ascending and once; runs that ascend already are merged in no time."""
    every = np.sort(np.concatenate(edges), kind="stable")
    return every[np.diff(every, prepend=-1) > 0]


def with_room(net: Network, edges: int, more: int = MORE_EDGES) -> Network:
    """Room for so many edges behind the `edges` in use, and some; zeros."""
    if edges + more <= len(net.units):
        return net
    length = edges + more + max(MORE_EDGES, edges // 10)
    for array in (net.offer, net.value, net.units, net.need_of, net.after, net.before):
        # In place: a copy of all edges would take a second. Nobody holds a view of them.
        array.resize(length, refcheck=False)
    for array in (net.need_after, net.offer_after):
        array.resize(length - int(net.start[-1]), refcheck=False)
    return net


def _sums(row: Ints | Small, units: Ints, rows: int) -> Ints:
    """Units per row, in whole numbers of any size."""
    total = np.zeros(rows, np.int64)
    np.add.at(total, row, units)
    return total


def _nothing(length: int) -> Small:
    return np.full(length, _NONE, np.int32)


def _longer(array: npt.NDArray[Any], value: Any) -> npt.NDArray[Any]:
    """One entry more, of the same kind as the others."""
    return np.append(array, np.array(value, array.dtype))
