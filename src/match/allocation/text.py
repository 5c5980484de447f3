"""How many words two texts share, for a whole chunk of needs at once.

Exact, by an inverted index: words of the needs are looked up among the words of the offers and
each meeting is counted in its cell. Tokens are made once, when a need or offer is saved.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from match.allocation.columns import Ints, Needs, Offers
from match.allocation.compiled import kernel


@dataclass(frozen=True)
class WordIndex:
    """Words of a block's offers, sorted, each with the row of its offer."""

    words: Ints
    owners: Ints
    offers: int

    @classmethod
    def of(cls, offers: Offers) -> "WordIndex":
        order = np.argsort(offers.tokens.values, kind="stable")
        owners = np.repeat(np.arange(len(offers)), offers.tokens.lengths())
        return cls(offers.tokens.values[order], owners[order], len(offers))

    def shared(self, needs: Needs) -> Ints:
        """[need row, offer row] = number of words in common."""
        words = needs.tokens.values
        rows = np.repeat(np.arange(len(needs)), needs.tokens.lengths())
        first = np.searchsorted(self.words, words, "left")
        meetings = np.searchsorted(self.words, words, "right") - first
        ends = np.cumsum(meetings)
        total = int(ends[-1]) if len(ends) else 0
        place = np.arange(total) + np.repeat(first - (ends - meetings), meetings)
        cells = np.repeat(rows, meetings) * self.offers + self.owners[place]
        counts = np.bincount(cells, minlength=len(needs) * self.offers)
        return counts.reshape(len(needs), self.offers)


def shared_of_pairs(needs: Needs, offers: Offers, i: Ints, j: Ints) -> Ints:
    """The same for a short list of pairs. The words of a row ascend."""
    counts = np.zeros(len(i), np.int64)
    mine, theirs = needs.tokens, offers.tokens
    _meet(mine.start, mine.values, theirs.start, theirs.values, i, j, counts)
    return counts


@kernel
def _meet(
    start: Any, word: Any, other_start: Any, other_word: Any, i: Any, j: Any, counts: Any
) -> None:
    for row in range(len(i)):
        a, last = start[i[row]], start[i[row] + 1]
        b, other_last = other_start[j[row]], other_start[j[row] + 1]
        while a < last and b < other_last:
            if word[a] == other_word[b]:
                counts[row] += 1
            step, other_step = word[a] <= other_word[b], other_word[b] <= word[a]
            a += step
            b += other_step
