"""Shortest ways through the residual network of a solved block: the machinery of `standing`.

    offer ──value──▶ need ──▶ group ──steps──▶ sink        offer ──unused──▶ sink

Nodes are numbered needs, offers, groups, sink. Every node has a potential π (sink 0): π of an offer
is its price p, π of a group its price w, and w - π of a need, where positive, is the price u of its
demand. On every arc that could carry more, cost + π[tail] - π[head] ≥ 0: the state is optimal, and
stays so after a unit is pushed along a shortest way and the potentials move with the distances.
"""

from heapq import heappop, heappush
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
    `offer_after`); the arrays are longer than what is in use. `near` are the first kind's edges by
    need, `near_column` by offer, that a short way may take: those with the least to lose.
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


class Fringe(NamedTuple):
    """Nodes that were reached and not settled: those as near as the one at hand, and the others.

    In a solved block most nodes are connected at no loss, and a stack is cheaper than a heap.
    """

    same: Any
    farther: Any


@kernel
def _begin(ways: Any, stamp: Any, start: Any) -> Any:
    """Nothing reached but `start`."""
    farther = [(np.int64(0), np.int64(start))]
    farther.pop()  # a list of pairs, which an empty one would not say
    ways.stamp[start] = stamp
    ways.distance[start] = 0
    return Fringe([np.int64(start)], farther)


@kernel
def _reach(
    ways: Any, fringe: Any, stamp: Any, node: Any, here: Any, more: Any, toward: Any, edge: Any
) -> None:
    """Note a way to `node`, `more` long from `here`, if it is the first or a shorter one."""
    distance = here + more
    if ways.stamp[node] != stamp or distance < ways.distance[node]:
        ways.stamp[node] = stamp
        ways.distance[node] = distance
        ways.toward[node] = toward
        ways.edge[node] = edge
        if more == 0:
            fringe.same.append(node)
        else:
            heappush(fringe.farther, (distance, node))


@kernel
def _try_giver(
    net: Any, ways: Any, fringe: Any, stamp: Any, edge: Any, here: Any, limit: Any
) -> None:
    """Reach the offer of an edge from its need, against the arc."""
    need, giver = np.int64(net.need_of[edge]), np.int64(len(net.quantity) + net.offer[edge])
    more = net.potential[giver] - net.potential[need] - net.value[edge]
    if here + more < limit:
        _reach(ways, fringe, stamp, giver, here, more, need, edge)


@kernel
def _try_need(
    net: Any, ways: Any, fringe: Any, stamp: Any, edge: Any, here: Any, limit: Any
) -> None:
    """Reach the need of an edge from its offer, along the arc."""
    need, giver = np.int64(net.need_of[edge]), np.int64(len(net.quantity) + net.offer[edge])
    more = net.potential[giver] - net.potential[need] - net.value[edge]
    if here + more < limit:
        _reach(ways, fringe, stamp, need, here, more, giver, edge)


@kernel
def _give_back(net: Any, ways: Any, fringe: Any, stamp: Any, edge: Any, here: Any) -> None:
    """Reach the offer of an edge that carries units from its need: units may be given back."""
    if net.units[edge] > 0:
        giver = np.int64(len(net.quantity) + net.offer[edge])
        _reach(ways, fringe, stamp, giver, here, 0, np.int64(net.need_of[edge]), edge)


