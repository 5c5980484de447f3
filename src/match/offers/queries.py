"""Reading offers: for the public, for the giver, for the desks that decide and match."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.offers import policy
from match.offers.public import OfferView, may_stand_open, offer_view
from match.offers.states import LIVE, OFFER_MACHINE, OPEN, PUBLIC, OfferStatus
from match.places.queries import divisions
from match.places.rules import code_from

_OFFER = (
    "SELECT o.*, g.name AS organisation_name, g.kind AS organisation_kind,"
    " g.status AS organisation_status, g.verified_until, g.withheld_at"
    " FROM offer o LEFT JOIN organisation g ON g.id = o.organisation_id "
)
# What stands open to everybody: no money, no giver whose verification has ended.
_STANDS_OPEN = (
    " o.category NOT LIKE 'FND%' AND o.mode NOT IN ('MONEY', 'PROJFUND')"
    " AND (o.organisation_id IS NULL OR (g.status = 'verified' AND g.verified_until >= $1)) "
)
# What is found by those who search: of these, no giver that owes a report for long.
_FOUND = _STANDS_OPEN + "AND g.withheld_at IS NULL "
_COUNT = "SELECT count(*) FROM offer o LEFT JOIN organisation g ON g.id = o.organisation_id WHERE"
# The area asked for lies inside one of the offer's, or contains one.
_REACHES = """
AND o.status = ANY($2)
AND (cardinality($3::text[]) = 0
     OR EXISTS (SELECT FROM unnest(o.areas) AS area, unnest($3::text[]) AS asked
                WHERE starts_with(area, asked) OR starts_with(asked, area)))
"""
_WAITING = """
WHERE o.status = 'verifying'
AND EXISTS (SELECT FROM unnest($1::text[]) AS held
            WHERE starts_with(o.division, held)
               OR NOT EXISTS (SELECT FROM unnest(o.areas) AS area
                              WHERE NOT starts_with(area, held)))
AND NOT o.submitted_by = ANY($2)
AND (o.organisation_id IS NULL OR NOT o.organisation_id = ANY($3))
ORDER BY o.submitted_at, o.id LIMIT $4
"""
_LIST = (
    _OFFER
    + "WHERE"
    + _FOUND
    + _REACHES
    + """
AND ($4 = '' OR o.title ILIKE '%' || $4 || '%' OR o.conditions ILIKE '%' || $4 || '%')
AND (cardinality($5::text[]) = 0 OR o.category = ANY($5)
     OR split_part(o.category, '-', 1) = ANY($5))
