"""A list of homes being entered: what is known, read at once; what is new, written at once."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import msgspec

from match.foundation.actor import Actor
from match.foundation.audit import record_all, record_each
from match.foundation.db import rows as ask
from match.foundation.decisions import require
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.outbox import tell_each
from match.foundation.parameters import whole
from match.homes import policy
from match.homes.commands.registering import complaints_about
from match.homes.forms import HomeForm, HomeRow
from match.homes.states import HomeKind
from match.places.queries import Place, divisions

_INSERT = """
INSERT INTO home (name, division, kind, status, site_source, co_location, indoor_area_m2,
  area_reason, facilities, documents, director_kind)
SELECT h.name, h.division, 'main', 'planned', h.site_source, h.co_location, h.indoor_area_m2,
  h.area_reason, h.facilities, h.documents, h.director_kind
FROM jsonb_to_recordset($1::jsonb) AS h (name varchar, division varchar, site_source varchar,
  co_location varchar[], indoor_area_m2 int, area_reason text, facilities varchar[],
  documents varchar[], director_kind varchar)
RETURNING id, division
"""
# As `describe_home` does: the township's word was for that area and that reason.
_UPDATE = """
UPDATE home SET name = h.name, site_source = h.site_source, indoor_area_m2 = h.indoor_area_m2,
  area_reason = h.area_reason, facilities = h.facilities, documents = h.documents,
  director_kind = h.director_kind,
  area_approved_by = CASE WHEN home.indoor_area_m2 IS NOT DISTINCT FROM h.indoor_area_m2
    AND home.area_reason = h.area_reason THEN area_approved_by END,
  area_approved_at = CASE WHEN home.indoor_area_m2 IS NOT DISTINCT FROM h.indoor_area_m2
    AND home.area_reason = h.area_reason THEN area_approved_at END
FROM jsonb_to_recordset($1::jsonb) AS h (id bigint, name varchar, site_source varchar,
  indoor_area_m2 int, area_reason text, facilities varchar[], documents varchar[],
  director_kind varchar)
WHERE home.id = h.id
"""
_FIELDS = (
    "name",
    "site_source",
    "indoor_area_m2",
    "area_reason",
    "facilities",
    "documents",
    "director_kind",
)


class Book:
    """The main homes of the villages of a list, as they are and as they become row by row."""

    def __init__(
        self,
        actor: Actor,
        homes: Mapping[str, dict[str, Any]],
        places: Mapping[str, Place],
        least_m2: int,
    ) -> None:
        self.homes = homes
        self.entered: dict[str, HomeForm] = {}
        self._actor = actor
        self._places = places
        self._least_m2 = least_m2

    @classmethod
    async def of(cls, actor: Actor, listed: Sequence[HomeRow]) -> Self:
        """Read, and lock, what the list speaks of."""
        codes = sorted({row.division for row in listed})
        found = await ask(
            "SELECT * FROM home WHERE division = ANY($1) AND kind = 'main'"
            " AND status <> 'closed' ORDER BY id FOR UPDATE",
            codes,
        )
        return cls(
            actor,
            {home["division"]: home for home in found},
            await divisions(codes),
            await whole("home.indoor_area_min_m2"),
        )

    def known(self, division: str) -> HomeForm | None:
        """The village's home as the rows before this one left it."""
        if division in self.entered:
            return self.entered[division]
        home = self.homes.get(division)
        return None if home is None else form_of(home)

    def enter(self, form: HomeForm) -> None:
        """A home as it is to be. Raises Denied and Invalid as registering and describing do."""
        home = self.homes.get(form.division)
        if home is None:
            require(policy.can_register(self._actor, form.division))
        else:
            require(policy.can_keep(self._actor, home["id"], form.division))
        place = self._places.get(form.division)
        complaints = complaints_about(form, place, self._least_m2, None)
        if complaints:
            raise Invalid(complaints)
        self.entered[form.division] = form


async def write(actor: Actor, book: Book) -> None:
    """What was entered, with its trail and its facts, in a handful of statements."""
    new = [form for code, form in book.entered.items() if code not in book.homes]
    if new:
        made = await ask(_INSERT, msgspec.json.encode(new).decode())
        subjects = [(home["id"], home["division"]) for home in made]
        await record_all(actor, "home.registered", kind="home", subjects=subjects)
        await tell_each("home.registered", [{"home_id": home["id"]} for home in made])
    changed = [
        (book.homes[code], form) for code, form in book.entered.items() if code in book.homes
    ]
    if changed:
        given = [{"id": home["id"]} | _given(form) for home, form in changed]
        await ask(_UPDATE, msgspec.json.encode(given).decode())
        lines = [
            (
                home["id"],
                home["division"],
                {name: (home[name], getattr(form, name)) for name in _FIELDS},
            )
            for home, form in changed
        ]
        await record_each(actor, "home.described", kind="home", lines=lines)
        await tell_each("home.described", [{"home_id": home["id"]} for home, _form in changed])


def _given(form: HomeForm) -> dict[str, Any]:
    return {name: getattr(form, name) for name in _FIELDS}


def form_of(home: Mapping[str, Any]) -> HomeForm:
    """A home's row as the form that would make it; lists in the order of their codes."""
    held: dict[str, Any] = {name: home[name] for name in HomeForm.__struct_fields__}
    held |= {name: sorted(home[name]) for name in ("facilities", "documents")}
    held["kind"] = HomeKind(home["kind"])
    return HomeForm(**held)


def merged(row: HomeRow, before: HomeForm | None) -> HomeForm:
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
