"""The problem falls apart into blocks that share no need and no offer.

A block is a connected component of categories, joined by offers made for a parent category. An
offer sits in exactly one block: selling its capacity in two is the classic mistake.
"""

from dataclasses import dataclass

import numpy as np

from match.allocation.columns import Ints, Needs, Offers


@dataclass(frozen=True)
class Block:
    """Row numbers of the needs and offers that can only be allocated together."""

    categories: tuple[int, ...]
    needs: Ints
    offers: Ints


def blocks(needs: Needs, offers: Offers) -> list[Block]:
    """All blocks, by their smallest category; those without needs or offers included."""
    root = _components(needs, offers)
    need_root = np.array([root[int(code)] for code in needs.category], np.int64)
    offer_root = np.array([root[int(code)] for code in offers.category], np.int64)
    members: dict[int, list[int]] = {}
    for category, first in sorted(root.items()):
        members.setdefault(first, []).append(category)
    return [
        Block(
            tuple(categories),
            np.flatnonzero(need_root == first),
            np.flatnonzero(offer_root == first),
        )
        for first, categories in sorted(members.items())
    ]


def _components(needs: Needs, offers: Offers) -> dict[int, int]:
    """Category → the smallest category of its component."""
    made_for = {int(code) for code in np.unique(offers.category)}
    root = {int(code): int(code) for code in np.unique(needs.category)}
    root.update({code: code for code in made_for})

    def find(code: int) -> int:
        while root[code] != code:
            root[code] = root[root[code]]
            code = root[code]
        return code

    kinship = np.unique(np.stack([needs.category, needs.parent]), axis=1)
    for child, parent in kinship.T.tolist():
        if parent in made_for:
            low, high = sorted((find(child), find(parent)))
            root[high] = low
    return {code: find(code) for code in root}
