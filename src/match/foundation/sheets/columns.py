"""What a sheet is: its columns in the words of the people who fill it, and its limits."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

Value = str | int | date | datetime | None
"""A cell as the rooms see it: text and choices as str, money as fen; None if empty.

Moments are aware."""


class Kind(StrEnum):
    text = "text"
    integer = "integer"
    date = "date"
    choice = "choice"
    money = "money"
    moment = "moment"
    """A day with its hour in Hunan; on paper and in files to the minute."""


class Holds(StrEnum):
    """The class of what a column tells, as the tables name it (domain.md §3.6)."""

    public = "public"
    internal = "internal"
    personal = "personal"


def _no_choices() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` is ours, `header` is Chinese and stands in the file.

    `choices` maps what people read to what is stored; either is accepted. `least` and `most` bound
    integers, `longest` texts (characters). `aliases` are headers of files we did not design: every
    bank calls its columns something else. `words` are for lists that are only given out: what is
    stored, and what it is called, which several codes may share. `holds` is the class of its
    contents: what everybody may read has public columns only.
    """

    key: str
    header: str
    kind: Kind = Kind.text
    required: bool = False
    example: str = ""
    notes: str = ""
    choices: Mapping[str, str] = field(default_factory=_no_choices)
    least: int = 0
    most: int = 10**9
    longest: int = 500
    aliases: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=_no_choices)
    holds: Holds = Holds.public


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    A kind of file. `natural_key` names the columns that say which thing a row speaks of; where
    things have a number of ours in the column `number_key`, a row that bears one is known by it.
    """

    title: str
    columns: tuple[Column, ...]
    natural_key: tuple[str, ...] = ()
    most_rows: int = 5000
    number_key: str = ""

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        headers = [name for column in self.columns for name in (column.header, *column.aliases)]
        assert len(set(keys)) == len(keys), "column keys repeat"
        assert len(set(headers)) == len(headers), "column headers repeat"
        assert set(self.natural_key) <= set(keys), "the natural key names unknown columns"
        assert self.number_key in ("", *keys), "the number's key names an unknown column"
        assert all(
            bool(column.choices) == (column.kind is Kind.choice) for column in self.columns
        ), "choices belong to choice columns"


def numbered(things: Iterable[tuple[int, str]]) -> dict[str, str]:
    """
    Choices of *things*, (id, name): names that several bear say which by their number. Of none
    there are none, and no column.
    """
    listed = list(things)
    names = Counter(name for _id, name in listed)
    return {
        (name if names[name] == 1 else f"{name}（{number}）"): str(number)
        for number, name in listed
    }


class SheetRefused(ValueError):
    """A file that cannot be read at all; `message` says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
