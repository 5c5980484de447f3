"""From text to words: of a document for the index, of a visitor for the question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from search.text.dictionary import Dictionary
from search.text.fold import RUNS, fold, is_han
from search.text.pinyin import initial_keys, running_keys, syllables
from search.text.thesaurus import Group, Thesaurus

_FUNCTION_WORDS = """
的 了 和 与 及 或 在 是 有 请 给 为 把 被 我 我们 你 你们 他们 需要 想 想要 希望 能 可以 一些 一个
吗 呢 吧 啊 呀 这 那 哪里 什么 怎么 the a an of for and to in
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words that carry no meaning in a question; they are dropped unless nothing else is left."""

MOST_WORDS = 12
"""A question longer than this is a letter; the first words decide."""


class Word(msgspec.Struct, frozen=True):
    """One word of a question. `others` mean the same, and `concept` names what they mean. `last`:
    the visitor may still be typing it.
    """

    text: str
    han: bool
    others: tuple[str, ...] = ()
    last: bool = False
    concept: str | None = None


class Lexicon:
    """Dictionary, readings and thesaurus together. Build one per process and share it: it is
    immutable.
    """

    def __init__(self, groups: Iterable[Group] = ()) -> None:
        self.thesaurus = Thesaurus(groups)
        self._dictionary = Dictionary(self.thesaurus.terms)

    def question(self, text: str) -> tuple[Word, ...]:
        """The words of a question, thesaurus terms longest first, without repeats."""
        found = list(dict.fromkeys(self._pieces(fold(text))))
        telling = [piece for piece in found if piece not in FUNCTION_WORDS] or found
        telling = telling[:MOST_WORDS]
        open_end = bool(text) and not text[-1].isspace()
        return tuple(
            Word(
                piece,
                is_han(piece),
                self.thesaurus.others(piece),
                open_end and at == len(telling) - 1,
                self.thesaurus.concept(piece),
            )
            for at, piece in enumerate(telling)
        )

    def _pieces(self, folded: str) -> Iterator[str]:
        for run in RUNS.findall(folded):
            if not is_han(run):
                yield run
                continue
            yield from self._han_pieces(run)

    def _han_pieces(self, run: str) -> Iterator[str]:
        start = plain = 0
        while start < len(run):
            term = self.thesaurus.longest_at(run, start)
            if term is None or len(term) == 1:
                start += 1
                continue
            if plain < start:
                yield from self._dictionary.cut(run[plain:start])
            yield term
            start = plain = start + len(term)
        if plain < len(run):
            yield from self._dictionary.cut(run[plain:])

    def tokens(self, text: str) -> list[str]:
        """The words of a document's text, with the words inside words."""
        found: list[str] = []
        for run in RUNS.findall(fold(text)):
            found += self._dictionary.cut_for_index(run) if is_han(run) else [run]
        return found

    def readings(self, text: str) -> list[tuple[str, ...]]:
        """Syllables of each Han run, one per character."""
        return [self._read_run(run) for run in RUNS.findall(fold(text)) if is_han(run)]

    def _read_run(self, run: str) -> tuple[str, ...]:
        read: list[str] = []
        for word in self._dictionary.cut(run):
            read += syllables(word)
        return tuple(read)

    def spoken(self, text: str) -> list[str]:
        """Pinyin of each character, each word, and two and three words in a row: xin, xinli,
        xinlifudao. For engines that take a prefix of the last word only.
        """
        found: list[str] = []
        for run in RUNS.findall(fold(text)):
            if is_han(run):
                cut = self._dictionary.cut(run)
                found += [syllable for word in cut for syllable in syllables(word)]
                said = ["".join(syllables(word)) for word in cut]
                for length in (1, 2, 3):
                    ends = range(length, len(said) + 1)
                    found += ["".join(said[end - length : end]) for end in ends]
        return found

    def pinyin(self, text: str) -> tuple[list[str], list[str]]:
        """Running keys of full pinyin and of initials, for prefix search."""
        runs = self.readings(text)
        full = [key for run in runs for key in running_keys(run)]
        return full, [key for run in runs for key in initial_keys(run)]

    def sound(self, text: str) -> str:
        """The question by sound: 会本 → huiben. Single characters in a row are one misspelt word;
        other words stay apart.
        """
        spoken: list[str] = []
        joining = False
        for word in self.question(text):
            read = "".join(syllables(word.text)) if word.han else word.text
            single = word.han and len(word.text) == 1
            if joining and single:
                spoken[-1] += read
            else:
                spoken.append(read)
            joining = single
        return " ".join(spoken)
