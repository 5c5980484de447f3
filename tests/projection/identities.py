"""
People who do not exist, and how to find any word about them in what the public reads.

Every word is unique to one of them and occurs nowhere else in the house: names are of characters
that no page of ours puts beside each other, birth dates lie in 1900–1908, where nothing of ours
does, and numbers carry a running figure. Searching is by set: one look at each place of a text
for the first three characters of any word, then at the words that begin so.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

_SURNAMES = "綦郗郏邰郜逄酆阚隗鞠"
_GIVEN = "骞骐骥鹂鹭麒黛黻鼐龢龠鲲鲵鳐鸢鸾鹓鹞麈麟黉黥鼍齑"
_FIRST_DAY = date(1900, 1, 1)
_DECIMALS = re.compile(r"[0-9]\.([0-9]+)")


class Identity:
    """One planted person: name, ID number, phone, birth date, school with class, address."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number

    @property
    def name(self) -> str:
        """A surname and three rare characters: 10 × 24³ names."""
        rest, given = divmod(self.number, len(_GIVEN) ** 3)
        a, b = divmod(given, len(_GIVEN) ** 2)
        c, d = divmod(b, len(_GIVEN))
        return _SURNAMES[rest % len(_SURNAMES)] + _GIVEN[a] + _GIVEN[c] + _GIVEN[d]

    @property
    def born(self) -> date:
        """A day between 1900 and 1908; several share one."""
        return _FIRST_DAY + timedelta(days=self.number % 3000)

    @property
    def words(self) -> tuple[str, ...]:
        """What may never be read: any one of them gives the person away."""
        return (
            self.name,
            f"43{self.number % 10_000:04d}{self.born:%Y%m%d}{self.number:06d}"[:18],
            f"199{self.number:08d}",
            self.born.isoformat(),
            f"{self.born.year}年{self.born.month}月{self.born.day}日",
            f"鹭岭小学三年级{self.number}班",
            f"麒麟巷{self.number}号",
        )

    @property
    def said(self) -> str:
        """All words in one sentence, as somebody careless would write it."""
        return "，".join(self.words)


class Finder:
    """Finds planted words in texts; `known` is how many identities it would recognise."""

    def __init__(self, people: Iterable[Identity]) -> None:
        self._by_start: dict[str, set[str]] = {}
        self.known = 0
        for person in people:
            self.known += 1
            for word in person.words:
                self._by_start.setdefault(word[:3], set()).add(word)
        self._lengths = {
            start: sorted({len(word) for word in words}) for start, words in self._by_start.items()
        }

    def found(self, text: str) -> Iterator[str]:
        """Every planted word in *text*, escaped or not."""
        starts = self._by_start
        for place in range(len(text) - 2):
            words = starts.get(text[place : place + 3])
            if words is not None:
                for length in self._lengths[text[place : place + 3]]:
                    word = text[place : place + length]
                    if word in words and not _in_a_fraction(text, place, length):
                        yield word


def _in_a_fraction(text: str, place: int, length: int) -> bool:
    """Whether these are some of many decimals of a measurement, as of 0.0199000450551 seconds."""
    run = _DECIMALS.match(text, max(0, text.rfind(".", 0, place) - 1))
    return (
        run is not None
        and run.start(1) <= place
        and place + length <= run.end(1)
        and len(run[1]) > length
    )
