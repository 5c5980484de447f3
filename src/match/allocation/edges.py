"""All feasible pairs of a block with the worth of each, in twelve bytes a pair.

A province has sixty million of them. Only one block's are held at a time by a process; whoever
needs them as plain columns takes them in chunks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from match.allocation.columns import Ints

Small = npt.NDArray[np.int32]

CHUNK = 1 << 17
"""Edges in a chunk, about: few enough for the cache, and a need is never torn in two."""


@dataclass(frozen=True)
class Edges:
    """Edges of need row i are `start[i]:start[i + 1]`, by offer row; `value` is worth per unit."""

    start: Ints
    offer: Small
    value: Ints

    @classmethod
    def of(cls, needs: int, need: Ints, offer: Ints, value: Ints) -> "Edges":
        """From plain columns that are ordered by need and then offer."""
        start = np.zeros(needs + 1, np.int64)
        np.cumsum(np.bincount(need, minlength=needs), out=start[1:])
        return cls(start, offer.astype(np.int32), value)

    def __len__(self) -> int:
        return len(self.offer)

    def need_of(self, edges: Ints) -> Ints:
        """Need rows of the given edges."""
        return np.searchsorted(self.start, edges, "right") - 1

    def chunks(self) -> Iterator[tuple[Ints, Ints, Ints]]:
        """(need, offer, value) of all edges, some needs at a time."""
        first = 0
        while first < len(self.start) - 1:
            until = int(np.searchsorted(self.start, self.start[first] + CHUNK, "right")) - 1
            until = max(first + 1, until)
            low, high = int(self.start[first]), int(self.start[until])
            lengths = np.diff(self.start[first : until + 1])
            if high > low:
                yield (
                    np.repeat(np.arange(first, until), lengths),
                    self.offer[low:high].astype(np.int64),
                    self.value[low:high],
                )
            first = until
