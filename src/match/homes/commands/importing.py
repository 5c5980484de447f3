"""A county's list of homes: row by row, as often as it is sent."""

from collections.abc import Sequence

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import command, unit_of_work
from match.foundation.errors import Invalid, MatchError
from match.foundation.language import _
from match.homes.commands._book import Book, form_of, merged, write
from match.homes.commands._shared import main_home
from match.homes.commands.registering import describe_home, register_home
from match.homes.forms import HomeRow


class Outcome(msgspec.Struct, frozen=True):
    """What became, or would become, of a row: created, updated, unchanged, or refused and why."""

    number: int
    name: str
    result: str
    message: str = ""


class _OnlyTrying(Exception):
    """Carries the outcomes out of a transaction that must leave nothing behind."""


@command
async def import_home(actor: Actor, row: HomeRow) -> str:
    """
    One row of a county's list: ``created``, ``updated`` or ``unchanged``.

    The natural key is the village: it has one main home. A cell left empty leaves what is known
    as it is, so that a list can add to a home and never blank it. Raises what registering does.
    """
    known = await main_home(row.division)
    if known is None:
        if row.site_source is None:
            raise _without_source()
        await register_home(actor, merged(row, None))
        return "created"
    before = form_of(known)
    after = merged(row, before)
    if after == before:
        return "unchanged"
    await describe_home(actor, known["id"], after)
    return "updated"


@command
async def import_homes(actor: Actor, rows: Sequence[HomeRow]) -> list[Outcome]:
    """
    Every row that can be taken; a refused one takes no other with it.

    What `import_home` does to each row in turn, with the same outcomes, but read, checked and
    written together: five thousand rows one by one took a minute of the county's patience.
    """
    book = await Book.of(actor, rows)
    outcomes = [_one(book, row) for row in rows]
    await write(actor, book)
    return outcomes


async def try_homes(actor: Actor, rows: Sequence[HomeRow]) -> list[Outcome]:
    """What `import_homes` would do: it is done, looked at, and undone."""
    outcomes: list[Outcome] = []
    try:
        async with unit_of_work():
            outcomes += await import_homes(actor, rows)
            raise _OnlyTrying
    except _OnlyTrying:
        return outcomes


def _one(book: Book, row: HomeRow) -> Outcome:
    try:
        return Outcome(row.number, row.name or row.village, _entered(book, row))
    except Invalid as refusal:
        message = " ".join(refusal.fields.values())
    except MatchError as refusal:
        message = refusal.message
    return Outcome(row.number, row.name or row.village, "refused", message)


def _entered(book: Book, row: HomeRow) -> str:
    """What `import_home` does, on the book instead of the tables."""
    before = book.known(row.division)
    if before is None and row.site_source is None:
        raise _without_source()
    after = merged(row, before)
    if after == before:
        return "unchanged"
    book.enter(after)
    return "created" if before is None else "updated"


def _without_source() -> Invalid:
    return Invalid({"site_source": _("新登记的儿童之家要填写场所来源。")})
