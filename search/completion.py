"""Titles for the box under the search field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from search.port import Suggestion
from search.text import Lexicon, Word, highlight


def complete_from(
    titles: Iterable[tuple[int, str]], lexicon: Lexicon, words: Sequence[Word], limit: int
) -> tuple[Suggestion, ...]:
    """At most `limit` different titles, those where the question matches the title itself first."""
    seen: dict[str, Suggestion] = {}
    for id, title in titles:
        seen.setdefault(title, Suggestion(id, title, highlight(lexicon, title, words)))
    best = sorted(seen.values(), key=lambda suggestion: not suggestion.spans)
    return tuple(best[: max(0, limit)])
