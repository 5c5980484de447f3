"""Words that mean the same, given as data (the catalogue room reads `thesaurus_zh.csv` and passes
it in).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from hashlib import blake2b

import msgspec

from search.text.fold import fold, is_han


class Group(msgspec.Struct, frozen=True):
    """`expand` is off for wide words (村, 单位, 儿童): they are cut as words but bring no others
    in.
    """

    canonical: str
    synonyms: tuple[str, ...]
    expand: bool = True

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(fold(term) for term in (self.canonical, *self.synonyms) if term)


class Thesaurus:
    """Knows every term and what else to look for. A term in two groups keeps the first."""

    def __init__(self, groups: Iterable[Group] = ()) -> None:
        self._others: dict[str, tuple[str, ...]] = {}
        for group in groups:
            terms = group.terms
            for term in terms:
                others = tuple(other for other in terms if other != term) if group.expand else ()
                self._others.setdefault(term, others)

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(self._others)

    def others(self, term: str) -> tuple[str, ...]:
        return self._others.get(term, ())

    def expansions(self) -> dict[str, list[str]]:
        """term → the others of its group, without the terms that expand to nothing."""
        return {term: list(others) for term, others in self._others.items() if others}

    def concept(self, term: str) -> str | None:
        """The name of a term's meaning: the same for all terms that find each other, None for
        words the thesaurus does not know. It changes whenever its terms do.
        """
        return self._concepts.get(term)

    def concepts(self, folded: str) -> list[str]:
        """The meanings that occur anywhere in a text, also inside other words."""
        found: dict[str, None] = {}
        for start, character in enumerate(folded):
            for length in self._lengths.get(character, ()):
                term = folded[start : start + length]
                concept = self._concepts.get(term)
                if concept is not None and _stands_alone(folded, start, start + len(term)):
                    found[concept] = None
        return list(found)

    @cached_property
    def signature(self) -> str:
        """Names this very list of words and meanings."""
        return _digest(sorted(self._concepts.items()))

    @cached_property
    def _concepts(self) -> dict[str, str]:
        return {term: _digest(sorted((term, *others))) for term, others in self._others.items()}

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """First character → lengths of the terms that begin with it."""
        lengths: dict[str, set[int]] = defaultdict(set)
        for term in self._others:
            lengths[term[0]].add(len(term))
        return {first: tuple(found) for first, found in lengths.items()}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._others), default=0)

    def longest_at(self, text: str, start: int) -> str | None:
        """The longest term that begins here: 心理辅导室 before 心理辅导."""
        for length in range(min(self._longest, len(text) - start), 0, -1):
            if text[start : start + length] in self._others:
                return text[start : start + length]
        return None


def _digest(value: object) -> str:
    return blake2b(repr(value).encode(), digest_size=6).hexdigest()


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Chinese words run into each other; Latin letters and digits at an edge must not go on."""
    before, first = folded[start - 1 : start], folded[start]
    last, after = folded[end - 1], folded[end : end + 1]
    return not (_latin(before) and _latin(first)) and not (_latin(last) and _latin(after))


def _latin(character: str) -> bool:
    return character.isalnum() and not is_han(character)
