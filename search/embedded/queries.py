"""Questions as tantivy query objects. No query string is ever parsed, so there is nothing to inject
into.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tantivy
from tantivy import Occur

from search.embedded.reader import Snapshot
from search.embedded.schema import CHARACTERS, INITIALS, PAIRS, PINYIN, POINT, WORDS
from search.filters import LARGEST, Equals, Field, Filter, GeoWithin, Prefix, Range
from search.indexes import WEIGHTS, Settings, Tier
from search.port import Words
from search.text import Word
from search.text.grams import pairs_of

SYNONYM = 0.5
"""What a thesaurus word is worth beside the word itself."""
SOUND = 2.0
TYPO = 0.4
PART = {"head": 1.5, "body": 0.5}
ONE_TYPO_FROM, TWO_TYPOS_FROM = 5, 9
SHORTEST_PREFIX = 2


class Asker:
    """Builds queries against one snapshot: it looks words up to leave out what the index does not
    hold.
    """

    def __init__(self, snapshot: Snapshot, settings: Settings) -> None:
        self._searcher = snapshot.searcher
        self._schema = snapshot.schema
        self._points = snapshot.points
        self._settings = settings

    def whole(self, words: Sequence[Word], how: Words, filters: Iterable[Filter]) -> tantivy.Query:
        """Live documents that match the words and every filter."""
        clauses = [(Occur.Must, quiet(self.narrow(each))) for each in filters]
        clauses.append((Occur.Must, quiet(self._term("live", 1))))
        if words:
            occur = Occur.Must if how is Words.ALL else Occur.Should
            asked = [(occur, self.word(word)) for word in words]
            clauses.append((Occur.Must, tantivy.Query.boolean_query(asked)))
            clauses += self._joined(words)
        return tantivy.Query.boolean_query(clauses)

    def word(self, word: Word) -> tantivy.Query:
        ways = self._han(word) if word.han else self._latin(word)
        if not ways:
            return tantivy.Query.empty_query()
        return tantivy.Query.disjunction_max_query(ways, tie_breaker=0.1)

    def _han(self, word: Word) -> list[tantivy.Query]:
        ways = self._written(word.text, 1.0)
        for other in word.others:
            ways += self._written(other, SYNONYM)
        return ways

    def _written(self, text: str, boost: float) -> list[tantivy.Query]:
        """As a word of the dictionary, and as a stretch of characters anywhere."""
        ways = [
            tantivy.Query.boost_query(self._term(WORDS[tier], text), WEIGHTS[tier] * boost)
            for tier in Tier
            if self._holds(WORDS[tier], text)
        ]
        for part, worth in PART.items():
            stretch = self._stretch(part, text)
            if stretch is not None:
                ways.append(tantivy.Query.const_score_query(stretch, worth * boost))
        return ways

    def _stretch(self, part: str, text: str) -> tantivy.Query | None:
        if len(text) == 1:
            held = self._holds(CHARACTERS[part], text)
            return self._term(CHARACTERS[part], text) if held else None
        name, links = PAIRS[part], pairs_of(text)
        if not all(self._holds(name, link) for link in links):
            return None
        if len(links) == 1:
            return self._term(name, links[0])
        return tantivy.Query.phrase_query(self._schema, name, list(links))

    def _latin(self, word: Word) -> list[tantivy.Query]:
        text = word.text
        ways = self._words_like(text, word.last)
        if len(text) >= SHORTEST_PREFIX and text.isascii() and text.isalpha():
            ways += self._by_sound(text)
        for other in word.others:
            ways += self._written(other, SYNONYM)
        return ways or self._misspelt(text, word.last)

    def _words_like(self, text: str, prefix: bool) -> list[tantivy.Query]:
        ways = [
            tantivy.Query.boost_query(self._term(name, text), WEIGHTS[tier])
            for tier, name in WORDS.items()
            if self._holds(name, text)
        ]
        if prefix:
            ways += [
                tantivy.Query.const_score_query(self._prefix(name, text), WEIGHTS[tier] / 2)
                for tier, name in WORDS.items()
                if self._searcher.terms_with_prefix(name, text, limit=1)
            ]
        return ways

    def _by_sound(self, text: str) -> list[tantivy.Query]:
        return [
            tantivy.Query.const_score_query(self._prefix(name, text), SOUND)
            for name in (PINYIN, INITIALS)
            if self._searcher.terms_with_prefix(name, text, limit=1)
        ]

    def _misspelt(self, text: str, prefix: bool) -> list[tantivy.Query]:
        """One slip from five letters on, two from nine on, in words and in pinyin: the limits
        Meilisearch has too.
        """
        if len(text) < ONE_TYPO_FROM or not text.isascii():
            return []
        distance = 2 if len(text) >= TWO_TYPOS_FROM else 1
        ways = [
            tantivy.Query.fuzzy_term_query(self._schema, name, text, distance, True, prefix)
            for name in WORDS.values()
        ]
        ways.append(
            tantivy.Query.fuzzy_term_query(self._schema, PINYIN, text, distance, True, True)
        )
        return [tantivy.Query.const_score_query(way, TYPO) for way in ways]

    def _joined(self, words: Sequence[Word]) -> list[tuple[Occur, tantivy.Query]]:
        """Pinyin typed with spaces (xin li fu dao) counts more where they stand together."""
        if len(words) < 2 or any(word.han or not word.text.isascii() for word in words):
            return []
        together = "".join(word.text for word in words)
        return [(Occur.Should, tantivy.Query.const_score_query(self._prefix(PINYIN, together), 8))]

    def narrow(self, each: Filter) -> tantivy.Query:
        """A filter as a query. What makes no sense matches nothing."""
        if each.field not in self._settings.filters:
            raise ValueError(f"{each.field} is not a filter of {self._settings.document.__name__}")
        if isinstance(each, Range):
            return self._range(each)
        if isinstance(each, GeoWithin):
            return self._any(POINT, self._within(each))
        if isinstance(each, Prefix):
            return self._any(each.field.value, [each.code] if each.valid else [])
        values = (each.value,) if isinstance(each, Equals) else each.values
        return self._any(each.field.value, self._typed(each.field, values))

    def _typed(self, field: Field, values: Sequence[str | int]) -> list[str | int]:
        if field not in self._settings.numbers:
            return [str(value) for value in values]
        return [number for value in values if (number := _number(value)) is not None]

    def _within(self, each: GeoWithin) -> list[str]:
        """Exact, because the distinct positions are few: the box first, then the distance."""
        if not each.valid:
            return []
        reach = each.km / 110.5 + 1e-6
        return [
            key
            for key, point in self._points.items()
            if abs(point.lat - each.centre.lat) <= reach and point.km_to(each.centre) <= each.km
        ]

    def _range(self, each: Range) -> tantivy.Query:
        if each.field not in self._settings.numbers:
            raise ValueError(f"{each.field} is not a number, it has no range")
        if each.low is None and each.high is None:
            return tantivy.Query.exists_query(each.field.value)
        return tantivy.Query.range_query(
            self._schema, each.field.value, tantivy.FieldType.Integer, each.low, each.high
        )

    def _any(self, name: str, values: Sequence[str | int]) -> tantivy.Query:
        if not values:
            return tantivy.Query.empty_query()
        return tantivy.Query.term_set_query(self._schema, name, list(values))

    def _term(self, name: str, value: str | int) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, name, value, index_option="freq")

    def _prefix(self, name: str, text: str) -> tantivy.Query:
        return tantivy.Query.fuzzy_term_query(self._schema, name, text, 0, True, True)

    def _holds(self, name: str, text: str) -> bool:
        return self._searcher.doc_freq(name, text) > 0


def quiet(query: tantivy.Query) -> tantivy.Query:
    """Filters decide who is in, not who comes first."""
    return tantivy.Query.const_score_query(query, 0.0)


def _number(value: str | int) -> int | None:
    try:
        number = int(value)
    except ValueError:
        return None
    return number if abs(number) <= LARGEST else None
