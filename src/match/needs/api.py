"""Needs as JSON: the public list and each need; writing, handing in and taking back for homes."""

from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.errors import NotFound
from match.homes.api import area
from match.needs.commands import submit_need, withdraw_need, write_need
from match.needs.forms import NeedForm, Reason
from match.needs.pages.public import acts_for_verified
from match.needs.public import LineView, NeedView
from match.needs.queries import need_file, need_view, open_needs
from match.needs.states import PUBLIC, ClosureKind, Delivery, NeedStatus, Urgency
from match.site.api import (
    Cursor,
    CursorPage,
    IdempotencyKey,
    Limit,
    create_once,
    cursor_page,
    problems,
    tagged,
)

AnyRequest = Request[Any, Any, Any]


class ClosedBy(msgspec.Struct, frozen=True):
    """Received units by what brought them: gifts, volunteers' shifts, lines of contracts."""

    gift: int
    shift: int
    contract: int


class LineAnswer(msgspec.Struct, frozen=True):
    """
    One thing asked for. Whole units; ``left`` is what nobody has promised yet, ``closed_by`` sums
    to ``received``. Codes of the catalogue; ``reference_price_fen`` is information, for one unit.
    """

    id: int
    name: str
    category: str
    unit: str
    quantity: int
    reserved: int
    committed: int
    in_transit: int
    received: int
    left: int
    reference_price_fen: int | None
    closed_by: ClosedBy


class NeedAnswer(msgspec.Struct, frozen=True):
    """
    A need as the public sees it. ``home_id`` and ``home_name`` are null for fewer than five
    children, ``division`` is then the township; ``children`` is null likewise.
    """

    id: int
    url: str
    title: str
    purpose: str
    status: NeedStatus
    urgency: Urgency
    category: str
    category_name: str
    division: str
    place: str
    home_id: int | None
    home_name: str | None
    children: int | None
    children_words: str
    groups: list[str]
    child_contact: bool
    wanted_from: date | None
    due_on: date | None
    published_at: datetime | None
    delivery: Delivery
    lines: list[LineAnswer]


class Submission(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Handing a draft in. ``duplicate_reason``: why it is no duplicate, where one is likely."""

    duplicate_reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class Withdrawal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Taking a need back, with the reason."""

    reason: Reason


class Standing(msgspec.Struct, frozen=True):
    """Where a need stands after a verb."""

    id: int
    status: NeedStatus


class NeedsApi(Controller):
    """Needs of village children's homes."""

    path = "/api/v1/needs"
    tags = ("needs",)

    @get(
        "/", opt={"public": True}, summary="Open needs, newest first", responses=problems(400, 422)
    )
    async def listed(
        self,
        division: Annotated[
            list[str] | None, QueryParameter(description="Division codes or their prefixes.")
        ] = None,
        category: Annotated[
            list[str] | None, QueryParameter(description="Roots or leaves of the catalogue.")
        ] = None,
        urgency: Annotated[list[Urgency] | None, QueryParameter()] = None,
        q: FromQuery[str] = "",
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> CursorPage[NeedAnswer]:
        """Needs that wait for help. Money needs and what would tell who a child is are not here."""
        views = await open_needs(
            areas=[area(one) for one in division or ()],
            text=q,
            categories=category or (),
            urgency=[str(one) for one in urgency or ()],
            after=cursor,
            limit=limit + 1,
        )
        return cursor_page([need_answer(view) for view in views], limit, lambda need: need.id)

    @get("/{need_id:int}", opt={"public": True}, summary="One need", responses=problems(404))
    async def one(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Response[NeedAnswer]:
        """
        Its public side; before it is public, its home and those who work on it see all of it.
        The ETag changes with every change of the need or of its lines' figures.
        """
        return await _answer(request, actor, need_id)

    @post(
        "/",
        opt={"signed_in": True},
        summary="Write a need",
        status_code=201,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def create(
        self,
        request: AnyRequest,
        actor: NamedDependency[Actor],
        data: JSONBody[NeedForm],
        idempotency_key: IdempotencyKey = "",
    ) -> Response[NeedAnswer]:
        """
        A draft; hand it in with `POST …/submission`. Free text that tells who a child is is
        refused with 422, naming the words. The same key and body give the same need again.
        """

        async def create() -> str:
            return f"/api/v1/needs/{await write_need(actor, data)}"

        made = await create_once(request, actor, idempotency_key, create)
        answer = await _answer(request, actor, int(made.location.rsplit("/", 1)[1]))
        answer.status_code = made.status
        answer.headers["Location"] = made.location
        return answer

    @post(
        "/{need_id:int}/submission",
        opt={"signed_in": True},
        summary="Hand a draft in",
        status_code=200,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def submit(
        self,
        actor: NamedDependency[Actor],
        need_id: FromPath[int],
        data: JSONBody[Submission],
    ) -> Standing:
        """To the township; doubtful words go by the privacy check. 409 for a likely duplicate."""
        await need_file(actor, need_id)
        status = await submit_need(actor, need_id, duplicate_reason=data.duplicate_reason)
        return Standing(need_id, status)

    @post(
        "/{need_id:int}/withdrawal",
        opt={"signed_in": True},
        summary="Take a need back",
        status_code=200,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def withdraw(
        self,
        actor: NamedDependency[Actor],
        need_id: FromPath[int],
        data: JSONBody[Withdrawal],
    ) -> Standing:
        """With the reason. 409 while help that was agreed on is under way."""
        await withdraw_need(actor, need_id, data.reason)
        return Standing(need_id, NeedStatus.withdrawn)


def need_answer(view: NeedView) -> NeedAnswer:
    """A view as JSON says it."""
    return NeedAnswer(
        id=view.id,
        url=f"/needs/{view.id}",
        title=view.title,
        purpose=view.purpose,
        status=view.status,
        urgency=view.urgency,
        category=view.category,
        category_name=codes.category(view.category).label(),
        division=view.division,
        place=view.place,
        home_id=view.home_id,
        home_name=view.home_name,
        children=view.children_band,
        children_words=view.children,
        groups=list(view.groups),
        child_contact=view.child_contact,
        wanted_from=view.wanted_from,
        due_on=view.due_on,
        published_at=view.published_at,
        delivery=view.delivery,
        lines=[_line(line) for line in view.lines],
    )


def _line(line: LineView) -> LineAnswer:
    units, closed = line.units, dict(line.closed)
    return LineAnswer(
        line.id,
        line.name,
        line.category,
        line.unit,
        units.quantity,
        units.reserved,
        units.committed,
        units.in_transit,
        units.received,
        line.left,
        line.reference_price_fen,
        ClosedBy(**{str(kind): closed.get(kind, 0) for kind in ClosureKind}),
    )


async def _answer(request: AnyRequest, actor: Actor, need_id: int) -> Response[NeedAnswer]:
    """The public side of a public need for everybody alike; an unpublished one for its people."""
    try:
        view = await need_view(actor, need_id, verified=await acts_for_verified(actor))
        side = "p"
    except NotFound:
        view = (await need_file(actor, need_id)).view
        side = "i"
        if view.status in PUBLIC:
            raise
    return tagged(request, need_answer(view), f"{need_id}-{view.version}{side}")
