"""Shortest ways through a residual network, from both ends at once.

One search goes on from where a way begins, another back from where it ends; the one that has seen
fewer nodes goes first, and they stop when no way through both can be shorter than the one they
found. Few nodes of a solved block lie near both ends, so that the two see a small part of it.
"""

from heapq import heappop, heappush
from typing import Any, NamedTuple

import numpy as np

from match.allocation.compiled import kernel
from match.allocation.residual import FAR, last_step, next_step

TIRED = -1
"""The length that says: too many nodes were settled, and nothing is known."""


class Fringe(NamedTuple):
    """Nodes that were reached and not settled: those as near as the one at hand, and the others.

    In a solved block many nodes are connected at no loss, and a stack is cheaper than a heap.
    """

    same: Any
    farther: Any


class Meeting(NamedTuple):
    """What both searches write: `best` is the length and the node of the shortest way so far."""

    stamp: Any
    best: Any


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
    ways: Any,
    other: Any,
    meeting: Any,
    fringe: Any,
    node: Any,
    here: Any,
    more: Any,
    toward: Any,
    edge: Any,
) -> None:
    """Note a way to `node`, `more` long from `here`, if it is shorter than what is known.

    Where the other search has been there as well, both make a way from end to end.
    """
    distance = here + more
    stamp = meeting.stamp
    if distance >= meeting.best[0] or (
        ways.stamp[node] == stamp and distance >= ways.distance[node]
    ):
        return
    ways.stamp[node] = stamp
    ways.distance[node] = distance
    ways.toward[node] = toward
    ways.edge[node] = edge
    if other.stamp[node] == stamp and distance + other.distance[node] < meeting.best[0]:
        meeting.best[0] = distance + other.distance[node]
        meeting.best[1] = node
    if more == 0:
        fringe.same.append(node)
    else:
        heappush(fringe.farther, (distance, node))


@kernel
def _step_back(
    net: Any, back: Any, on: Any, meeting: Any, fringe: Any, node: Any, barred: Any
) -> None:
    """Reach whatever an arc leads from to `node`. The need `barred` gets nothing from its group."""
    needs, offers = len(net.quantity), len(net.spare)
    sink = needs + offers + len(net.level)
    here, at, limit = back.distance[node], net.potential[node], meeting.best[0]
    if node < needs:
        for place in range(net.near[node], net.near[node + 1]):
            giver = np.int64(needs + net.near_offer[place])
            more = net.potential[giver] - at - net.near_value[place]
            if here + more < limit:
                edge = np.int64(net.near_edge[place])
                _reach(back, on, meeting, fringe, giver, here, more, node, edge)
        edge = np.int64(net.need_late[node])
        while edge >= net.mark:
            giver = np.int64(needs + net.offer[edge])
            more = net.potential[giver] - at - net.value[edge]
            if here + more < limit:
                _reach(back, on, meeting, fringe, giver, here, more, node, edge)
            edge = np.int64(net.need_after[edge - net.start[-1]])
        if net.filled[node] > 0 and node != barred:
            group = needs + offers + net.group[node]
            more = net.potential[group] - at
            _reach(back, on, meeting, fringe, group, here, more, node, -1)
    elif node < needs + offers:
        edge = np.int64(net.head[node - needs])
        while edge >= 0:
            need = np.int64(net.need_of[edge])
            _reach(back, on, meeting, fringe, need, here, 0, node, edge)
            edge = np.int64(net.after[edge])
        if net.spare[node - needs] > 0:
            _reach(back, on, meeting, fringe, sink, here, -at, node, -1)
    elif node < sink:
        group = node - needs - offers
        need = np.int64(net.member[group])
        while need >= 0:
            if net.filled[need] < net.quantity[need] and need != barred:
                more = net.potential[need] - at
                if here + more < limit:
                    _reach(back, on, meeting, fringe, need, here, more, node, -1)
            need = np.int64(net.member_after[need])
        if net.level[group] > 0:
            bonus, _units = last_step(net, group)
            _reach(back, on, meeting, fringe, sink, here, bonus - at, node, -1)
    else:
        for group in range(len(net.level)):
            bonus, _room = next_step(net, group)
            place = needs + offers + group
            more = net.potential[place] - bonus
            if here + more < limit:
                _reach(back, on, meeting, fringe, place, here, more, node, -1)
        for giver in range(needs, needs + offers):
            more = net.potential[giver]
            if here + more < limit:
                _reach(back, on, meeting, fringe, giver, here, more, node, -1)


