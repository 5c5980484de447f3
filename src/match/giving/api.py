"""Donations as JSON: for their parties, and for who follows gifts in the area."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, JSONBody

from match.foundation.actor import Actor
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.giving import commands
from match.giving.answers import (
    DonationAnswer,
    DonationDetail,
    donation_answer,
    donation_detail,
)
from match.giving.forms import (
    CancellationForm,
    ConfirmForm,
    CountForm,
    DispatchForm,
    EvaluationForm,
    ReceiptForm,
)
from match.giving.queries import donation_file, my_donations, parcel_of
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


class DonationsApi(Controller):
    """Donations of the reader's homes and organisations, from promise to thanks."""

    path = "/api/v1/donations"
    tags = ("donations",)
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict

    @get("/", summary="My donations, newest first", responses=problems(400, 401))
    async def listed(
        self, actor: Who, cursor: Cursor = None, limit: Limit = 20
    ) -> CursorPage[DonationAnswer]:
        """Those that the reader's homes, organisations or charities give or receive."""
        found = await my_donations(actor, limit + 1, after=cursor if cursor is not None else 2**62)
        return cursor_page([donation_answer(line) for line in found], limit, lambda each: each.id)

    @get("/{donation_id:int}", summary="One donation", responses=problems(401, 404))
    async def one(
        self, request: AnyRequest, actor: Who, donation_id: FromPath[int]
    ) -> Response[DonationDetail]:
        """For its parties and for who follows gifts there. The ETag changes with every step."""
        file = await donation_file(actor, donation_id)
        tag = f"donation-{file.line.id}-{len(file.steps)}-{len(file.verbs)}"
        return tagged(request, donation_detail(file), tag)

    @post(
        "/{donation_id:int}/confirmation",
        summary="Confirm the agreement",
        status_code=201,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def confirm(
        self,
        request: AnyRequest,
        actor: Who,
        donation_id: FromPath[int],
        data: JSONBody[ConfirmForm],
        idempotency_key: IdempotencyKey = "",
    ) -> Response[Made]:
        """Of the version that was read; the giver declares (慈善法 40). 409 if it has changed."""

        async def act() -> None:
            await commands.confirm(actor, donation_id, data.version, declared=data.declared)

        return await _once(request, actor, donation_id, idempotency_key, act)

    @post(
        "/{donation_id:int}/parcels",
        summary="Send a parcel, or begin a service",
        status_code=201,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def dispatch(
        self,
        request: AnyRequest,
        actor: Who,
        donation_id: FromPath[int],
        data: JSONBody[DispatchForm],
        idempotency_key: IdempotencyKey = "",
    ) -> Response[Made]:
        """Some or all of the units that are left. 409 before the agreement is in force."""

        async def act() -> None:
            await commands.dispatch(actor, donation_id, data)

        return await _once(request, actor, donation_id, idempotency_key, act)

    @post(
        "/{donation_id:int}/parcels/{code:str}/count",
        summary="Count a parcel",
        status_code=201,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def count(
        self,
        request: AnyRequest,
        actor: Who,
        donation_id: FromPath[int],
        code: FromPath[str],
        data: JSONBody[CountForm],
        idempotency_key: IdempotencyKey = "",
    ) -> Response[Made]:
        """Good, broken, short; more than was sent is 422, what came over it is ``surplus``."""

        async def act() -> None:
            file, parcel = await parcel_of(actor, code)
            if file.line.id != donation_id:
                raise NotFound(_("没有找到这件包裹。"))
            await commands.count_parcel(actor, parcel.id, data)

        return await _once(request, actor, donation_id, idempotency_key, act)

    @post(
        "/{donation_id:int}/receipt",
        summary="Give the receipt",
        status_code=201,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def receipt(
        self,
        request: AnyRequest,
        actor: Who,
        donation_id: FromPath[int],
        data: JSONBody[ReceiptForm],
        idempotency_key: IdempotencyKey = "",
    ) -> Response[Made]:
        """A charity with the number and scan of its official receipt, a home without."""

        async def act() -> None:
            await commands.give_receipt(actor, donation_id, data)

        return await _once(request, actor, donation_id, idempotency_key, act)

    @post(
        "/{donation_id:int}/evaluation",
        summary="Say how it was",
        status_code=201,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def evaluate(
        self,
        request: AnyRequest,
        actor: Who,
        donation_id: FromPath[int],
        data: JSONBody[EvaluationForm],
        idempotency_key: IdempotencyKey = "",
    ) -> Response[Made]:
        """1 to 5, and words without anybody's name."""

        async def act() -> None:
            await commands.answer(actor, donation_id, data)

        return await _once(request, actor, donation_id, idempotency_key, act)

    @post(
        "/{donation_id:int}/cancellation",
        summary="Cancel",
        status_code=201,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def cancel(
        self,
        request: AnyRequest,
        actor: Who,
        donation_id: FromPath[int],
        data: JSONBody[CancellationForm],
        idempotency_key: IdempotencyKey = "",
    ) -> Response[Made]:
        """With the reason, before anything was counted; units are open again on both sides."""

        async def act() -> None:
            await commands.cancel(actor, donation_id, data.reason)

        return await _once(request, actor, donation_id, idempotency_key, act)


async def _once(
    request: AnyRequest,
    actor: Actor,
    donation_id: int,
    key: str,
    act: Callable[[], Awaitable[None]],
) -> Response[Made]:
    """Do it once for this key; the answer says where the donation is."""
    await donation_file(actor, donation_id)  # strangers learn that there is nothing here

    async def create() -> str:
        await act()
        return f"/api/v1/donations/{donation_id}"

    return await created(request, actor, key, create)
