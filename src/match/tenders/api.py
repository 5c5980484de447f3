"""Purchases as JSON: public business for programs."""

from datetime import date, datetime
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody

from match.catalogue import codes
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
from match.tenders.commands import draft_tender
from match.tenders.forms import TenderForm
from match.tenders.public import TenderView
from match.tenders.queries import open_tenders, public_tender

AnyRequest = Request[Any, Any, Any]


class PurchaseAnswer(msgspec.Struct, frozen=True):
    """
    A purchase. ``item_code`` is of the finance ministry's catalogue of 2022, ``method`` a code of
    its own (INTERNAL: below the limit). ``budget_fen`` in fen. Days are in Hunan; the ``…_by`` days
    are legal latest days, ``provisional`` while a year's holidays are not announced.
    """

    id: int
    title: str
    status: str
    method: str
    purchaser: str
    organisation_id: int
    division: str
    category: str
    category_name: str
    item_code: str
    item_name: str
    budget_fen: int
    requirements: str
    acceptance: str
    service_days: int
    areas: tuple[str, ...]
    skills: tuple[str, ...]
    documents: tuple[str, ...]
    published_at: datetime | None
    closes_on: date
    decides_on: date
    result_by: date
    contract_by: date
    contract_published_by: date
    provisional: bool
    reason: str


class PurchasesApi(Controller):
    """Small purchases of services by departments of Hunan."""

    path = "/api/v1/purchases"
    tags = ("purchases",)

    @get("/", summary="Open purchases", opt={"public": True}, responses=problems(400, 422, 503))
    async def listed(
        self,
        q: FromQuery[str] = "",
        area: Area = "",
        category: FromQuery[str] = "",
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> CursorPage[PurchaseAnswer]:
        """Those that still take answers, newest first."""
        found = await open_tenders(
            areas=[scope_asked(area)] if area else [],
            text=q[:200],
            categories=[category] if category else [],
            after=cursor,
            limit=limit + 1,
        )
        return cursor_page([_answer(view) for view in found], limit, lambda answer: answer.id)

    @get(
        "/{tender_id:int}",
        summary="One purchase",
        opt={"public": True},
        responses=problems(404, 503),
    )
    async def one(self, request: AnyRequest, tender_id: FromPath[int]) -> Response[PurchaseAnswer]:
        """Also closed or withdrawn ones; 404 for a draft."""
        view = await public_tender(tender_id)
        return tagged(request, _answer(view), str(view.version))

    @post(
        "/",
        summary="Draft a purchase",
        opt={"permission": "tenders:publish"},
        responses=problems(400, 401, 403, 404, 409, 415, 422, 503),
    )
    async def create(
        self, request: AnyRequest, actor: Who, data: JSONBody[TenderForm], key: IdempotencyKey
    ) -> Response[Made]:
        """
        A draft for a department you buy for; the six answers of 102号令10 must all be false.
        Publishing is a second step, by a person.
        """

        async def create() -> str:
            return f"/purchases/{await draft_tender(actor, data)}"

        return await created(request, actor, key, create)


def _answer(view: TenderView) -> PurchaseAnswer:
    return PurchaseAnswer(
        id=view.id,
        title=view.title,
        status=view.status.value,
        method=view.method.value,
        purchaser=view.purchaser,
        organisation_id=view.organisation_id,
        division=view.division,
        category=view.category,
        category_name=codes.category(view.category).label(),
        item_code=view.item_code,
        item_name=codes.procurement_item(view.item_code).label(),
        budget_fen=view.budget_fen,
        requirements=view.requirements,
        acceptance=view.acceptance,
        service_days=view.service_days,
        areas=view.areas,
        skills=view.skills,
        documents=tuple(
            f"/purchases/{view.id}/documents/{position}"
            for position in range(1, len(view.documents) + 1)
        ),
        published_at=view.published_at,
        closes_on=view.dates.closes_on,
        decides_on=view.dates.decides_on,
        result_by=view.dates.result_by,
        contract_by=view.dates.contract_by,
        contract_published_by=view.dates.contract_published_by,
        provisional=view.dates.provisional,
        reason=view.reason,
    )
