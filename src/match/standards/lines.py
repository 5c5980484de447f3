"""
The lines that an inspection goes through, as data (`data/lines.csv`).

``row`` is the sentence of the 2019 notice (domain.md §1.5, §1.7), or ``L`` with an article of the
minors' protection law; ``hardness`` M (must), S (should: a written reason lets it pass), O (may).
A failed line with a ``need_category`` gives a need: so many of ``unit`` of that category.
"""

import csv
from functools import cache
from pathlib import Path

import msgspec

from match.foundation.errors import NotFound
from match.foundation.language import _, current

DATA = Path(__file__).parent / "data" / "lines.csv"
AREA = "STD-AREA"
OUTDOOR_SAFETY = "STD-OUTSAFE"
# Counted, never judged: where there is no computer, there is nothing to protect on it.
MAY_NOT_APPLY = frozenset({"STD-FILTER", "STD-AGE", "STD-OUTSAFE"})


class Line(msgspec.Struct, frozen=True):
    """One thing to look at. ``fix_days``: how long putting it right may take."""

    code: str
    row: str
    hardness: str
    facility: str
    document: str
    need_category: str
    quantity: int
    unit: str
    fix_days: int
    need_title: str
    need_purpose: str
    name_zh: str
    name_en: str
    ask_zh: str
    ask_en: str

    @property
    def name(self) -> str:
        """Its short name in the reader's language."""
        return self.name_en if current() == "en" else self.name_zh

    @property
    def ask(self) -> str:
        """What to look for, in the reader's language."""
        return self.ask_en if current() == "en" else self.ask_zh

    @property
    def flagged(self) -> bool:
        """Whether failing it leaves a flag: what may be there (O) need not."""
        return self.hardness != "O"


@cache
def lines() -> tuple[Line, ...]:
    """Every line, in the order in which one walks through a home."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return tuple(msgspec.convert(row, Line, strict=False) for row in csv.DictReader(file))


@cache
def _by_code() -> dict[str, Line]:
    return {line.code: line for line in lines()}


def line(code: str) -> Line:
    """One line. Raises NotFound for a code that is none."""
    found = _by_code().get(code)
    if found is None:
        raise NotFound(_("没有这一项标准。"), value=code)
    return found
