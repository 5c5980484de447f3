"""The residual network of a solved block, and what moves in it: the machinery of `standing`.

    offer ──value──▶ need ──▶ group ──steps──▶ sink        offer ──unused──▶ sink

Nodes are numbered needs, offers, groups, sink. Every node has a potential π (sink 0): π of an offer
is its price p, π of a group its price w, and w - π of a need, where positive, is the price u of its
demand. On every arc that could carry more, cost + π[tail] - π[head] ≥ 0: the state is optimal, and
stays so after a unit is pushed along a shortest way and the potentials move with the distances.
"""

from typing import Any, NamedTuple

import numpy as np

from match.allocation.columns import Ints
from match.allocation.compiled import kernel
from match.allocation.edges import Small

FAR = np.int64(1) << 62
"""Longer than any way."""


class Network(NamedTuple):
    """A block with its flow.

    Edges 0 to `start[-1]` lie by need, as the block was solved. Those of needs and offers that came
    since lie behind them, chained by need (`need_late`, `need_after`) and by offer (`offer_late`,
    `offer_after`), the latest first; the arrays are longer than what is in use. `near` are by need,
    `near_column` by offer, those of the edges before `mark` that a short way may take: with the
    least to lose.
    `head`, `after`, `before` chain the edges of an offer that carry units; `member`, `member_after`
    the needs of a group. -1 ends a chain.
    """

    start: Ints
    offer: Small
    value: Ints
    units: Ints
    need_of: Small
    need_late: Small
    need_after: Small
    offer_late: Small
    offer_after: Small
    mark: int
    near: Ints
    near_edge: Small
    near_offer: Small
    near_value: Ints
    near_column: Ints
    near_column_edge: Small
    near_column_need: Small
    near_column_value: Ints
    head: Small
    after: Small
    before: Small
    quantity: Ints
    filled: Ints
    spare: Ints
    group: Ints
    member: Small
    member_after: Small
    level: Ints
    step_room: Ints
    step_bonus: Ints
    potential: Ints


class Ways(NamedTuple):
    """What a search leaves behind: distance per node, the next hop, the edge of that hop."""

    distance: Ints
    stamp: Ints
    toward: Ints
    edge: Ints
    settled: Ints


@kernel
def next_step(net: Any, group: Any) -> Any:
    """(bonus, units that still fit) of the step the next unit of the group would stand on."""
    left = net.level[group]
    for step in range(net.step_room.shape[1]):
        room = net.step_room[group, step]
        if left < room:
            return net.step_bonus[group, step], room - left
        left -= room
    return np.int64(0), FAR


@kernel
def last_step(net: Any, group: Any) -> Any:
    """(bonus, units) of the step the last unit of the group stands on; the group has units."""
    left = net.level[group]
    for step in range(net.step_room.shape[1]):
        room = net.step_room[group, step]
        if left <= room:
            return net.step_bonus[group, step], left
        left -= room
    return np.int64(0), left


@kernel
def raise_potentials(net: Any, ways: Any, settled: Any, reach: Any, sign: Any) -> None:
    """Move every settled node by sign × (reach - distance), where that is positive."""
    for place in range(settled):
        node = ways.settled[place]
        if ways.distance[node] < reach:
            net.potential[node] += sign * (reach - ways.distance[node])


@kernel
def level_sink(net: Any) -> None:
    """Bring the potential of the sink back to 0, and all others with it."""
    shift = net.potential[-1]
    if shift != 0:
        for node in range(len(net.potential)):
            net.potential[node] -= shift


@kernel
def room_on_way(net: Any, on: Any, back: Any, ends: Any, most: Any) -> Any:
    """How many units fit on the way through `ends`, at most `most`.

    `ends` are where the way begins, where its two halves meet, and where it ends. The first half
    was found by `on`, whose pointers lead back to the beginning, the other by `back`.
    """
    node = ends[1]
    while node != ends[0]:
        before = on.toward[node]
        most = min(most, _room(net, before, node, on.edge[node]))
        node = before
    node = ends[1]
    while node != ends[2]:
        after = back.toward[node]
        most = min(most, _room(net, node, after, back.edge[node]))
        node = after
    return most


@kernel
def push(net: Any, on: Any, back: Any, ends: Any, amount: Any) -> None:
    """Send `amount` along the way through `ends`."""
    node = ends[1]
    while node != ends[0]:
        before = on.toward[node]
        _move(net, before, node, on.edge[node], amount)
        node = before
    node = ends[1]
    while node != ends[2]:
        after = back.toward[node]
        _move(net, node, after, back.edge[node], amount)
        node = after


@kernel
def _room(net: Any, tail: Any, head: Any, edge: Any) -> Any:
    needs, offers = len(net.quantity), len(net.spare)
    sink = needs + offers + len(net.level)
    if edge >= 0:
        return FAR if tail >= needs else net.units[edge]
    if tail == sink:
        if head < needs + offers:
            return net.spare[head - needs]
        return last_step(net, head - needs - offers)[1]
    if head == sink:
        if tail < needs + offers:
            return FAR
        return next_step(net, tail - needs - offers)[1]
    if tail < needs:
        return net.quantity[tail] - net.filled[tail]
    return net.filled[head]


