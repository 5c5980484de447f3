"""The desk of agreements: what was agreed, where it stands, and each party's next step."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.foundation.permissions import Permission
from match.giving import commands, wording
from match.giving.forms import CancellationForm, DispatchForm, EvaluationForm, ReceiptForm
from match.giving.queries import agreement_file, agreements_in, my_agreements
from match.giving.states import AgreementStatus
from match.giving.states import agreement_word as word
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]
Shape = TypeVar("Shape", bound=msgspec.Struct)
BASE = "/desk/agreements"
OPEN = (AgreementStatus.drafted, AgreementStatus.in_force)


class AgreementDesk(Controller):
    """For both parties, and for who follows gifts in the area."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who, of: FromQuery[str] = "") -> Page:
        """My own; for staff also those of the area."""
        follows = actor.staff and actor.may(Permission.giving_read)
        area = follows and of != "mine"
        found = await (agreements_in(actor) if area else my_agreements(actor))
        return page(
            "giving/agreements.html",
            request=request,
            follows=follows,
            area=area,
            going=[line for line in found if line.status in OPEN],
            over=[line for line in found if line.status not in OPEN],
            word=word,
            words=wording,
        )

    @get("/{agreement_id:int}")
    async def show(self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]) -> Page:
        """One agreement with its timeline and what the reader may do now."""
        return await _show(request, actor, agreement_id, Entry())

    @get("/{agreement_id:int}/text")
    async def text(self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]) -> Page:
        """The text alone, for paper (A4)."""
        file = await agreement_file(actor, agreement_id)
        return page("giving/text.html", request=request, file=file)

    @post("/{agreement_id:int}/dispatch")
    async def dispatch(
        self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]
    ) -> Response[Any]:
        """The giver sent it, or begins."""

        async def act(form: DispatchForm) -> None:
            await commands.dispatch(actor, agreement_id, form.note)

        return await _done(request, actor, agreement_id, "dispatch", DispatchForm, act)

    @post("/{agreement_id:int}/receipt")
    async def receive(
        self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]
    ) -> Response[Any]:
        """The home counted what came."""

        async def act(form: ReceiptForm) -> None:
            await commands.receive(actor, agreement_id, form.units, form.note)

        return await _done(request, actor, agreement_id, "receive", ReceiptForm, act)

    @post("/{agreement_id:int}/evaluation")
    async def evaluate(
        self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]
    ) -> Response[Any]:
        """The home says how it was."""

        async def act(form: EvaluationForm) -> None:
            await commands.evaluate(actor, agreement_id, form.rating, form.feedback)

        return await _done(request, actor, agreement_id, "evaluate", EvaluationForm, act)

    @post("/{agreement_id:int}/cancellation")
    async def cancel(
        self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]
    ) -> Response[Any]:
        """Either party, or the county, ends it before it was received."""

        async def act(form: CancellationForm) -> None:
            await commands.cancel(actor, agreement_id, form.reason)

        return await _done(request, actor, agreement_id, "cancel", CancellationForm, act)


async def _done(
    request: AnyRequest,
    actor: Actor,
    agreement_id: int,
    verb: str,
    shape: type[Shape],
    act: Callable[[Shape], Awaitable[None]],
) -> Response[Any]:
    """Read the form and carry it out; or show the agreement again with what was wrong."""
    file = await agreement_file(actor, agreement_id)  # strangers learn that there is nothing here
    require(file.may[verb])
    sent = await submission(request, shape)
    try:
        await act(read(shape, sent))
    except Invalid as invalid:
        return await _show(request, actor, agreement_id, Entry(sent, invalid.fields), 422)
    except Conflict as conflict:
        first = msgspec.structs.fields(shape)[0].name
        return await _show(
            request, actor, agreement_id, Entry(sent, {first: conflict.message}), 409
        )
    return Redirect(f"{BASE}/{agreement_id}", status_code=303)


async def _show(
    request: AnyRequest, actor: Actor, agreement_id: int, form: Entry, status: int = 200
) -> Page:
    file = await agreement_file(actor, agreement_id)
    return page(
        "giving/agreement.html",
        request=request,
        status=status,
        file=file,
        line=file.line,
        form=form,
        word=word,
        words=wording,
    )
