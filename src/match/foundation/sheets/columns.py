"""What a sheet is: its columns in the words of the people who fill it, and its limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Value = str | int | date | None
"""A cell as the rooms see it: text and choices as str, money as fen; None if empty."""


class Kind(StrEnum):
    text = "text"
    integer = "integer"
    date = "date"
    choice = "choice"
    money = "money"


def _no_choices() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` is ours, `header` is Chinese and stands in the file.

    `choices` maps what people read to what is stored; either is accepted. `least` and `most` bound
    integers, `longest` texts (characters). `aliases` are headers of files we did not design: every
    bank calls its columns something else.
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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of file. `natural_key` names the columns that say which thing a row speaks of."""

    title: str
    columns: tuple[Column, ...]
    natural_key: tuple[str, ...] = ()
    most_rows: int = 5000

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        headers = [name for column in self.columns for name in (column.header, *column.aliases)]
        assert len(set(keys)) == len(keys), "column keys repeat"
        assert len(set(headers)) == len(headers), "column headers repeat"
        assert set(self.natural_key) <= set(keys), "the natural key names unknown columns"
        assert all(
            bool(column.choices) == (column.kind is Kind.choice) for column in self.columns
        ), "choices belong to choice columns"


class SheetRefused(ValueError):
    """A file that cannot be read at all; `message` says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
