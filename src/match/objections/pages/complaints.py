"""The complaint desk of finance, and the same case as its parties see it."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from match.files.handing import handed_out
from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.errors import Invalid
from match.foundation.forms import read
from match.objections import commands, policy
from match.objections.forms import DecisionForm, ReasonForm
from match.objections.pages.common import WORDS, Answer, AnyRequest
from match.objections.pages.exporting import complaints_export
from match.objections.queries.files import complaint_file, evidence_of
from match.objections.queries.lists import complaints_of
from match.objections.states import decision_word
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission

BASE = "/desk/complaints"
WithReason = Callable[[Actor, int, str], Awaitable[None]]


class ComplaintPages(Controller):
    """The list with its clocks, one complaint, and every step on it."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Page | Response[Any]:
        """What waits for finance, the first due first."""
        if wanted(request):
            return await send(request, complaints_export(await complaints_of(actor, MOST)))
        found = await complaints_of(actor)
        return page("objections/complaints.html", request=request, complaints=found, **WORDS)

    @get("/{complaint_id:int}")
    async def show(self, request: AnyRequest, actor: Who, complaint_id: FromPath[int]) -> Page:
        """One complaint with its three days and the steps this person may take."""
        return await _show(request, actor, complaint_id, Entry())

    @get("/{complaint_id:int}/evidence/{position:int}")
    async def evidence(
        self, actor: Who, complaint_id: FromPath[int], position: FromPath[int]
    ) -> Response[bytes]:
        """One file, for the parties and who oversees."""
        return await handed_out(await evidence_of(actor, "complaint", complaint_id, position))

    @post("/{complaint_id:int}/acceptance")
    async def accept(self, actor: Who, complaint_id: FromPath[int]) -> Answer:
        """Checked and taken up."""
        await commands.accept_complaint(actor, complaint_id)
        return see(f"{BASE}/{complaint_id}")

    @post("/{complaint_id:int}/service")
    async def serve(self, actor: Who, complaint_id: FromPath[int]) -> Answer:
        """Sent to everybody concerned."""
        await commands.serve_complaint(actor, complaint_id)
        return see(f"{BASE}/{complaint_id}")

    @post("/{complaint_id:int}/refusal")
    async def refuse(
        self, request: AnyRequest, actor: Who, complaint_id: FromPath[int]
    ) -> Answer | Page:
        """Not taken up, with the reason."""
        require((await complaint_file(actor, complaint_id)).may_decide)
        return await _with_reason(request, actor, complaint_id, commands.refuse_complaint)

    @post("/{complaint_id:int}/stop")
    async def stop(
        self, request: AnyRequest, actor: Who, complaint_id: FromPath[int]
    ) -> Answer | Page:
        """Order the purchase to stop, thirty days at most."""
        require((await complaint_file(actor, complaint_id)).may_decide)
        return await _with_reason(request, actor, complaint_id, commands.order_stop)

    @post("/{complaint_id:int}/withdrawal")
    async def withdraw(
        self, request: AnyRequest, actor: Who, complaint_id: FromPath[int]
    ) -> Answer | Page:
        """Taken back by who complained."""
        file = await complaint_file(actor, complaint_id)
        require(policy.can_raise(actor, file.organisation_id))
        return await _with_reason(request, actor, complaint_id, commands.withdraw_complaint)

    @post("/{complaint_id:int}/decision")
    async def decide(
        self, request: AnyRequest, actor: Who, complaint_id: FromPath[int]
    ) -> Answer | Page:
        """Decide and publish."""
        require((await complaint_file(actor, complaint_id)).may_decide)
        raw = await submission(request, DecisionForm)
        try:
            await commands.decide_complaint(actor, complaint_id, read(DecisionForm, raw))
        except Invalid as wrong:
            entry = Entry(raw, wrong.fields)
            return await _show(request, actor, complaint_id, entry, status=422)
        return see(f"{BASE}/{complaint_id}")


async def _with_reason(
    request: AnyRequest, actor: Who, complaint_id: int, verb: WithReason
) -> Answer | Page:
    raw = await submission(request, ReasonForm)
    try:
        await verb(actor, complaint_id, read(ReasonForm, raw).reason)
    except Invalid as wrong:
        return await _show(request, actor, complaint_id, Entry(raw, wrong.fields), status=422)
    return see(f"{BASE}/{complaint_id}")


async def _show(
    request: AnyRequest, actor: Who, complaint_id: int, form: Entry, *, status: int = 200
) -> Page:
    file = await complaint_file(actor, complaint_id)
    return page(
        "objections/complaint.html",
        request=request,
        status=status,
        file=file,
        form=form,
        decisions=[(str(each), decision_word(each)) for each in file.decisions],
        **WORDS,
    )
