"""What a list is when it is given out: columns, rows, and the filter in words."""

import operator
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar, cast

from match.foundation.language import _
from match.foundation.sheets.columns import Holds, Sheet, Value
from match.site.exporting.columns import said

MOST = 50_000
"""Rows of one file: twice the villages of the province. What is more is asked for in parts."""

A_BATCH = 500
Row = Mapping[str, Value]
Batches = AsyncIterator[Sequence[Row]]
Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class Export:
    """
    A list to be given out. *name* is ours (in the trail and in file names), the sheet's title the
    reader's. *chosen* is the filter in words, as (what, value). *public*: everybody may have it,
    under the licence of the open data; all others leave a line in the trail.
    """

    name: str
    sheet: Sheet
    rows: Batches
    chosen: Sequence[tuple[str, str]] = ()
    public: bool = False

    def __post_init__(self) -> None:
        assert self.name.replace("-", "").isalnum(), "the name of an export goes into file names"
        assert not self.public or all(
            column.holds is Holds.public for column in self.sheet.columns
        ), "a public list has public columns only"


def in_words(export: Export) -> str:
    """The filter as one line; what needs no heading (a place, a category) has none."""
    return _("；").join(
        f"{what}{_('：')}{value}" if what else value for what, value in export.chosen
    )


async def in_batches(shown: Sequence[Shown], row: Callable[[Shown], Row]) -> Batches:
    """A list that its page reads as a whole, told by *row*."""
    for start in range(0, len(shown), A_BATCH):
        yield [row(one) for one in shown[start : start + A_BATCH]]


async def each_page(
    fetch: Callable[[int], Awaitable[Sequence[Shown]]], row: Callable[[Shown], Row]
) -> Batches:
    """A list that is read page by page, from 1 until one is empty, told by *row*."""
    number = 1
    while shown := await fetch(number):
        yield [row(one) for one in shown]
        number += 1


class Numbered(Protocol):
    """What is paged by its id."""

    @property
    def id(self) -> int: ...


Listed = TypeVar("Listed", bound=Numbered)


async def each_after(
    fetch: Callable[[int], Awaitable[Sequence[Listed]]], row: Callable[[Listed], Row]
) -> Batches:
    """A list that is read on from the last id shown, 0 at first, until nothing comes."""
    after = 0
    while shown := await fetch(after):
        yield [row(one) for one in shown]
        after = shown[-1].id


async def each_before(
    fetch: Callable[[int | None], Awaitable[Sequence[Listed]]], row: Callable[[Listed], Row]
) -> Batches:
    """A list that is read on before the last id shown, None at first, until nothing comes."""
    before: int | None = None
    while shown := await fetch(before):
        yield [row(one) for one in shown]
        before = shown[-1].id


def telling(sheet: Sheet, **others: Callable[[Any], Any]) -> Callable[[Any], Row]:
    """
    What makes a row of what the page shows: each column is the attribute of its name, unless
    *others* says how else it is found. Yes and no, states and lists of words become text.
    """
    finders = {
        column.key: others.get(column.key) or operator.attrgetter(column.key)
        for column in sheet.columns
    }

    def row(shown: Any) -> Row:
        return {key: _told(find(shown)) for key, find in finders.items()}

    return row


def _told(found: Any) -> Value:
    if isinstance(found, bool):
        return said(found)
    if isinstance(found, str):
        return str(found)
    if isinstance(found, tuple | list):
        return _("、").join(str(one) for one in cast("Sequence[object]", found))
    assert found is None or isinstance(found, int | date), "a cell is text, a number or a day"
    return found
