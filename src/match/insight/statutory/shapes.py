"""A statutory report as it is before it is a page, a PDF, a Word document or a workbook."""

from datetime import date
from enum import StrEnum

import msgspec

from match.foundation.money import yuan
from match.insight.statutory.periods import Period
from match.places.queries import Place


class Kind(StrEnum):
    """What a column holds: words, a whole number, a whole percent, an amount in fen."""

    words = "words"
    whole = "whole"
    percent = "percent"
    money = "money"


class Column(msgspec.Struct, frozen=True):
    """One column with its unit in its head."""

    head: str
    kind: Kind = Kind.whole


Cell = str | int | None


class Table(msgspec.Struct, frozen=True):
    """One numbered table. Every row has as many cells as there are columns."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


class Report(msgspec.Struct, frozen=True):
    """
    ``as_of``: the day of the numbers that count what stands; ``ended``: the period is over, so
    that nothing in it can grow any more.
    """

    place: Place
    line: tuple[Place, ...]
    period: Period
    as_of: date
    ended: bool
    title: str
    tables: tuple[Table, ...]

    @property
    def number(self) -> str:
        """What a paper carries at its foot."""
        return f"{self.place.code[:6]}-{self.period.key}"


def said(column: Column, cell: Cell) -> str:
    """A cell in words: 1234, 86%, 13,586.50; a dash where nothing is known."""
    if cell is None:
        return "—"
    if isinstance(cell, str):
        return cell
    if column.kind is Kind.money:
        return yuan(cell)
    return f"{cell}%" if column.kind is Kind.percent else str(cell)
