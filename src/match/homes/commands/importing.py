"""A county's list of homes: row by row, as often as it is sent."""

from collections.abc import Sequence

from match.foundation.actor import Actor
from match.foundation.db import command
from match.foundation.errors import Invalid, MatchError
from match.foundation.language import _
from match.foundation.sheets import Sheet
from match.homes.commands._book import Book, form_of, merged, write
from match.homes.commands._shared import main_home
from match.homes.commands.registering import describe_home, register_home
from match.homes.forms import HomeRow
from match.homes.sheet import cells, sheet
from match.site.importing import Diff, Outcome, diffs


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
    columns = sheet()
    outcomes = [_one(book, row, columns) for row in rows]
    await write(actor, book)
    return outcomes


def _one(book: Book, row: HomeRow, columns: Sheet) -> Outcome:
    name = row.name or row.village
    try:
        result, changes = _entered(book, row, columns)
    except Invalid as refusal:
        column, told = next(iter(refusal.fields)), " ".join(refusal.fields.values())
        return Outcome(row.number, name, "refused", told, column=column)
    except MatchError as refusal:
        return Outcome(row.number, name, "refused", refusal.message)
    return Outcome(row.number, name, result, changes=changes)


def _entered(book: Book, row: HomeRow, columns: Sheet) -> tuple[str, tuple[Diff, ...]]:
    """What `import_home` does, on the book instead of the tables, and what it changes."""
    before = book.known(row.division)
    if before is None and row.site_source is None:
        raise _without_source()
    after = merged(row, before)
    if after == before:
        return "unchanged", ()
    book.enter(after)
    if before is None:
        return "created", ()
    return "updated", diffs(columns, cells(before), cells(after))


def _without_source() -> Invalid:
    return Invalid({"site_source": _("新登记的儿童之家要填写场所来源。")})
