"""One notice: read by everybody, carried on by its department."""

from typing import Any

import anyio
from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from match.catalogue import codes
from match.catalogue.queries import guiding_item
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.money import yuan
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.submission import submission
from match.tenders.commands import (
    change_tender,
    close_tender,
    discard_tender,
    publish_tender,
    withdraw_tender,
)
from match.tenders.forms import NEGATIVE, ReasonForm
from match.tenders.pages.writing import complaints, form_page, read_form, see, submitted
from match.tenders.queries import (
    department_tenders,
    document_of,
    public_tender,
    suitable_suppliers,
    suitable_tenders,
    tender_file,
)
from match.tenders.states import TenderStatus, method_word, outside

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
PUBLISHER = {"permission": "tenders:publish"}


class PurchasePages(Controller):
    """The pages of one notice, and of a department's own."""

    path = "/purchases"
    include_in_schema = False

    @get("/mine", opt=PUBLISHER)
    async def mine(self, request: AnyRequest, actor: Who) -> Page:
        """What the departments this person buys for have published or are writing."""
        return page(
            "tenders/mine.html",
            request=request,
            tenders=await department_tenders(actor),
            outside=outside,
        )

    @get("/suitable", opt={"permission": "offers:draft"})
    async def suitable(self, request: AnyRequest, actor: Who) -> Page:
        """Open notices that suit the organisations this person acts for."""
        found = {
            view.id: (view, fit)
            for organisation in sorted(actor.organisations)
            for view, fit in await suitable_tenders(organisation)
        }
        return page(
            "tenders/suitable.html", request=request, found=list(found.values()), skill=codes.skill
        )

    @get("/new", opt=PUBLISHER)
    async def blank(self, request: AnyRequest, actor: Who) -> Page:
        """An empty form."""
        return await form_page(request, actor, Entry())

    @get("/{tender_id:int}", opt={"public": True})
    async def show(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Page:
        """The notice; to its department and its auditors also while it is a draft."""
        try:
            file = await tender_file(actor, tender_id)
        except NotFound:
            file = None
        view = file.view if file else await public_tender(tender_id)
        suits = view.published_at and file and file.may_write is True
        return page(
            "tenders/show.html",
            request=request,
            tender=view,
            file=file,
            standing=outside(view.status),
            method=method_word(view.method),
            label=codes.label,
            skills=[codes.skill(code).label() for code in view.skills],
            guiding=await guiding_item(view.guiding_item) if view.guiding_item else None,
            suits=len(await suitable_suppliers(tender_id)) if suits else None,
            form=Entry(),
        )

    @get("/{tender_id:int}/documents/{position:int}", opt={"public": True})
    async def document(
        self, actor: Who, tender_id: FromPath[int], position: FromPath[int]
    ) -> Response[bytes]:
        """A file of the notice, counted from 1."""
        found = await document_of(actor, tender_id, position)
        try:
            data = await anyio.Path(found.path).read_bytes()
        except FileNotFoundError as missing:
            raise NotFound(_("没有找到这个文件，或您没有查看权限。")) from missing
        return Response(
            data,
            media_type=found.media_type,
            headers={
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "Content-Disposition": f"attachment; filename=purchase-{tender_id}-{position}",
                "X-Content-SHA256": found.sha256,
            },
        )

    @get("/{tender_id:int}/edit", opt=PUBLISHER)
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

    @post("/{tender_id:int}/edit", opt=PUBLISHER)
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

    @post("/{tender_id:int}/publication", opt=PUBLISHER)
    async def publish(self, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Publish it; from now on it does not change."""
        await publish_tender(actor, tender_id)
        return see(tender_id)

    @post("/{tender_id:int}/withdrawal", opt=PUBLISHER)
    async def withdraw(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Answer:
        """End it, with the reason that everybody reads."""
        await tender_file(actor, tender_id)
        form = read(ReasonForm, await submission(request, ReasonForm))
        await withdraw_tender(actor, tender_id, form.reason)
        return see(tender_id)

    @post("/{tender_id:int}/closure", opt=PUBLISHER)
    async def close(self, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Close it once the last day is over; the clock does so by itself."""
        await close_tender(actor, tender_id)
        return see(tender_id)

    @post("/{tender_id:int}/discard", opt=PUBLISHER)
    async def discard(self, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Throw a draft away."""
        await discard_tender(actor, tender_id)
        return Response(b"", status_code=303, headers={"Location": "/purchases/mine"})
