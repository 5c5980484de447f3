"""Words that mean the same, given as data (the catalogue room reads `thesaurus_zh.csv` and passes
it in).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import msgspec

from search.text.fold import fold


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

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._others), default=0)

    def longest_at(self, text: str, start: int) -> str | None:
        """The longest term that begins here: 心理辅导室 before 心理辅导."""
        for length in range(min(self._longest, len(text) - start), 0, -1):
            if text[start : start + length] in self._others:
                return text[start : start + length]
        return None
