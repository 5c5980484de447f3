"""
What a room says of a list it takes in: its columns, what a row means, and the deed.

A room gives one `ImportKind`; pages, the kept check, the refused rows and the history are here,
once, for all of them. The keystone makes the kinds known.
"""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cache
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import unit_of_work
from match.foundation.errors import Denied, Invalid, MatchError, NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.foundation.sheets import Reading, Row, Sheet, Value
from match.foundation.sheets.writing import as_text

About = Mapping[str, str]
"""What a list is about besides its rows: the course of an attendance sheet, an organisation."""


class Diff(msgspec.Struct, frozen=True):
    """One cell that becomes another: the column in words, what is known, what the row says."""

    header: str
    before: str
    after: str


class Outcome(msgspec.Struct, frozen=True):
    """
    What becomes of a row: ``created``, ``updated``, ``unchanged``, or ``refused`` and why.

    *number* is the row in the file, *name* what it speaks of; *column* is a column's key, where
    the reason lies in one cell; *subject* the id of what it made, for a kind that has something to
    hand over afterwards (`ImportKind.handing`).
    """

    number: int
    name: str
    result: str
    message: str = ""
    changes: tuple[Diff, ...] = ()
    column: str = ""
    subject: int = 0


class Refusal(msgspec.Struct, frozen=True):
    """A row that cannot be taken, with what its cells said, to be put right and sent again."""

    number: int
    column: str
    message: str
    written: dict[str, str] = {}


class Numbered(Protocol):
    """A row as a command takes it; it says where in the file it stood."""

    @property
    def number(self) -> int: ...


Item = TypeVar("Item", bound=Numbered)


class Understood(msgspec.Struct, Generic[Item], frozen=True):
    """
    The rows as the deed takes them, refusals by row number, and what else there is to say;
    *reading*: the file as this kind judges its cells, where it judges them once more.
    """

    items: list[Item]
    refused: list[Outcome] = []
    remarks: list[str] = []
    reading: Reading | None = None


class Ask(msgspec.Struct, frozen=True):
    """
    One more thing to say with the file. *shape*: ``hidden``, ``select``, ``radios`` or ``number``.
    """

    name: str
    label: str
    shape: str
    options: list[tuple[str, str]] = []


class Handing(msgspec.Struct, frozen=True):
    """Of the people whom a list invited: how many have not answered, and how many have."""

    waiting: int
    taken: int


class ImportKind(ABC, Generic[Item]):
    """
    A kind of list. *name* stands in the address; *item* is what is kept between the steps;
    *persons_refused*: a row with somebody's identity number is refused.
    """

    name: str
    permission: Permission
    item: type[Item]
    persons_refused: bool = True

    @abstractmethod
    def title(self) -> str:
        """In the language of the request."""

    @abstractmethod
    def intro(self) -> str:
        """What the list is for, and what happens to a row, in a sentence or two."""

    @abstractmethod
    async def sheet(self, actor: Actor, about: About) -> Sheet:
        """The columns, which the exports of the same thing use too."""

    @abstractmethod
    async def understand(self, actor: Actor, about: About, reading: Reading) -> Understood[Item]:
        """The good rows of a file as items. Writes nothing."""

    @abstractmethod
    async def take(self, actor: Actor, about: About, items: Sequence[Item]) -> list[Outcome]:
        """
        Do it, an outcome for each item; a refused one takes no other with it. Called within a
        transaction, for the check as well: then it is undone.
        """

    def same(self, item: Item) -> object:
        """
        What a row speaks of, as the deed finds it again: a second row of it is refused, however it
        is spelled, or each would undo the other. None: rows are things of their own.
        """
        del item
        return None

    def after(self, about: About) -> tuple[str, str]:
        """Where what came in is seen: (address, words)."""
        del about
        return "/desk", _("工作台")

    async def asks(self, actor: Actor, about: About) -> list[Ask]:
        """What to say besides the rows."""
        del actor, about
        return []

    async def about(self, actor: Actor, sent: Mapping[str, Any]) -> About:
        """What was said besides the rows, checked. Raises Invalid by the names of `asks`."""
        del actor, sent
        return {}

    async def allow(self, actor: Actor, about: About) -> str:
        """Who may not, is Denied; returns the division (a prefix) the list belongs to."""
        del about
        if not actor.may(self.permission):
            raise Denied(_("您没有导入这类名单的权限。"))
        return next(iter(actor.scope(self.permission)), "43")

    def offered(self, actor: Actor) -> bool:
        """Whether the list of imports names it: those that hang on one thing are found there."""
        return actor.may(self.permission)

    async def handing(self, made: Sequence[int]) -> Handing | None:
        """How far the things stand that the rows made, where each has a link to be handed on."""
        del made
        return None

    async def hand_over(
        self, actor: Actor, made: Sequence[int]
    ) -> tuple[Sheet, list[dict[str, Value]]]:
        """
        The links, made anew and kept nowhere: those of an earlier time open nothing any more.
        Raises NotFound where a kind has none.
        """
        del actor, made
        raise NotFound(_("这类名单没有要发出的链接。"))

    def kept(self, written: Mapping[str, str]) -> dict[str, str]:
        """What of a refused row's cells may be kept, for a day, sealed."""
        return dict(written)


