"""Questions as tantivy query objects. No query string is ever parsed, so there is nothing to inject
into.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
import tantivy
from tantivy import Occur

from search.embedded.narrowing import Narrower
from search.embedded.reader import Snapshot
from search.embedded.schema import (
    CHARACTERS,
    CONCEPTS,
    CONCEPTS_HEAD,
    INITIALS,
    PAIRS,
    PAIRS_HEAD,
    PINYIN,
    WORDS,
)
from search.filters import Filter
from search.indexes import WEIGHTS, Settings
from search.port import Words
from search.text import Word
from search.text.grams import pairs_of

IN_HEAD = 3.0
"""A word or one like it in the title or the names, whatever the dictionary made of it."""
TOGETHER = 8.0
ONE_TYPO_FROM, TWO_TYPOS_FROM = 5, 9
SHORTEST_PREFIX = 2


class Asked(msgspec.Struct, frozen=True):
    """`found`: just the documents that match, as cheaply as can be. `ranked`: the same, scored."""

    found: tantivy.Query
    ranked: tantivy.Query


class Asker:
    """Builds queries against one snapshot: it looks words up to leave out what is not there."""

    def __init__(self, snapshot: Snapshot, settings: Settings) -> None:
        self._searcher = snapshot.searcher
        self._schema = snapshot.schema
        self._concepts = snapshot.same_vocabulary
        self._narrower = Narrower(snapshot, settings)

    def ask(self, words: Sequence[Word], how: Words, filters: Iterable[Filter]) -> Asked:
        must = [(Occur.Must, quiet(each)) for each in self._narrower.all_of(filters)]
        if words:
            occur = Occur.Must if how is Words.ALL else Occur.Should
            each_word = [(occur, self.find(word)) for word in words]
            must.append((Occur.Must, tantivy.Query.boolean_query(each_word)))
        should = [(Occur.Should, way) for word in words for way in self._rank(word)]
        should += [(Occur.Should, way) for way in self._together(words)]
        return Asked(
            found=tantivy.Query.boolean_query(must),
            ranked=tantivy.Query.boolean_query(must + should),
        )

    def find(self, word: Word) -> tantivy.Query:
        """The documents that have a word in any way. Each word counts the same."""
        ways = self._ways_han(word) if word.han else self._ways_latin(word)
        if not ways:
            return tantivy.Query.empty_query()
        found = ways[0] if len(ways) == 1 else _any_of(ways)
        return tantivy.Query.const_score_query(found, 1.0)

    def _ways_han(self, word: Word) -> list[tantivy.Query]:
        """One term when the thesaurus knows the word and read the index; else each stretch."""
        if word.concept is not None and self._concepts:
            return [self._term(CONCEPTS, word.concept)]
        return self._stretches(PAIRS, (word.text, *word.others))

    def _stretches(self, name: str, texts: Iterable[str]) -> list[tantivy.Query]:
        found = (self._stretch(name, text) for text in texts)
        return [stretch for stretch in found if stretch is not None]

    def _stretch(self, name: str, text: str) -> tantivy.Query | None:
        if len(text) == 1:
            return self._term(CHARACTERS, text) if self._holds(CHARACTERS, text) else None
        links = pairs_of(text)
        if not all(self._holds(name, link) for link in links):
            return None
        if len(links) == 1:
            return self._term(name, links[0])
        return tantivy.Query.phrase_query(self._schema, name, list(links))

    def _ways_latin(self, word: Word) -> list[tantivy.Query]:
        text = word.text
        ways = [self._term(name, text) for name in WORDS.values() if self._holds(name, text)]
        if word.last:
            ways += self._prefixes(WORDS.values(), text)
        if len(text) >= SHORTEST_PREFIX and text.isascii() and text.isalpha():
            ways += self._prefixes((PINYIN, INITIALS), text)
        if word.concept is not None and self._concepts:
            ways.append(self._term(CONCEPTS, word.concept))
        else:
            ways += self._stretches(PAIRS, word.others)
        return ways or self._misspelt(text, word.last)

    def _prefixes(self, names: Iterable[str], text: str) -> list[tantivy.Query]:
        held = (name for name in names if self._searcher.terms_with_prefix(name, text, limit=1))
        return [self._prefix(name, text) for name in held]

    def _misspelt(self, text: str, prefix: bool) -> list[tantivy.Query]:
        """One slip from five letters on, two from nine on, in words and in pinyin: the limits that
        Meilisearch has too.
        """
        if len(text) < ONE_TYPO_FROM or not text.isascii():
            return []
        distance = 2 if len(text) >= TWO_TYPOS_FROM else 1
        fuzzy = tantivy.Query.fuzzy_term_query
        ways = [fuzzy(self._schema, name, text, distance, True, prefix) for name in WORDS.values()]
        return [*ways, fuzzy(self._schema, PINYIN, text, distance, True, True)]

    def _rank(self, word: Word) -> list[tantivy.Query]:
        """Where a word stands and how rare it is there. Looked at for what was found only."""
        ways = [
            tantivy.Query.boost_query(self._term(name, word.text), WEIGHTS[tier])
            for tier, name in WORDS.items()
            if self._holds(name, word.text)
        ]
        in_head = self._stretch(PAIRS_HEAD, word.text) if len(word.text) > 1 else None
        if in_head is not None:
            ways.append(tantivy.Query.const_score_query(in_head, IN_HEAD))
        if word.concept is not None and self._concepts:
            alike = self._term(CONCEPTS_HEAD, word.concept)
            ways.append(tantivy.Query.const_score_query(alike, IN_HEAD))
        return ways

    def _together(self, words: Sequence[Word]) -> list[tantivy.Query]:
        """Pinyin typed with spaces (xin li fu dao) counts more where they stand together."""
        if len(words) < 2 or any(word.han or not word.text.isascii() for word in words):
            return []
        joined = self._prefix(PINYIN, "".join(word.text for word in words))
        return [tantivy.Query.const_score_query(joined, TOGETHER)]

    def _term(self, name: str, value: str | int) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, name, value, index_option="freq")

    def _prefix(self, name: str, text: str) -> tantivy.Query:
        return tantivy.Query.fuzzy_term_query(self._schema, name, text, 0, True, True)

    def _holds(self, name: str, text: str) -> bool:
        return self._searcher.doc_freq(name, text) > 0


def quiet(query: tantivy.Query) -> tantivy.Query:
    """Filters decide who is in, not who comes first."""
    return tantivy.Query.const_score_query(query, 0.0)


def _any_of(ways: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Should, way) for way in ways])
