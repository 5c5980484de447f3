"""A county's list of homes: row by row, as often as it is sent."""

from collections.abc import Sequence
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import command, unit_of_work
from match.foundation.errors import Invalid, MatchError
from match.foundation.language import _
from match.homes.commands._shared import main_home
from match.homes.commands.registering import describe_home, register_home
from match.homes.forms import HomeForm, HomeRow
from match.homes.states import HomeKind


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
            raise Invalid({"site_source": _("新登记的儿童之家要填写场所来源。")})
        await register_home(actor, _merged(row, None))
        return "created"
    before = _form_of(known)
    after = _merged(row, before)
    if after == before:
        return "unchanged"
    await describe_home(actor, known["id"], after)
    return "updated"


@command
async def import_homes(actor: Actor, rows: Sequence[HomeRow]) -> list[Outcome]:
    """Every row that can be taken; a refused one takes no other with it."""
    return [await _one(actor, row) for row in rows]


async def try_homes(actor: Actor, rows: Sequence[HomeRow]) -> list[Outcome]:
    """What `import_homes` would do: it is done, looked at, and undone."""
    outcomes: list[Outcome] = []
    try:
        async with unit_of_work():
            outcomes += await import_homes(actor, rows)
            raise _OnlyTrying
    except _OnlyTrying:
        return outcomes


async def _one(actor: Actor, row: HomeRow) -> Outcome:
    try:
        return Outcome(row.number, row.name or row.village, await import_home(actor, row))
    except Invalid as refusal:
        message = " ".join(refusal.fields.values())
    except MatchError as refusal:
        message = refusal.message
    return Outcome(row.number, row.name or row.village, "refused", message)


def _form_of(home: dict[str, Any]) -> HomeForm:
    """A home's row as the form that would make it; lists in the order of their codes."""
    held: dict[str, Any] = {name: home[name] for name in HomeForm.__struct_fields__}
    held |= {name: sorted(home[name]) for name in ("facilities", "documents")}
    held["kind"] = HomeKind(home["kind"])
    return HomeForm(**held)


def _merged(row: HomeRow, before: HomeForm | None) -> HomeForm:
    """The home as it should be: what the row says, over what is known."""
    held = set() if before is None else {*before.facilities, *before.documents}
    held |= {code for code, there in row.equipment.items() if there}
    held -= {code for code, there in row.equipment.items() if not there}
    told: dict[str, Any] = {
        name: given
        for name in ("name", "site_source", "indoor_area_m2", "area_reason", "director_kind")
        if (given := getattr(row, name)) is not None
    }
    told["facilities"] = sorted(code for code in held if code.startswith("FAC-"))
    told["documents"] = sorted(code for code in held if code.startswith("DOC-"))
    if before is not None:
        return msgspec.structs.replace(before, **told)
    named: dict[str, Any] = {"name": _("%(village)s儿童之家") % {"village": row.village}} | told
    return HomeForm(division=row.division, kind=HomeKind.main, **named)
