"""Reading purchases: for everybody, for the department, for suppliers whom they suit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from match.files.queries import Stored, stored
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, value
from match.foundation.permissions import Permission
from match.foundation.workdays import working_days
from match.places.queries import divisions
from match.places.rules import code_from
from match.tenders import policy, rules
from match.tenders.commands._shared import is_public, legal_periods
from match.tenders.facts import TenderFacts
from match.tenders.loading import criteria_by_tender, load, not_found
from match.tenders.public import TenderView, tender_view
from match.tenders.states import OPEN, TENDER_MACHINE, TenderStatus

_TENDER = (
    "SELECT t.*, g.name AS purchaser, d.path FROM tender t"
    " JOIN organisation g ON g.id = t.organisation_id JOIN division d ON d.code = t.division "
)
_LIST = """
WHERE t.status = ANY($1)
AND (cardinality($2::text[]) = 0
     OR EXISTS (SELECT FROM unnest(t.areas) AS area, unnest($2::text[]) AS asked
                WHERE starts_with(area, asked) OR starts_with(asked, area)))
AND ($3 = '' OR t.title ILIKE '%' || $3 || '%' OR t.requirements ILIKE '%' || $3 || '%')
AND (cardinality($4::text[]) = 0 OR t.category = ANY($4)
     OR split_part(t.category, '-', 1) = ANY($4))
AND ($5::bigint IS NULL OR t.id < $5)
ORDER BY t.id DESC LIMIT $6
"""
_HELD = """
WHERE EXISTS (SELECT FROM unnest($1::text[]) AS held WHERE starts_with(t.division, held))
"""
# Who might answer: verified today, with the fields and areas of what they have on offer.
_SUPPLIERS = """
SELECT g.id, g.kind, g.division, g.skills,
  coalesce(array_agg(DISTINCT o.category) FILTER (WHERE o.id IS NOT NULL), '{}') AS offered,
  coalesce((SELECT array_agg(DISTINCT area) FROM offer p, unnest(p.areas) AS area
            WHERE p.organisation_id = g.id AND p.status IN ('published', 'reserved')), '{}')
    AS reaches
