"""The department's own verbs on a purchase, and its desk by day."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.money import yuan
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import Page, page
from match.site.submission import submission
from match.tenders import before
from match.tenders.commands import (
    archive_tender,
    change_tender,
    close_tender,
    discard_tender,
    fail_tender,
    publish_tender,
    withdraw_tender,
)
from match.tenders.forms import NEGATIVE, FailForm, ReasonForm
from match.tenders.pages.desk import desk
from match.tenders.pages.exporting import purchases_export
from match.tenders.pages.writing import complaints, form_page, read_form, see, submitted
from match.tenders.queries import department_tenders, facts, tender_file
from match.tenders.states import TenderStatus, outside
from match.tenders.wizard.queries import entries

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
PUBLISHER = {"permission": "tenders:publish"}


class PurchaseDesk(Controller):
    """A department's purchases, and what its officer does with one."""

    path = "/purchases"
    opt = PUBLISHER
    include_in_schema = False

    @get("/mine")
    async def mine(self, request: AnyRequest, actor: Who) -> Page | Response[Any]:
        """What is due next, day by day; what is being written; every purchase."""
        if wanted(request):
            found = await department_tenders(actor)
            return await send(request, purchases_export("own-purchases", _("本单位的采购"), found))
        return page(
            "tenders/mine.html",
            request=request,
            desk=await desk(actor),
            outside=outside,
            entries=await entries(actor),
        )

    @get("/new")
    async def blank(self, request: AnyRequest, actor: Who) -> Page:
        """An empty form."""
        return await form_page(request, actor, Entry())

    @get("/{tender_id:int}/edit")
    async def edit(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Page:
        """The form with the draft in it. The six questions are asked anew."""
        file = await tender_file(actor, tender_id)
        view = file.view
        if view.status is not TenderStatus.draft:
            raise Conflict(_("已发布的公告不能修改。需要更正时，请终止后重新发布。"))
        same = ("title", "item_code", "guiding_item", "requirements", "acceptance", "service_days")
        start = {
            **{name: getattr(view, name) for name in same},
            "organisation": view.organisation_id,
            "budget": yuan(view.budget_fen),
            "budget_line": file.budget_line,
            "areas": list(view.areas),
            "skills": list(view.skills),
            "documents": [str(each) for each in view.documents],
            "closes_on": view.dates.closes_on,
            "decides_on": view.dates.decides_on,
            **dict.fromkeys(NEGATIVE, ""),
        }
        return await form_page(request, actor, Entry(start), tender_id=tender_id)

    @post("/{tender_id:int}/edit")
    async def change(
        self, request: AnyRequest, actor: Who, tender_id: FromPath[int]
    ) -> Answer | Page:
        """Change the draft."""
        await tender_file(actor, tender_id)  # strangers hear nothing, not even what is wrong
        raw = await submitted(request, actor)
        try:
            await change_tender(actor, tender_id, read_form(raw))
        except (Invalid, Denied) as wrong:
            entry = Entry(raw, complaints(wrong))
            return await form_page(request, actor, entry, tender_id=tender_id, status=422)
        return see(tender_id)

    @post("/{tender_id:int}/publication")
    async def publish(self, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Publish it; from now on only a new version changes it."""
        await tender_file(actor, tender_id)
        await before.refuse_unready(await facts(tender_id))
        await publish_tender(actor, tender_id)
        return see(tender_id)

    @post("/{tender_id:int}/withdrawal")
    async def withdraw(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Answer:
        """End it, with the reason that everybody reads."""
        await tender_file(actor, tender_id)
        form = read(ReasonForm, await submission(request, ReasonForm))
        await withdraw_tender(actor, tender_id, form.reason)
        return see(tender_id)

    @post("/{tender_id:int}/failure")
    async def fail(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Declare it void on one of the grounds of 采购法36; everybody reads why."""
        await tender_file(actor, tender_id)
        form = read(FailForm, await submission(request, FailForm))
        await fail_tender(actor, tender_id, form)
        return see(tender_id)

    @post("/{tender_id:int}/archive")
    async def archive(self, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Put the file away; it is kept fifteen years at least."""
        await archive_tender(actor, tender_id)
        return see(tender_id)

    @post("/{tender_id:int}/closure")
    async def close(self, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Close it once the last day is over; the clock does so by itself."""
        await close_tender(actor, tender_id)
        return see(tender_id)

    @post("/{tender_id:int}/discard")
    async def discard(self, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Throw a draft away."""
        await discard_tender(actor, tender_id)
        return Response(b"", status_code=303, headers={"Location": "/purchases/mine"})
