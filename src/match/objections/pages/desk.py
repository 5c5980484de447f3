"""Objections on the desk: of who raised, of who answers, of who oversees."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from match.files.handing import handed_out
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.objections import commands, policy
from match.objections.forms import ComplaintForm, ReasonForm, RefusalForm, ReplyForm
from match.objections.pages.common import (
    WORDS,
    Answer,
    AnyRequest,
    complaints_by_field,
    grounds,
    remedies,
    uploads,
)
from match.objections.pages.exporting import objections_export
from match.objections.queries.files import evidence_of, objection_file
from match.objections.queries.lists import objections_of
from match.objections.states import Refusal, outcome_word, refusal_word
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission

BASE = "/desk/objections"


class ObjectionPages(Controller):
    """The list with its clocks, one objection, and every step on it."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Page | Response[Any]:
        """What waits, the first due first."""
        if wanted(request):
            return await send(request, objections_export(await objections_of(actor, MOST)))
        found = await objections_of(actor)
        return page("objections/list.html", request=request, objections=found, **WORDS)

    @get("/{objection_id:int}")
    async def show(self, request: AnyRequest, actor: Who, objection_id: FromPath[int]) -> Page:
        """One objection with its clock and the steps this person may take."""
        return await _show(request, actor, objection_id, Entry())

    @get("/{objection_id:int}/evidence/{position:int}")
    async def evidence(
        self, actor: Who, objection_id: FromPath[int], position: FromPath[int]
    ) -> Response[bytes]:
        """One file, for the parties and who oversees."""
        return await handed_out(await evidence_of(actor, "objection", objection_id, position))

    @post("/{objection_id:int}/receipt")
    async def receive(self, actor: Who, objection_id: FromPath[int]) -> Answer:
        """The department has it in hand."""
        await commands.receive_objection(actor, objection_id)
        return see(f"{BASE}/{objection_id}")

    @post("/{objection_id:int}/refusal")
    async def refuse(
        self, request: AnyRequest, actor: Who, objection_id: FromPath[int]
    ) -> Answer | Page:
        """Not taken up, with ground and reason."""
        require((await objection_file(actor, objection_id)).may_reply)
        raw = await submission(request, RefusalForm)
        try:
            await commands.refuse_objection(actor, objection_id, read(RefusalForm, raw))
        except Invalid as wrong:
            entry = Entry(raw, wrong.fields)
            return await _show(request, actor, objection_id, entry, status=422)
        return see(f"{BASE}/{objection_id}")

    @post("/{objection_id:int}/reply")
    async def reply(
        self, request: AnyRequest, actor: Who, objection_id: FromPath[int]
    ) -> Answer | Page:
        """The reply that everybody reads."""
        require((await objection_file(actor, objection_id)).may_reply)
        raw = await submission(request, ReplyForm)
        try:
            await commands.reply_objection(actor, objection_id, read(ReplyForm, raw))
        except (Invalid, Conflict) as wrong:
            entry = Entry(raw, complaints_by_field(wrong, "reply"))
            return await _show(request, actor, objection_id, entry, status=wrong.status)
        return see(f"{BASE}/{objection_id}")

    @post("/{objection_id:int}/withdrawal")
    async def withdraw(
        self, request: AnyRequest, actor: Who, objection_id: FromPath[int]
    ) -> Answer | Page:
        """Taken back by who raised it."""
        await _require_own(actor, objection_id)
        raw = await submission(request, ReasonForm)
        try:
            form = read(ReasonForm, raw)
            await commands.withdraw_objection(actor, objection_id, form.reason)
        except Invalid as wrong:
            entry = Entry(raw, wrong.fields)
            return await _show(request, actor, objection_id, entry, status=422)
        return see(f"{BASE}/{objection_id}")

    @get("/{objection_id:int}/complaint")
    async def complaint(self, request: AnyRequest, actor: Who, objection_id: FromPath[int]) -> Page:
        """The form of a complaint, with its last day."""
        await _require_own(actor, objection_id)
        return await _complain(request, actor, objection_id, Entry())

    @post("/{objection_id:int}/complaint")
    async def file(
        self, request: AnyRequest, actor: Who, objection_id: FromPath[int]
    ) -> Answer | Page:
        """Complain to finance."""
        await _require_own(actor, objection_id)
        raw: dict[str, Any] = dict(await submission(request, ComplaintForm))
        raw["evidence"] = [*raw.get("evidence", []), *await uploads(request, actor)]
        try:
            made = await commands.file_complaint(actor, objection_id, read(ComplaintForm, raw))
        except (Invalid, Conflict, Denied) as wrong:
            entry = Entry(raw, complaints_by_field(wrong, "grounds"))
            return await _complain(request, actor, objection_id, entry, status=wrong.status)
        return see(f"/desk/complaints/{made}")


async def _require_own(actor: Who, objection_id: int) -> None:
    file = await objection_file(actor, objection_id)
    require(policy.can_raise(actor, file.organisation_id))


async def _show(
    request: AnyRequest, actor: Who, objection_id: int, form: Entry, *, status: int = 200
) -> Page:
    file = await objection_file(actor, objection_id)
    return page(
        "objections/show.html",
        request=request,
        status=status,
        file=file,
        form=form,
        outcomes=[(str(each), outcome_word(each)) for each in file.outcomes],
        refusals=[(str(each), refusal_word(each)) for each in Refusal],
        **WORDS,
    )


async def _complain(
    request: AnyRequest, actor: Who, objection_id: int, form: Entry, *, status: int = 200
) -> Page:
    file = await objection_file(actor, objection_id)
    return page(
        "objections/complain.html",
        request=request,
        status=status,
        file=file,
        form=form,
        grounds=[each for each in grounds() if each[0] in file.grounds],
        remedies=remedies(),
        **WORDS,
    )
