"""Chance that is the same every time: what a village gets depends on its own code alone."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

Option = TypeVar("Option")


def roll(sides: int, *key: object) -> int:
    """A number from 0 to ``sides - 1`` that *key* always gives again, on any machine."""
    digest = blake2b("/".join(map(str, key)).encode(), digest_size=8).digest()
    return int.from_bytes(digest) % sides


def pick(options: Sequence[Option], *key: object) -> Option:
    """The one of *options* that *key* always gives again."""
    return options[roll(len(options), *key)]
