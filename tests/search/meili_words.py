"""How Meilisearch matches words: jieba cuts, prefix of the last word, typos by length, synonyms.

Cut by jieba directly, without anything of our own, as the server does with its copy of it.
"""

import re
from typing import Any

import rjieba
from meili_grammar import values_of

RUN = re.compile(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+")


def cut(text: str) -> list[str]:
    tokens: list[str] = []
    for run in RUN.findall(text.lower()):
        tokens += rjieba.cut(run) if re.match(r"[\u3400-\u9fff]", run) else [run]
    return tokens


def slips(one: str, two: str, limit: int) -> bool:
    """Damerau distance at most `limit`."""
    if abs(len(one) - len(two)) > limit:
        return False
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, b in enumerate(two, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1] <= limit


def found(word: str, token: str, prefix: bool, typos: bool) -> bool:
    if token == word or (prefix and token.startswith(word)):
        return True
    limit = 2 if len(word) >= 9 else 1 if len(word) >= 5 else 0
    if not typos or not limit:
        return False
    starts = [token, *(token[: len(word) + extra] for extra in (-1, 0, 1) if prefix)]
    return any(slips(word, start, limit) for start in starts)


class Words:
    """Matches one query against documents. `score` is None for no match; higher is better."""

    def __init__(self, query: str, settings: dict[str, Any], strategy: str) -> None:
        self.attributes = settings["searchableAttributes"]
        tolerance = settings.get("typoTolerance", {})
        self.exact = set(tolerance.get("disableOnAttributes", []))
        self.synonyms = settings.get("synonyms", {})
        self.strategy = strategy
        self.phrases = [cut(phrase) for phrase in re.findall(r'"([^"]*)"', query)]
        rest = re.sub(r'"[^"]*"?', " ", query)
        self.barred = [word for part in re.findall(r"(?:^|\s)-(\S+)", rest) for word in cut(part)]
        self.asked = cut(re.sub(r"(?:^|\s)-\S+", " ", rest))

    def score(self, document: dict[str, Any]) -> float | None:
        tokens = {
            name: cut(" ".join(map(str, values_of(document, name)))) for name in self.attributes
        }
        if any(word in listed for word in self.barred for listed in tokens.values()):
            return None
        if not all(self._phrase(phrase, tokens) for phrase in self.phrases):
            return None
        ranks = self._ranks(tokens)
        got = [rank for rank in ranks if rank is not None]
        enough = len(got) == len(ranks) if self.strategy == "all" else not ranks or ranks[0]
        if not enough and ranks:
            return None
        return len(got) + sum(got) / 100

    def _ranks(self, tokens: dict[str, list[str]]) -> list[float | None]:
        """Per word, how high the best attribute with it stands; synonyms may stand for several."""
        ranks: list[float | None] = []
        at = 0
        while at < len(self.asked):
            for length in (3, 2, 1):
                group = self.asked[at : at + length]
                last = at + length >= len(self.asked)
                others = [cut(each) for each in self.synonyms.get("".join(group), [])]
                rank = self._best([group, *others], tokens, last)
                if len(group) == length and (length == 1 or (others and rank is not None)):
                    ranks.append(rank)
                    at += length
                    break
        return ranks

    def _best(
        self, ways: list[list[str]], tokens: dict[str, list[str]], last: bool
    ) -> float | None:
        for height, name in enumerate(self.attributes):
            typos = name not in self.exact
            for words in ways:
                if len(words) == 1:
                    if any(found(words[0], token, last, typos) for token in tokens[name]):
                        return len(self.attributes) - height
                elif self._phrase(words, {name: tokens[name]}):
                    return len(self.attributes) - height
        return None

    def _phrase(self, phrase: list[str], tokens: dict[str, list[str]]) -> bool:
        return any(
            listed[at : at + len(phrase)] == phrase
            for listed in tokens.values()
            for at in range(len(listed))
        )