def complained(number: int, name: str, sheet: Sheet, refusal: Invalid) -> Outcome:
    """A row whose cells were refused by the form behind it: each complaint under its column."""
    headers = {column.key: column.header for column in sheet.columns}
    told = [
        _("%(header)s：%(message)s") % {"header": headers[key], "message": message}
        if key in headers
        else message
        for key, message in refusal.fields.items()
    ]
    first = next((key for key in refusal.fields if key in headers), "")
    return Outcome(number, name, "refused", " ".join(told), column=first)


def once(
    kind: ImportKind[Item], sheet: Sheet, items: Sequence[Item]
) -> tuple[list[Item], list[Outcome]]:
    """The items that are the first to speak of their thing; refusals of the others."""
    column = next(reversed(sheet.natural_key), "")
    seen: dict[object, int] = {}
    first: list[Item] = []
    others: list[Outcome] = []
    for item in items:
        thing = kind.same(item)
        before = item.number if thing is None else seen.setdefault(thing, item.number)
        if before == item.number:
            first.append(item)
        else:
            told = _("与第 %(first)s 行重复，请只保留一行。") % {"first": before}
            others.append(Outcome(item.number, "", "refused", told, column=column))
    return first, others


def understood(reading: Reading, called: str, meant: Callable[[Row], Item]) -> Understood[Item]:
    """
    What each good row is *meant* to be, which raises Invalid as a form does. *called*: the key of
    the column that says what the row speaks of.
    """
    items: list[Item] = []
    refused: list[Outcome] = []
    for row in reading.good:
        try:
            items.append(meant(row))
        except Invalid as refusal:
            refused.append(complained(row.number, str(row.values[called]), reading.sheet, refusal))
    return Understood(items, refused)


async def one_by_one(
    items: Sequence[Item], deed: Callable[[Item], Awaitable[Outcome]]
) -> list[Outcome]:
    """The *deed* for each item, in a savepoint of its own: one bad row never loses others."""
    outcomes: list[Outcome] = []
    for item in items:
        try:
            async with unit_of_work():
                outcomes.append(await deed(item))
        except Invalid as refusal:
            column, message = next(iter(refusal.fields.items()), ("", refusal.message))
            told = " ".join(refusal.fields.values()) or message
            outcomes.append(Outcome(item.number, "", "refused", told, column=column))
        except MatchError as refusal:
            outcomes.append(Outcome(item.number, "", "refused", refusal.message))
    return outcomes


def diffs(
    sheet: Sheet, before: Mapping[str, Value], after: Mapping[str, Value]
) -> tuple[Diff, ...]:
    """The cells that differ, as people read them, in the order of the columns."""
    return tuple(
        Diff(
            column.header,
            as_text(column, before.get(column.key)),
            as_text(column, after.get(column.key)),
        )
        for column in sheet.columns
        if (before.get(column.key) or None) != (after.get(column.key) or None)
    )


def know(*kinds: ImportKind[Any]) -> None:
    """Called by the keystone, once."""
    _known().update({kind.name: kind for kind in kinds})


@cache
def _known() -> dict[str, ImportKind[Any]]:
    return {}


def kind_of(name: str) -> ImportKind[Any]:
    """A kind by its name. Raises NotFound."""
    found = _known().get(name)
    if found is None:
        raise NotFound(_("没有这类名单。"))
    return found


def offered_to(actor: Actor) -> list[ImportKind[Any]]:
    """What this person may import without coming from one thing."""
    return [kind for _name, kind in sorted(_known().items()) if kind.offered(actor)]