@kernel
def _move(net: Any, tail: Any, head: Any, edge: Any, amount: Any) -> None:
    needs, offers = len(net.quantity), len(net.spare)
    sink = needs + offers + len(net.level)
    if edge >= 0:
        carry(net, edge, amount if tail >= needs else -amount)
    elif tail == sink:
        if head < needs + offers:
            net.spare[head - needs] -= amount
        else:
            net.level[head - needs - offers] -= amount
    elif head == sink:
        if tail < needs + offers:
            net.spare[tail - needs] += amount
        else:
            net.level[tail - needs - offers] += amount
    elif tail < needs:
        net.filled[tail] += amount
    else:
        net.filled[head] -= amount


@kernel
def carry(net: Any, edge: Any, amount: Any) -> None:
    """Add to the units of an edge and keep its offer's chain of carrying edges."""
    before = net.units[edge]
    net.units[edge] = before + amount
    giver = net.offer[edge]
    if before == 0 and amount > 0:
        first = net.head[giver]
        net.after[edge] = first
        net.before[edge] = -1
        if first >= 0:
            net.before[first] = edge
        net.head[giver] = edge
    elif before > 0 and before + amount == 0:
        ahead, behind = net.before[edge], net.after[edge]
        if ahead >= 0:
            net.after[ahead] = behind
        else:
            net.head[giver] = behind
        if behind >= 0:
            net.before[behind] = ahead


@kernel
def carry_instead(net: Any, edges: Any, units: Any) -> None:
    """Let the edges carry these units instead of what they carry."""
    for place in range(len(edges)):
        more = units[place] - net.units[edges[place]]
        if more != 0:
            carry(net, edges[place], more)


@kernel
def carrying_edges(net: Any) -> Any:
    """The edges in the chains of all offers: all that carry units."""
    count = 0
    for first in net.head:
        edge = first
        while edge >= 0:
            count += 1
            edge = net.after[edge]
    found = np.empty(count, np.int64)
    count = 0
    for first in net.head:
        edge = first
        while edge >= 0:
            found[count] = edge
            count += 1
            edge = net.after[edge]
    return found


@kernel
def gathered(net: Any) -> None:
    """Chain the needs of each group."""
    for need in range(len(net.group)):
        group = net.group[need]
        net.member_after[need] = net.member[group]
        net.member[group] = need


@kernel
def near_edges(net: Any, edges: Any, reach: Any) -> Any:
    """Of the `edges` in use those that lose less than `reach`: the eight `near` arrays, in order.

    Offers, needs and values are copied side by side: a search that jumps about in the arrays of all
    edges waits for memory ten times as long as it counts.
    """
    needs, offers = len(net.quantity), len(net.spare)
    near, column = np.zeros(needs + 1, np.int64), np.zeros(offers + 1, np.int64)
    chosen = np.empty(edges, np.int32)
    count = 0
    solved = len(net.start) - 1
    for need in range(solved):
        # Over rows, not over `need_of`: what counts is how much memory is read.
        most = reach + net.potential[need]
        for edge in range(net.start[need], net.start[need + 1]):
            if net.potential[needs + net.offer[edge]] - net.value[edge] < most:
                chosen[count] = edge
                count += 1
    for edge in range(net.start[-1], edges):
        most = reach + net.potential[net.need_of[edge]]
        if net.potential[needs + net.offer[edge]] - net.value[edge] < most:
            chosen[count] = edge
            count += 1
    for edge in chosen[:count]:
        near[net.need_of[edge] + 1] += 1
        column[net.offer[edge] + 1] += 1
    for row in range(needs):
        near[row + 1] += near[row]
    for row in range(offers):
        column[row + 1] += column[row]
    by_need, by_offer = np.empty(count, np.int32), np.empty(count, np.int32)
    need_of, offer_of = np.empty(count, np.int32), np.empty(count, np.int32)
    value, column_value = np.empty(count, np.int64), np.empty(count, np.int64)
    row_place, column_place = near[:-1].copy(), column[:-1].copy()
    for edge in chosen[:count]:
        need, giver = net.need_of[edge], net.offer[edge]
        place = row_place[need]
        by_need[place], offer_of[place], value[place] = edge, giver, net.value[edge]
        row_place[need] += 1
        place = column_place[giver]
        by_offer[place], need_of[place], column_value[place] = edge, need, net.value[edge]
        column_place[giver] += 1
    return near, by_need, offer_of, value, column, by_offer, need_of, column_value


@kernel
def pays(net: Any, rows: Any) -> Any:
    """Whether any edge of these needs is worth more than it costs."""
    needs = len(net.quantity)
    for need in rows:
        at = net.potential[need]
        if need < len(net.start) - 1:
            for edge in range(net.start[need], net.start[need + 1]):
                if net.potential[needs + net.offer[edge]] - net.value[edge] < at:
                    return True
        edge = net.need_late[need]
        while edge >= 0:
            if net.potential[needs + net.offer[edge]] - net.value[edge] < at:
                return True
            edge = net.need_after[edge - net.start[-1]]
    return False


@kernel
def hang_in(net: Any, first: Any, last: Any, solved: Any) -> None:
    """Chain the edges from `first` to `last`, which came after the block was solved."""
    for edge in range(first, last):
        need, giver = net.need_of[edge], net.offer[edge]
        net.need_after[edge - solved] = net.need_late[need]
        net.need_late[need] = edge
        net.offer_after[edge - solved] = net.offer_late[giver]
        net.offer_late[giver] = edge