@kernel
def search_back(
    net: Any, ways: Any, stamp: Any, start: Any, target: Any, limit: Any, most: Any
) -> Any:
    """Distances of ways that end in `start`, until `target` is settled, or `limit` is reached.

    Returns (length, nodes settled); the length is `limit` when no way is shorter, and -1 when
    more than `most` nodes were settled: then nothing is known.
    """
    needs, offers = len(net.quantity), len(net.spare)
    groups = len(net.level)
    sink = needs + offers + groups
    fringe = _begin(ways, stamp, start)
    here = np.int64(0)
    count = 0
    while True:
        if ways.stamp[target] == stamp:
            limit = min(limit, ways.distance[target])
        if len(fringe.same) > 0:
            node = fringe.same.pop()
        elif len(fringe.farther) > 0:
            here, node = heappop(fringe.farther)
        else:
            return limit, count
        if here >= limit:
            return limit, count
        if here > ways.distance[node]:
            continue
        ways.settled[count] = node
        count += 1
        if count > most:
            return np.int64(-1), count
        if node < needs:
            at = net.potential[node]
            for place in range(net.near[node], net.near[node + 1]):
                giver = np.int64(needs + net.near_offer[place])
                more = net.potential[giver] - at - net.near_value[place]
                if here + more < limit:
                    edge = np.int64(net.near_edge[place])
                    _reach(ways, fringe, stamp, giver, here, more, node, edge)
            edge = np.int64(net.need_late[node])
            while edge >= 0:
                _try_giver(net, ways, fringe, stamp, edge, here, limit)
                edge = np.int64(net.need_after[edge - net.start[-1]])
            if net.filled[node] > 0 and node != start:
                group = needs + offers + net.group[node]
                more = net.potential[group] - net.potential[node]
                _reach(ways, fringe, stamp, group, here, more, node, -1)
        elif node < needs + offers:
            edge = np.int64(net.head[node - needs])
            while edge >= 0:
                _reach(ways, fringe, stamp, np.int64(net.need_of[edge]), here, 0, node, edge)
                edge = np.int64(net.after[edge])
            if net.spare[node - needs] > 0:
                _reach(ways, fringe, stamp, sink, here, -net.potential[node], node, -1)
        elif node < sink:
            group = node - needs - offers
            at = net.potential[node]
            need = np.int64(net.member[group])
            while need >= 0:
                more = net.potential[need] - at
                if net.filled[need] < net.quantity[need] and need != start and here + more < limit:
                    _reach(ways, fringe, stamp, need, here, more, node, -1)
                need = np.int64(net.member_after[need])
            if net.level[group] > 0:
                bonus, _units = last_step(net, group)
                _reach(ways, fringe, stamp, sink, here, bonus - at, node, -1)
        else:
            for group in range(groups):
                bonus, _room = next_step(net, group)
                at = needs + offers + group
                more = net.potential[at] - bonus
                if here + more < limit:
                    _reach(ways, fringe, stamp, at, here, more, node, -1)
            for giver in range(needs, needs + offers):
                more = net.potential[giver]
                if here + more < limit:
                    _reach(ways, fringe, stamp, giver, here, more, node, -1)


@kernel
def search_on(
    net: Any, ways: Any, stamp: Any, start: Any, target: Any, limit: Any, most: Any
) -> Any:
    """The same for ways that begin in `start` and follow the arcs; `toward` points backwards."""
    needs, offers = len(net.quantity), len(net.spare)
    sink = needs + offers + len(net.level)
    fringe = _begin(ways, stamp, start)
    here = np.int64(0)
    count = 0
    while True:
        if ways.stamp[target] == stamp:
            limit = min(limit, ways.distance[target])
        if len(fringe.same) > 0:
            node = fringe.same.pop()
        elif len(fringe.farther) > 0:
            here, node = heappop(fringe.farther)
        else:
            return limit, count
        if here >= limit:
            return limit, count
        if here > ways.distance[node]:
            continue
        ways.settled[count] = node
        count += 1
        if count > most:
            return np.int64(-1), count
        at = net.potential[node]
        if node < needs:
            for place in range(net.near[node], net.near[node + 1]):
                _give_back(net, ways, fringe, stamp, np.int64(net.near_edge[place]), here)
            edge = np.int64(net.need_late[node])
            while edge >= 0:
                _give_back(net, ways, fringe, stamp, edge, here)
                edge = np.int64(net.need_after[edge - net.start[-1]])
            if net.filled[node] < net.quantity[node] and node != start:
                group = needs + offers + net.group[node]
                _reach(ways, fringe, stamp, group, here, at - net.potential[group], node, -1)
        elif node < needs + offers:
            row = node - needs
            for place in range(net.near_column[row], net.near_column[row + 1]):
                need = np.int64(net.near_column_need[place])
                more = at - net.potential[need] - net.near_column_value[place]
                if here + more < limit:
                    edge = np.int64(net.near_column_edge[place])
                    _reach(ways, fringe, stamp, need, here, more, node, edge)
            edge = np.int64(net.offer_late[row])
            while edge >= 0:
                _try_need(net, ways, fringe, stamp, edge, here, limit)
                edge = np.int64(net.offer_after[edge - net.start[-1]])
            if here + at < limit:
                _reach(ways, fringe, stamp, sink, here, at, node, -1)
        elif node < sink:
            group = node - needs - offers
            need = np.int64(net.member[group])
            while need >= 0:
                more = at - net.potential[need]
                if net.filled[need] > 0 and need != start and here + more < limit:
                    _reach(ways, fringe, stamp, need, here, more, node, -1)
                need = np.int64(net.member_after[need])
            bonus, _room = next_step(net, group)
            _reach(ways, fringe, stamp, sink, here, at - bonus, node, -1)
        else:
            for group in range(len(net.level)):
                if net.level[group] > 0:
                    bonus, _units = last_step(net, group)
                    place = needs + offers + group
                    more = bonus - net.potential[place]
                    _reach(ways, fringe, stamp, place, here, more, node, -1)
            for giver in range(offers):
                if net.spare[giver] > 0:
                    _reach(ways, fringe, stamp, needs + giver, here, 0, node, -1)