AND (cardinality($6::text[]) = 0 OR o.mode = ANY($6))
AND ($7::bigint IS NULL OR o.id < $7)
ORDER BY o.id DESC LIMIT $8
"""
)


class OfferFile(msgspec.Struct, frozen=True):
    """An offer as the giver and the staff see it."""

    view: OfferView
    division: str
    groups: tuple[str, ...]
    unit_value_fen: int | None
    for_need: int | None
    submitted_by: int
    moderated_by: int | None
    answer: str
    submitted_at: datetime | None
    next_check_at: datetime | None
    own: bool
    may_moderate: bool | str
    verbs: tuple[str, ...]


async def public_offer(actor: Actor, offer_id: int, *, verified: bool = False) -> OfferView:
    """
    A public offer. Raises NotFound for others, and for money unless the reader acts for a
    *verified* organisation, gave it, or works on it.
    """
    row = await one(_OFFER + "WHERE o.id = $1", offer_id)
    if row is None or OfferStatus(row["status"]) not in PUBLIC:
        raise _nothing()
    view = (await _views([row]))[0]
    insider = policy.can_see(
        actor, row["division"], row["areas"], row["organisation_id"], row["submitted_by"]
    )
    if not (may_stand_open(view) or insider or (verified and view.money)):
        raise _nothing()
    return view


async def any_offer(offer_id: int) -> OfferView | None:
    """An offer whatever its state, for code that decides itself what may be shown of it."""
    row = await one(_OFFER + "WHERE o.id = $1", offer_id)
    return None if row is None else (await _views([row]))[0]


async def offers_by_ids(ids: Sequence[int]) -> list[OfferView]:
    """
    Offers that stand open, in the order of *ids*; what no longer does is left out. Search hits
    are always read again here: the index may be behind.
    """
    found = await rows(
        _OFFER + "WHERE" + _FOUND + "AND o.id = ANY($2) AND o.status = ANY($3)",
        clock.today(),
        list(ids),
        _texts(PUBLIC),
    )
    views = {view.id: view for view in await _views(found)}
    return [views[offer_id] for offer_id in ids if offer_id in views]


async def open_offers(
    *,
    areas: Sequence[str] = (),
    text: str = "",
    categories: Sequence[str] = (),
    modes: Sequence[str] = (),
    after: int | None = None,
    limit: int = 20,
) -> list[OfferView]:
    """
    Open offers by id, newest first, for the JSON list and when search does not answer.

    *areas* are division prefixes: offers for one of them, for what contains it or what it
    contains; none means everywhere. *categories* are roots or leaves, *after* is the last id seen.
    """
    found = await rows(
        _LIST,
        clock.today(),
        _texts(OPEN),
        list(areas),
        text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        list(categories),
        list(modes),
        after,
        limit,
    )
    return await _views(found)


async def money_offers(areas: Sequence[str] = (), limit: int = 100) -> list[OfferView]:
    """Open money offers that reach one of *areas*. Call it for a verified organisation only."""
    found = await rows(
        _OFFER + "WHERE (o.category LIKE 'FND%' OR o.mode IN ('MONEY', 'PROJFUND'))"
        " AND g.status = 'verified' AND g.verified_until >= $1 "
        + _REACHES
        + "ORDER BY o.id DESC LIMIT $4",
        clock.today(),
        _texts(OPEN),
        list(areas),
        limit,
    )
    return await _views(found)


async def acts_for_verified(actor: Actor) -> bool:
    """Whether the reader acts for an organisation whose verification holds today."""
    return await value(
        "SELECT EXISTS (SELECT FROM organisation WHERE id = ANY($1) AND status = 'verified'"
        " AND verified_until >= $2)",
        list(actor.organisations),
        clock.today(),
    )


async def own_organisations(actor: Actor) -> list[tuple[int, str]]:
    """The organisations this person may give for, as (id, name)."""
    found = await rows(
        "SELECT id, name FROM organisation WHERE id = ANY($1)"
        " AND status IN ('applied', 'verified') ORDER BY id",
        list(actor.organisations),
    )
    return [(row["id"], row["name"]) for row in found]


async def offer_file(actor: Actor, offer_id: int) -> OfferFile:
    """An offer in full, for its giver and for who works on it. NotFound for everybody else."""
    row = await one(_OFFER + "WHERE o.id = $1", offer_id)
    if row is None:
        raise _nothing()
    whose = (row["division"], row["areas"], row["organisation_id"], row["submitted_by"])
    if not policy.can_see(actor, *whose):
        raise _nothing()
    return OfferFile(
        view=(await _views([row]))[0],
        division=row["division"],
        groups=tuple(row["groups"]),
        unit_value_fen=row["unit_value_fen"],
        for_need=row["for_need"],
        submitted_by=row["submitted_by"],
        moderated_by=row["moderated_by"],
        answer=row["answer"],
        submitted_at=row["submitted_at"],
        next_check_at=row["next_check_at"],
        own=policy.is_own(actor, row["organisation_id"], row["submitted_by"]),
        may_moderate=policy.can_moderate(actor, *whose),
        verbs=tuple(OFFER_MACHINE.verbs(OfferStatus(row["status"]))),
    )


async def my_offers(actor: Actor, limit: int = 100) -> list[OfferView]:
    """What this person, or an organisation they act for, has offered, newest first."""
    found = await rows(
        _OFFER + "WHERE o.organisation_id = ANY($1) OR (o.organisation_id IS NULL"
        " AND o.submitted_by = $2) ORDER BY o.id DESC LIMIT $3",
        list(actor.organisations),
        actor.id,
        limit,
    )
    return await _views(found)


async def waiting_offers(actor: Actor, limit: int = 100) -> list[OfferView]:
    """The moderators' queue: what waits where the reader may moderate, oldest first. Their own
    are left out: somebody else decides on those."""
    found = await rows(
        _OFFER + _WAITING,
        list(actor.scope(Permission.offers_moderate)),
        [who for who in (actor.id, actor.covering) if who is not None],
        list(actor.organisations),
        limit,
    )
    return await _views(found)


async def count_open(areas: Sequence[str] = ()) -> int:
    """How many open offers reach one of *areas*, money left out; none means everywhere."""
    return await value(
        _COUNT + _STANDS_OPEN + _REACHES,
        clock.today(),
        _texts(OPEN),
        list(areas),
    )


async def given_by(organisation_id: int, limit: int = 20) -> list[OfferView]:
    """What one organisation has on offer, for its page."""
    found = await rows(
        _OFFER + "WHERE" + _STANDS_OPEN + "AND o.organisation_id = $2 AND o.status = ANY($3)"
        " ORDER BY o.id DESC LIMIT $4",
        clock.today(),
        organisation_id,
        _texts(LIVE),
        limit,
    )
    return await _views(found)


async def _views(found: list[dict[str, Any]]) -> list[OfferView]:
    prefixes = {prefix for row in found for prefix in row["areas"]}
    places = await divisions([code_from(prefix) for prefix in prefixes])
    names = {
        prefix: places[code].name for prefix in prefixes if (code := code_from(prefix)) in places
    }
    today = clock.today()
    return [offer_view(row, names, today) for row in found]


def _texts(statuses: frozenset[OfferStatus]) -> list[str]:
    return [str(status) for status in statuses]


def _nothing() -> NotFound:
    return NotFound(_("没有找到这条供给，可能已撤回或过期。"))
