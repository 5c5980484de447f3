"""One purchase for everybody: its whole way on one page, its papers, its days as a calendar."""

from typing import Any

import anyio
from litestar import Controller, Request, Response, get
from litestar.params import FromPath
from markupsafe import Markup

from match.catalogue import codes
from match.catalogue.queries import guiding_item
from match.foundation.actor import Actor
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import Page, page
from match.tenders import papers, sections, timetable
from match.tenders.commands.ending import ground_word
from match.tenders.notices.heads import number_of
from match.tenders.notices.queries import notices_of
from match.tenders.notices.states import kind_word
from match.tenders.pages import story
from match.tenders.pages.calendar import MEDIA_TYPE, calendar
from match.tenders.pages.criteria import drawn
from match.tenders.pages.exporting import purchases_export
from match.tenders.queries import (
    document_of,
    facts,
    public_tender,
    suitable_suppliers,
    suitable_tenders,
    tender_file,
)
from match.tenders.questions.queries import answered, own_questions, waiting
from match.tenders.states import OPEN, method_word, mode_word, outside

AnyRequest = Request[Any, Any, Any]
GROUNDS = ("few", "unlawful", "over_budget", "cancelled")


class PurchasePages(Controller):
    """The pages of one purchase, and of those that suit a supplier."""

    path = "/purchases"
    include_in_schema = False

    @get("/suitable", opt={"permission": "offers:draft"})
    async def suitable(self, request: AnyRequest, actor: Who) -> Page | Response[Any]:
        """Open notices that suit the organisations this person acts for."""
        found = {
            view.id: (view, fit)
            for organisation in sorted(actor.organisations)
            for view, fit in await suitable_tenders(organisation)
        }
        if wanted(request):
            views = [view for view, _fit in found.values()]
            told = purchases_export("suitable-purchases", _("适合我们的采购"), views)
            return await send(request, told)
        return page(
            "tenders/suitable.html", request=request, found=list(found.values()), skill=codes.skill
        )

    @get("/{tender_id:int}", opt={"public": True})
    async def show(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Page:
        """The purchase; to its department and its auditors also while it is a draft."""
        file, view = await _readable(actor, tender_id)
        held = await facts(tender_id)
        questions, notices = await answered(tender_id), await notices_of(tender_id)
        writes = file is not None and file.may_write is True
        return page(
            "tenders/show.html",
            request=request,
            tender=view,
            facts=held,
            file=file,
            writes=writes,
            number=number_of(tender_id, held.created_at),
            standing=outside(view.status),
            open=view.status in OPEN,
            method=method_word(held.method),
            mode=mode_word(held.mode),
            stages=story.stages(held, answered=len(questions)),
            next_step=story.next_step(held),
            days=story.key_days(held, timetable.dues(held)),
            happenings=story.happenings(held, notices),
            criteria=drawn(held.criteria),
            label=codes.label,
            skills=[codes.skill(code).label() for code in view.skills],
            guiding=await guiding_item(view.guiding_item) if view.guiding_item else None,
            served=await papers.served(tender_id),
            attached=await papers.attached(tender_id),
            versions=await papers.versions(tender_id),
            questions=questions,
            waiting=await waiting(tender_id),
            own=await own_questions(actor, tender_id),
            notices=notices,
            official=await papers.official_steps(tender_id),
            official_word=story.official_word,
            kind=kind_word,
            suits=await _suits(tender_id) if writes and view.status in OPEN else None,
            blocks=await _blocks(request, actor, tender_id),
            grounds=[(each, ground_word(each)) for each in GROUNDS],
            form=Entry(),
        )

    @get("/{tender_id:int}/dates.ics", opt={"public": True})
    async def dates(self, actor: Who, tender_id: FromPath[int]) -> Response[bytes]:
        """The key days, for the calendar of a phone or a desk."""
        await _readable(actor, tender_id)
        held = await facts(tender_id)
        found = story.key_days(held, timetable.dues(held))
        stamp = held.published_at or held.created_at
        return Response(
            calendar(tender_id, held.title, found, stamp=stamp),
            media_type=MEDIA_TYPE,
            headers={"Content-Disposition": f"attachment; filename=purchase-{tender_id}.ics"},
        )

    @get("/{tender_id:int}/terms/{version:int}", opt={"public": True})
    async def terms(
        self, actor: Who, tender_id: FromPath[int], version: FromPath[int]
    ) -> Response[str]:
        """The terms of one version as the canonical text that its hash is over."""
        await _readable(actor, tender_id)
        text = await papers.canonical(tender_id, version)
        return Response(text, media_type="application/json; charset=utf-8")

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


async def _readable(actor: Actor, tender_id: int) -> tuple[Any, Any]:
    """The department's file, where the reader may have it, and the view. Raises NotFound."""
    try:
        file = await tender_file(actor, tender_id)
    except NotFound:
        return None, await public_tender(tender_id)
    return file, file.view


async def _suits(tender_id: int) -> int:
    return len(await suitable_suppliers(tender_id))


async def _blocks(request: AnyRequest, actor: Actor, tender_id: int) -> dict[str, list[Markup]]:
    """What other rooms say, drawn: ``main`` and ``aside``."""
    drawn_blocks: dict[str, list[Markup]] = {"main": [], "aside": []}
    for block in await sections.blocks(actor, tender_id):
        known: dict[str, Any] = {"tender_id": tender_id} | block.facts
        part = page(block.template, request=request, **known)
        text = Markup(part.content.decode())  # noqa: S704 # our environment escaped it just now
        drawn_blocks["aside" if block.aside else "main"].append(text)
    return drawn_blocks