@kernel
def raise_potentials(net: Any, ways: Any, settled: Any, length: Any, sign: Any) -> None:
    """Move every settled node by sign × (length - distance), then bring the sink back to 0."""
    for place in range(settled):
        node = ways.settled[place]
        if ways.distance[node] < length:
            net.potential[node] += sign * (length - ways.distance[node])
    shift = net.potential[-1]
    if shift != 0:
        for node in range(len(net.potential)):
            net.potential[node] -= shift


@kernel
def room_on_way(net: Any, ways: Any, first: Any, last: Any, most: Any) -> Any:
    """How many units fit on the way whose pointers lead from `first` to `last`, at most `most`.

    Pointers of `search_back` follow the arcs; those of `search_on` are walked with `walked_back`.
    """
    node = first
    while node != last:
        after = ways.toward[node]
        most = min(most, _room(net, node, after, ways.edge[node]))
        node = after
    return most


@kernel
def room_on_way_back(net: Any, ways: Any, first: Any, last: Any, most: Any) -> Any:
    """The same for a way found by `search_on`, whose pointers lead from `last` back to `first`."""
    node = last
    while node != first:
        before = ways.toward[node]
        most = min(most, _room(net, before, node, ways.edge[node]))
        node = before
    return most


@kernel
def push(net: Any, ways: Any, first: Any, last: Any, amount: Any) -> None:
    """Send `amount` along the way of `search_back` from `first` to `last`."""
    node = first
    while node != last:
        after = ways.toward[node]
        _move(net, node, after, ways.edge[node], amount)
        node = after


@kernel
def push_back(net: Any, ways: Any, first: Any, last: Any, amount: Any) -> None:
    """Send `amount` along the way of `search_on` from `first` to `last`."""
    node = last
    while node != first:
        before = ways.toward[node]
        _move(net, before, node, ways.edge[node], amount)
        node = before


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
def chained(net: Any, edges: Any) -> None:
    """Build the chains of all offers from the units of the `edges` in use."""
    net.head[:] = -1
    for edge in range(edges):
        units = net.units[edge]
        if units > 0:
            net.units[edge] = 0
            carry(net, edge, units)


@kernel
def gathered(net: Any) -> None:
    """Chain the needs of each group."""
    for need in range(len(net.group)):
        group = net.group[need]
        net.member_after[need] = net.member[group]
        net.member[group] = need


@kernel
def near_edges(net: Any, reach: Any) -> Any:
    """Edges that lose less than `reach`: the eight `near` arrays of the network, in their order.

    Offers, needs and values are copied side by side: a search that jumps about in the arrays of all
    edges waits for memory ten times as long as it counts.
    """
    needs, offers = len(net.quantity), len(net.spare)
    near, column = np.zeros(needs + 1, np.int64), np.zeros(offers + 1, np.int64)
    by_need = np.empty(net.start[-1], np.int32)
    count = 0
    for need in range(needs):
        if need < len(net.start) - 1:
            at = net.potential[need]
            for edge in range(net.start[need], net.start[need + 1]):
                giver = net.offer[edge]
                if net.potential[needs + giver] - at - net.value[edge] < reach:
                    by_need[count] = edge
                    count += 1
                    column[giver + 1] += 1
        near[need + 1] = count
    for giver in range(offers):
        column[giver + 1] += column[giver]
    by_offer = np.empty(count, np.int32)
    need_of, offer_of = np.empty(count, np.int32), np.empty(count, np.int32)
    value, column_value = np.empty(count, np.int64), np.empty(count, np.int64)
    place = column[:-1].copy()
    for row in range(count):
        edge = by_need[row]
        giver = net.offer[edge]
        offer_of[row], value[row] = giver, net.value[edge]
        by_offer[place[giver]], need_of[place[giver]] = edge, net.need_of[edge]
        column_value[place[giver]] = net.value[edge]
        place[giver] += 1
    return near, by_need[:count].copy(), offer_of, value, column, by_offer, need_of, column_value


@kernel
def hang_in(net: Any, first: Any, last: Any, solved: Any) -> None:
    """Chain the edges from `first` to `last`, which came after the block was solved."""
    for edge in range(first, last):
        need, giver = net.need_of[edge], net.offer[edge]
        net.need_after[edge - solved] = net.need_late[need]
        net.need_late[need] = edge
        net.offer_after[edge - solved] = net.offer_late[giver]
        net.offer_late[giver] = edge
