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
from match.tenders.queries import open_tenders, public_dues, public_tender, versions_of

AnyRequest = Request[Any, Any, Any]


class CriterionAnswer(msgspec.Struct, frozen=True):
    """A demand (``pass``, no points) or what scores; ``points`` in hundredths, together 10000."""

    id: int
    kind: str
    title: str
    indicator: str
    points: int


class PurchaseAnswer(msgspec.Struct, frozen=True):
    """
    A purchase. ``item_code`` is of the finance ministry's catalogue of 2022, ``method`` a code of
    its own (INTERNAL: below the limit). ``budget_fen`` in fen. Days are in Hunan; the ``…_by`` days
    are legal latest days, ``provisional`` while a year's holidays are not announced.

    ``mode``: light or full procedures run here, a mirror runs on the official system. ``closes_at``
    is the first instant too late to answer. ``document_version`` grows with every edit, after which
    bids count again only once reconfirmed. ``suspended``: why nothing goes on, or empty.
    ``winner`` and ``award_fen`` are empty until the result.
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
    mode: str
    scheme: str
    closes_at: datetime
    document_version: int
    document_hash: str
    suspended: str
    official_notice_url: str
    winner: str
    award_fen: int | None
    criteria: tuple[CriterionAnswer, ...]


class DueAnswer(msgspec.Struct, frozen=True):
    """
    A day that a rule sets: ``key`` of deadlines.csv, the ``latest`` day or else the first.
    ``planned``: counted from a day that has not come yet; ``why``: how it was counted, by which
    source.
    """

    key: str
    on: date
    latest: bool
    workdays: bool
    planned: bool
    provisional: bool
    why: str


class VersionAnswer(msgspec.Struct, frozen=True):
    """A version of the document: ``hash`` is the SHA-256 of ``canonical``."""

    version: int
    hash: str
    canonical: str
    reason: str
    at: datetime


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

    @get(
        "/{tender_id:int}/timetable",
        summary="The deadlines of a purchase",
        opt={"public": True},
        responses=problems(404, 503),
    )
    async def timetable(self, tender_id: FromPath[int]) -> list[DueAnswer]:
        """Every day the law sets for it, in the order of its way; 404 for a draft."""
        return [
            DueAnswer(**{name: getattr(due, name) for name in DueAnswer.__struct_fields__})
            for due in await public_dues(tender_id)
        ]

    @get(
        "/{tender_id:int}/versions",
        summary="The versions of its document",
        opt={"public": True},
        responses=problems(404, 503),
    )
    async def versions(self, tender_id: FromPath[int]) -> list[VersionAnswer]:
        """Oldest first, each with what its hash is of; 404 for a draft."""
        return [
            VersionAnswer(**{name: getattr(each, name) for name in VersionAnswer.__struct_fields__})
            for each in await versions_of(tender_id)
        ]

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
        mode=view.mode.value,
        scheme=view.scheme.value,
        closes_at=view.closes_at,
        document_version=view.document_version,
        document_hash=view.document_hash,
        suspended=view.suspended_reason,
        official_notice_url=view.official_notice_url,
        winner=view.winner,
        award_fen=view.award_fen,
        criteria=tuple(
            CriterionAnswer(
                **{name: getattr(each, name) for name in CriterionAnswer.__struct_fields__}
            )
            for each in view.criteria
        ),
    )