FROM organisation g
LEFT JOIN offer o ON o.organisation_id = g.id AND o.status IN ('published', 'reserved')
WHERE g.status = 'verified' AND g.verified_until >= $1 AND ($2::bigint IS NULL OR g.id = $2)
GROUP BY g.id ORDER BY g.id
"""


class TenderFile(msgspec.Struct, frozen=True):
    """A purchase as the department sees it: ``may_write`` is True or the reason why not."""

    view: TenderView
    budget_line: str
    drafted_by: int
    may_write: bool | str
    verbs: tuple[str, ...]


class Sighting(msgspec.Struct, frozen=True):
    """One line of the splitting watch's book; money in fen. ``tender_id`` is None for a draft that
    was refused before it was kept."""

    tender_id: int | None
    organisation_id: int
    purchaser: str
    division: str
    fiscal_year: int
    budget_line: str
    item_code: str
    budget_fen: int
    together_fen: int
    limit_fen: int
    refused: bool
    at: datetime


class Department(msgspec.Struct, frozen=True):
    """A body that buys. ``division`` is its seat."""

    id: int
    name: str
    division: str


async def facts(tender_id: int) -> TenderFacts:
    """A purchase with all its terms, for the rooms that carry it on. Raises NotFound."""
    return await load(tender_id)


async def public_tender(tender_id: int) -> TenderView:
    """
    A purchase whose intent or notice went out, also once it is over. Raises NotFound for plans.
    """
    row = await one(_TENDER + "WHERE t.id = $1", tender_id)
    if row is None or not is_public(row):
        raise not_found()
    return (await _views([row]))[0]


async def tenders_by_ids(ids: Sequence[int]) -> list[TenderView]:
    """Open notices in the order of *ids*; what is no longer open is left out."""
    found = await rows(
        _TENDER + "WHERE t.id = ANY($1) AND t.status = ANY($2)", list(ids), _texts(OPEN)
    )
    views = {view.id: view for view in await _views(found)}
    return [views[tender_id] for tender_id in ids if tender_id in views]


async def open_tenders(
    *,
    areas: Sequence[str] = (),
    text: str = "",
    categories: Sequence[str] = (),
    after: int | None = None,
    limit: int = 20,
) -> list[TenderView]:
    """Open notices by id, newest first, for the JSON list and when search does not answer."""
    found = await rows(
        _TENDER + _LIST,
        _texts(OPEN),
        list(areas),
        text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        list(categories),
        after,
        limit,
    )
    return await _views(found)


async def count_open() -> int:
    """How many purchases take answers."""
    return await value("SELECT count(*) FROM tender WHERE status = ANY($1)", _texts(OPEN))


async def tender_file(actor: Actor, tender_id: int) -> TenderFile:
    """A purchase in full, for its department and who audits it. NotFound for everybody else."""
    row = await one(_TENDER + "WHERE t.id = $1", tender_id)
    if row is None or not policy.can_see(
        actor, row["organisation_id"], row["division"], public=False
    ):
        raise not_found()
    return TenderFile(
        view=(await _views([row]))[0],
        budget_line=row["budget_line"],
        drafted_by=row["drafted_by"],
        may_write=policy.can_write(actor, row["organisation_id"], row["division"]),
        verbs=tuple(TENDER_MACHINE.verbs(TenderStatus(row["status"]))),
    )


async def document_of(actor: Actor, tender_id: int, position: int) -> Stored:
    """
    One file of a notice, counted from 1: of a public one for everybody, of a draft for its
    department. Raises NotFound.
    """
    row = await one(
        "SELECT organisation_id, division, status, published_at, intent_at, documents"
        " FROM tender WHERE id = $1",
        tender_id,
    )
    if row is None or not policy.can_see(
        actor, row["organisation_id"], row["division"], public=is_public(row)
    ):
        raise not_found()
    if not 0 < position <= len(row["documents"]):
        raise not_found()
    return await stored(SYSTEM, row["documents"][position - 1])


async def department_tenders(actor: Actor, limit: int = 100) -> list[TenderView]:
    """The purchases of the departments this person buys for, newest first."""
    found = await rows(
        _TENDER + _HELD + "ORDER BY t.id DESC LIMIT $2",
        list(actor.scope(Permission.tenders_publish)),
        limit,
    )
    return await _views(
        [
            row
            for row in found
            if policy.can_write(actor, row["organisation_id"], row["division"]) is True
        ]
    )


async def departments(actor: Actor) -> list[Department]:
    """The verified bodies this person may buy for, by their seat."""
    scopes = list(actor.scope(Permission.tenders_publish))
    found = await rows(
        "SELECT id, name, kind, division FROM organisation WHERE status = 'verified'"
        " AND EXISTS (SELECT FROM unnest($1::text[]) AS held WHERE starts_with(division, held))"
        " ORDER BY division, id",
        scopes,
    )
    return [
        Department(row["id"], row["name"], row["division"])
        for row in found
        if rules.purchaser_complaint(row["kind"]) is None
        and policy.can_write(actor, row["id"], row["division"]) is True
    ]


async def split_sightings(actor: Actor, limit: int = 200) -> list[Sighting]:
    """What the splitting watch saw in the areas this person watches (finance, auditors), newest
    first; nothing for everybody else."""
    found = await rows(
        "SELECT s.*, g.name AS purchaser FROM tender_split s"
        " JOIN organisation g ON g.id = s.organisation_id"
        " WHERE EXISTS (SELECT FROM unnest($1::text[]) AS held WHERE starts_with(s.division, held))"
        " ORDER BY s.id DESC LIMIT $2",
        list(actor.scope(Permission.tenders_watch)),
        limit,
    )
    return [
        Sighting(**{field: row[field] for field in Sighting.__struct_fields__}) for row in found
    ]


async def suitable_suppliers(tender_id: int) -> list[rules.Fit]:
    """The organisations a notice suits, best known to the field first; the department not among
    them. Raises NotFound for a notice that is not public."""
    view = await public_tender(tender_id)
    found = [
        fit
        for supplier in await _suppliers(None)
        if supplier.id != view.organisation_id and (fit := _fit(supplier, view)) is not None
    ]
    return sorted(
        found, key=lambda fit: (-len(fit.skills), not fit.same_field, fit.organisation_id)
    )


async def suitable_tenders(
    organisation_id: int, limit: int = 20
) -> list[tuple[TenderView, rules.Fit]]:
    """Open notices that suit an organisation, the first to close first."""
    suppliers = await _suppliers(organisation_id)
    if not suppliers:
        return []
    views = await open_tenders(limit=500)
    fitting = [
        (view, fit)
        for view in sorted(views, key=lambda view: (view.dates.closes_on, view.id))
        if view.organisation_id != organisation_id and (fit := _fit(suppliers[0], view)) is not None
    ]
    return fitting[:limit]


def _fit(supplier: rules.Supplier, view: TenderView) -> rules.Fit | None:
    return rules.fit(supplier, areas=view.areas, category=view.category, skills=view.skills)


async def _suppliers(organisation_id: int | None) -> list[rules.Supplier]:
    return [
        rules.Supplier(
            id=row["id"],
            kind=row["kind"],
            division=row["division"],
            skills=frozenset(row["skills"]),
            offered=frozenset(row["offered"]),
            reaches=tuple(row["reaches"]),
        )
        for row in await rows(_SUPPLIERS, clock.today(), organisation_id)
    ]


async def _views(found: list[dict[str, Any]]) -> list[TenderView]:
    areas = {area for row in found for area in row["areas"]}
    places = await divisions([code_from(area) for area in areas])
    names = {area: places[code].name for area in areas if (code := code_from(area)) in places}
    days, lengths = await working_days(), legal_periods()
    criteria = await criteria_by_tender([row["id"] for row in found])
    return [
        tender_view(
            row,
            names,
            rules.dates(row["closes_on"], row["decides_on"], lengths, days),
            criteria.get(row["id"], ()),
        )
        for row in found
    ]


def _texts(statuses: frozenset[TenderStatus]) -> list[str]:
    return [str(status) for status in statuses]
