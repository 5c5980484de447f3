"""One need and one offer, looked at alone: feasible or not, how good, and why.

In plain numpy, which gives the same numbers as the kernels: whoever asks is a web request, and no
request may wait a quarter of a minute for machine code that this process has not made yet.
"""

import msgspec
import numpy as np

from match.allocation.answers import Facts
from match.allocation.columns import Needs, Offers
from match.allocation.explanations import facts_of
from match.allocation.pairs import Pairing, WhyNone, why_none_at
from match.allocation.scores import parts, worth
from match.allocation.shapes import PARTS, Parameters
from match.allocation.text import WordIndex


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan of the two alone would say. `units`: all that one wants and the other has."""

    units: int
    unit_value: int
    score: int
    parts: dict[str, int]
    """Points by part (`shapes.PARTS`); they add up to `score`."""
    facts: Facts


def pair_alone(needs: Needs, offers: Offers, parameters: Parameters) -> Pair | WhyNone:
    """The first need with the first offer, or the first constraint that forbids it."""
    here = np.zeros(1, np.int64)
    needs, offers = needs.take(here), offers.take(here)
    why = why_none_at(Pairing.of(needs, offers), 0)
    if why.constraint:
        return why
    shared = WordIndex.of(offers).shared(needs)[here, here]
    points = [int(part[0]) for part in parts(needs, offers, here, here, shared, parameters)]
    score = sum(points)
    return Pair(
        units=int(min(needs.quantity[0], offers.capacity[0])),
        unit_value=int(worth(needs, offers, here, here, np.array([score]), parameters)[0]),
        score=score,
        parts=dict(zip(PARTS, points, strict=True)),
        facts=facts_of(needs, offers, here, here, shared, parameters)[0],
    )
