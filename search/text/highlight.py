"""Where a question matches a text: spans over the original characters, for the page to mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from search.text.fold import HAN_RUN, fold
from search.text.words import Lexicon, Word

SHORTEST_SOUND = 2


class Span(msgspec.Struct, frozen=True, array_like=True, order=True):
    """Characters `start` (included) to `end` (excluded)."""

    start: int
    end: int


def highlight(lexicon: Lexicon, text: str, words: Iterable[Word]) -> tuple[Span, ...]:
    """Spans in order, without overlap. Text matches by word, by a thesaurus word, or by sound."""
    folded = fold(text)
    found: list[Span] = []
    for word in words:
        for term in (word.text, *word.others):
            found += _occurrences(folded, term)
        if not word.han and len(word.text) >= SHORTEST_SOUND:
            found += _by_sound(lexicon, folded, word.text)
    return _merged(found)


def highlights(
    lexicon: Lexicon, words: Sequence[Word], texts: Mapping[str, str]
) -> dict[str, tuple[Span, ...]]:
    """Spans per named text; texts without a match are left out."""
    marked = {name: highlight(lexicon, text, words) for name, text in texts.items() if words}
    return {name: spans for name, spans in marked.items() if spans}


def _occurrences(folded: str, term: str) -> Iterator[Span]:
    at = folded.find(term)
    while at >= 0:
        if (
            HAN_RUN.match(term)
            or at == 0
            or not folded[at - 1].isalnum()
            or HAN_RUN.match(folded[at - 1])
        ):
            yield Span(at, at + len(term))
        at = folded.find(term, at + len(term))


def _by_sound(lexicon: Lexicon, folded: str, typed: str) -> Iterator[Span]:
    runs = HAN_RUN.finditer(folded)
    for run, read in zip(runs, lexicon.readings(folded), strict=True):
        for at, syllable in enumerate(read):
            if syllable[0] != typed[0]:
                continue
            length = _sounds(read[at:], typed) or _starts(read[at:], typed)
            if length:
                yield Span(run.start() + at, run.start() + at + length)


def _sounds(read: tuple[str, ...], typed: str) -> int:
    """How many characters the typed pinyin covers, from the first on; 0 if it does not match."""
    rest = typed
    for count, syllable in enumerate(read, start=1):
        if syllable.startswith(rest):
            return count
        if not rest.startswith(syllable):
            return 0
        rest = rest[len(syllable) :]
    return 0


def _starts(read: tuple[str, ...], typed: str) -> int:
    matches = len(read) >= len(typed) and all(s[0] == t for s, t in zip(read, typed, strict=False))
    return len(typed) if matches else 0


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
