"""What a standing block looks at: the few edges that lose least, and why these are enough.

Nearly all edges lose so much that no short way takes them. When a `Sight` is chosen, the edges left
out lose at least its `reach`. Later an edge loses less by as much as the potential of its need has
risen and that of its offer has fallen: as long as none can have come below nothing, no way over an
edge that is not looked at is shorter, and the plan is the best over all edges.
"""

from typing import NamedTuple

import numpy as np

from match.allocation import residual
from match.allocation.columns import Ints
from match.allocation.residual import FAR, Network

NEAR_SHARE = 1 / 100
"""Share of the edges that is looked at."""

NEAR_LEAST = 20_000
"""So many edges are looked at in any case."""

FAR_NEEDS = 300
"""More needs than these are not checked edge by edge: it is quicker to choose anew."""

SAMPLED = 20_000
"""Edges by whose losses a share is told."""


class Sight(NamedTuple):
    """Of when `near` was chosen: what the others lost at least, and the potentials there were.

    Rows that came later have no edge that is left out, and are not in it.
    """

    reach: int
    at_need: Ints
    at_offer: Ints

    def is_sure(self, net: Network) -> bool:
        """Whether no edge that is left out is worth more than it costs.

        The few needs that rose too far to tell are checked with all their edges.
        """
        far = np.flatnonzero(self._least_loss(net) < 0)
        return len(far) == 0 or (len(far) <= FAR_NEEDS and not residual.pays(net, far))

    def is_fresh(self, net: Network) -> bool:
        """Whether potentials have moved by less than half of what they may move."""
        return int(self._least_loss(net).min(initial=FAR)) >= self.reach // 2

    def _least_loss(self, net: Network) -> Ints:
        """Per need there was: no edge of it that is left out can lose less than this."""
        if self.reach == FAR:
            return self.at_need[:0]
        needs, offers = net.potential[: len(net.quantity)], net.potential[len(net.quantity) :]
        fall = (self.at_offer - offers[: len(self.at_offer)]).max()
        return self.reach - fall - (needs[: len(self.at_need)] - self.at_need)


def choose(net: Network, edges: int) -> tuple[Network, Sight]:
    """The network with `near` chosen among the `edges` in use, and what that is worth."""
    needs = len(net.quantity)
    reach = int(FAR)  # nothing is left out
    if edges > NEAR_LEAST:
        loss = losses(net, np.arange(0, edges, max(1, edges // SAMPLED)))
        place = int(len(loss) * max(NEAR_SHARE, NEAR_LEAST / edges))
        reach = max(0, int(np.partition(loss, place)[place])) + 1
    names = [name for name in net._fields if name.startswith("near")]
    near = residual.near_edges(net, edges, reach)
    at_need, at_offer, _ = np.split(net.potential, [needs, needs + len(net.spare)])
    return (
        net._replace(mark=edges, **dict(zip(names, near, strict=True))),
        Sight(reach, at_need.copy(), at_offer.copy()),
    )


def looked_at(net: Network, edges: int) -> tuple[Ints, Ints]:
    """Those of the `edges` in use that are looked at, and what each loses."""
    late = np.arange(net.mark, edges)
    need = np.repeat(np.arange(len(net.quantity)), np.diff(net.near))
    at_offer = net.potential[len(net.quantity) + net.near_offer]
    near = at_offer - net.potential[need] - net.near_value
    return (
        np.concatenate([net.near_edge.astype(np.int64), late]),
        np.concatenate([near, losses(net, late)]),
    )


def losses(net: Network, edges: Ints) -> Ints:
    """What a unit on each of the edges would lose at the prices there are."""
    at_offer = net.potential[len(net.quantity) + net.offer[edges]]
    return at_offer - net.potential[net.need_of[edges]] - net.value[edges]
