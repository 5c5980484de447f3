"""Offers as JSON: what is open to everybody, and giving by program."""

from datetime import date
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody

from match.catalogue import codes
from match.offers.commands import draft_offer, submit_offer
from match.offers.forms import OfferForm
from match.offers.public import OfferView
from match.offers.queries import acts_for_verified, open_offers, public_offer
from match.places.api import Area, scope_asked
from match.site.api import (
    Cursor,
    CursorPage,
    IdempotencyKey,
    Limit,
    Made,
    created,
    cursor_page,
    problems,
    tagged,
)
from match.site.dependencies import Who

AnyRequest = Request[Any, Any, Any]


class OfferAnswer(msgspec.Struct, frozen=True):
    """
    An offer. ``mode``, ``category``, ``unit`` and ``skills`` are codes of the catalogue; ``areas``
    division prefixes of 2 to 12 digits; ``left`` units that can still be asked for. A person who
    gives is not named: ``organisation_id`` is null.
    """

    id: int
    title: str
    conditions: str
    status: str
    mode: str
    mode_name: str
    category: str
    category_name: str
    quantity: int
    left: int
    least: int
    unit: str
    areas: tuple[str, ...]
    starts_on: date
    ends_on: date
    child_contact: bool
    skills: tuple[str, ...]
    organisation_id: int | None
    giver: str
    verified: bool


class OffersApi(Controller):
    """What organisations and people give. Money is shown to verified organisations only."""

    path = "/api/v1/offers"
    tags = ("offers",)

    @get("/", summary="Open offers", opt={"public": True}, responses=problems(400, 422, 503))
    async def listed(
        self,
        q: FromQuery[str] = "",
        area: Area = "",
        category: FromQuery[str] = "",
        mode: FromQuery[str] = "",
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> CursorPage[OfferAnswer]:
        """Newest first, money left out. *category* is a root or a leaf."""
        found = await open_offers(
            areas=[scope_asked(area)] if area else [],
            text=q[:200],
            categories=[category] if category else [],
            modes=[mode] if mode else [],
            after=cursor,
            limit=limit + 1,
        )
        return cursor_page([_answer(view) for view in found], limit, lambda answer: answer.id)

    @get(
        "/{offer_id:int}",
        summary="One offer",
        opt={"public": True},
        responses=problems(404, 503),
    )
    async def one(
        self, request: AnyRequest, actor: Who, offer_id: FromPath[int]
    ) -> Response[OfferAnswer]:
        """404 for one that is not public, and for money unless you act for a verified body."""
        verified = await acts_for_verified(actor)
        view = await public_offer(actor, offer_id, verified=verified)
        return tagged(request, _answer(view), f"{view.version}-{view.verified}")

    @post(
        "/",
        summary="Offer something",
        opt={"permission": "offers:draft"},
        responses=problems(400, 401, 403, 409, 415, 422, 503),
    )
    async def create(
        self, request: AnyRequest, actor: Who, data: JSONBody[OfferForm], key: IdempotencyKey
    ) -> Response[Made]:
        """
        Write an offer and hand it in. Staff of the giver's seat or of the area decide on it before
        anybody else sees it.
        """

        async def create() -> str:
            made = await draft_offer(actor, data)
            await submit_offer(actor, made)
            return f"/api/v1/offers/{made}"

        return await created(request, actor, key, create)


def _answer(view: OfferView) -> OfferAnswer:
    return OfferAnswer(
        id=view.id,
        title=view.title,
        conditions=view.conditions,
        status=view.status.value,
        mode=view.mode,
        mode_name=codes.mode(view.mode).label(),
        category=view.category,
        category_name=codes.category(view.category).label(),
        quantity=view.units.quantity,
        left=view.left,
        least=view.least,
        unit=view.unit,
        areas=view.areas,
        starts_on=view.starts_on,
        ends_on=view.ends_on,
        child_contact=view.child_contact,
        skills=view.skills,
        organisation_id=view.organisation_id,
        giver=view.giver,
        verified=view.verified,
    )