@kernel
def _step_on(
    net: Any, on: Any, back: Any, meeting: Any, fringe: Any, node: Any, barred: Any
) -> None:
    """Reach whatever an arc leads to from `node`. The need `barred` gives nothing to its group."""
    needs, offers = len(net.quantity), len(net.spare)
    sink = needs + offers + len(net.level)
    here, at, limit = on.distance[node], net.potential[node], meeting.best[0]
    if node < needs:
        for place in range(net.near[node], net.near[node + 1]):
            edge = np.int64(net.near_edge[place])
            if net.units[edge] > 0:
                giver = np.int64(needs + net.near_offer[place])
                _reach(on, back, meeting, fringe, giver, here, 0, node, edge)
        edge = np.int64(net.need_late[node])
        while edge >= net.mark:
            if net.units[edge] > 0:
                giver = np.int64(needs + net.offer[edge])
                _reach(on, back, meeting, fringe, giver, here, 0, node, edge)
            edge = np.int64(net.need_after[edge - net.start[-1]])
        if net.filled[node] < net.quantity[node] and node != barred:
            group = needs + offers + net.group[node]
            more = at - net.potential[group]
            _reach(on, back, meeting, fringe, group, here, more, node, -1)
    elif node < needs + offers:
        row = node - needs
        for place in range(net.near_column[row], net.near_column[row + 1]):
            need = np.int64(net.near_column_need[place])
            more = at - net.potential[need] - net.near_column_value[place]
            if here + more < limit:
                edge = np.int64(net.near_column_edge[place])
                _reach(on, back, meeting, fringe, need, here, more, node, edge)
        edge = np.int64(net.offer_late[row])
        while edge >= net.mark:
            need = np.int64(net.need_of[edge])
            more = at - net.potential[need] - net.value[edge]
            if here + more < limit:
                _reach(on, back, meeting, fringe, need, here, more, node, edge)
            edge = np.int64(net.offer_after[edge - net.start[-1]])
        _reach(on, back, meeting, fringe, sink, here, at, node, -1)
    elif node < sink:
        group = node - needs - offers
        need = np.int64(net.member[group])
        while need >= 0:
            if net.filled[need] > 0 and need != barred:
                more = at - net.potential[need]
                if here + more < limit:
                    _reach(on, back, meeting, fringe, need, here, more, node, -1)
            need = np.int64(net.member_after[need])
        bonus, _room = next_step(net, group)
        _reach(on, back, meeting, fringe, sink, here, at - bonus, node, -1)
    else:
        for group in range(len(net.level)):
            if net.level[group] > 0:
                bonus, _units = last_step(net, group)
                place = needs + offers + group
                _reach(
                    on, back, meeting, fringe, place, here, bonus - net.potential[place], node, -1
                )
        for giver in range(offers):
            if net.spare[giver] > 0:
                _reach(on, back, meeting, fringe, needs + giver, here, 0, node, -1)


@kernel
def _nearest(ways: Any, fringe: Any, here: Any) -> Any:
    """The nearest node that was not settled, taken from the fringe; -1 where there is none."""
    while True:
        if len(fringe.same) > 0:
            node, distance = fringe.same.pop(), here
        elif len(fringe.farther) > 0:
            distance, node = heappop(fringe.farther)
        else:
            return np.int64(-1), FAR
        if distance <= ways.distance[node]:
            return node, distance


@kernel
def meet(
    net: Any,
    on: Any,
    back: Any,
    stamp: Any,
    begin: Any,
    end: Any,
    barred: Any,
    limit: Any,
    most: Any,
) -> Any:
    """The shortest way over edges in `near` from `begin` to `end`, which are not the same.

    Returns its length, where its halves meet, how far and over how many nodes `back` went, and over
    how many `on`. The length is `limit` where no way is shorter, and TIRED after `most` nodes.
    """
    meeting = Meeting(stamp, np.array([limit, -1], np.int64))
    ahead, behind = _begin(on, stamp, begin), _begin(back, stamp, end)
    on_node, on_here = _nearest(on, ahead, np.int64(0))
    back_node, back_here = _nearest(back, behind, np.int64(0))
    on_count = back_count = 0
    while on_here + back_here < meeting.best[0]:
        if on_count + back_count >= most:
            return np.int64(TIRED), np.int64(-1), np.int64(0), back_count, on_count
        if on_count <= back_count:
            on.settled[on_count] = on_node
            on_count += 1
            _step_on(net, on, back, meeting, ahead, on_node, barred)
            on_node, on_here = _nearest(on, ahead, on_here)
        else:
            back.settled[back_count] = back_node
            back_count += 1
            _step_back(net, back, on, meeting, behind, back_node, barred)
            back_node, back_here = _nearest(back, behind, back_here)
    length = meeting.best[0]
    return length, meeting.best[1], min(back_here, length), back_count, on_count
