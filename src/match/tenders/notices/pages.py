"""The doors of notices: all of them, one as page, PDF and JSON, and the feeds."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from match.foundation.actor import Actor
from match.foundation.calendar import Due, due
from match.foundation.errors import Invalid
from match.foundation.parameters import periods
from match.foundation.workdays import working_days
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import Page, page
from match.tenders.notices.exporting import notices_export
from match.tenders.notices.feed import MEDIA_TYPE, atom
from match.tenders.notices.handwritten import write_notice
from match.tenders.notices.printing import notice_pdf
from match.tenders.notices.queries import Notice, newest_notices, notice, notices_of
from match.tenders.notices.rules import FEED_TITLE
from match.tenders.notices.states import NoticeKind, kind_word
from match.tenders.notices.writing import ROWS, facts_of
from match.tenders.queries import public_tender, tender_file

AnyRequest = Request[Any, Any, Any]
PER_PAGE = 30


class NoticePages(Controller):
    """What departments have published about their purchases, word for word."""

    path = "/purchases"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/notices")
    async def listed(
        self, request: AnyRequest, kind: FromQuery[str] = "", before: FromQuery[int] = 0
    ) -> Page | Response[Any]:
        """The newest first; of one kind, where one is chosen."""
        chosen = [each for each in NoticeKind if each.value == kind]
        if wanted(request):
            return await send(request, notices_export(chosen))
        found = await newest_notices(kinds=chosen, before=before or None, limit=PER_PAGE + 1)
        shown = found[:PER_PAGE]
        return page(
            "tenders/notices.html",
            request=request,
            notices=shown,
            kinds=[(each.value, kind_word(each)) for each in NoticeKind],
            chosen=chosen[0].value if chosen else "",
            older=shown[-1].id if len(found) > PER_PAGE else None,
            word=kind_word,
        )

    @get("/notices/feed.atom")
    async def feed(self) -> Response[bytes]:
        """The fifty newest notices of all purchases, as Atom."""
        found = await newest_notices()
        return _feed(found, "/purchases/notices/feed.atom", FEED_TITLE)

    @get("/{tender_id:int}/feed.atom")
    async def feed_of_one(self, tender_id: FromPath[int]) -> Response[bytes]:
        """Every notice of one purchase, as Atom."""
        view = await public_tender(tender_id)
        found = (await notices_of(tender_id))[::-1]
        return _feed(found, f"/purchases/{tender_id}/feed.atom", view.title)

    @get("/{tender_id:int}/notices/{notice_id:int}")
    async def show(
        self, request: AnyRequest, tender_id: FromPath[int], notice_id: FromPath[int]
    ) -> Page:
        """One notice, with how long it stays posted and why."""
        found = await notice(tender_id, notice_id)
        return page(
            "tenders/notice.html",
            request=request,
            notice=found,
            word=kind_word(found.kind),
            posted=await _posted(found),
        )

    @get("/{tender_id:int}/notices/{notice_id:int}/pdf")
    async def pdf(self, tender_id: FromPath[int], notice_id: FromPath[int]) -> Response[bytes]:
        """The notice on A4."""
        found = await notice(tender_id, notice_id)
        name = f"purchase-{tender_id}-notice-{found.position}.pdf"
        return Response(
            await notice_pdf(found),
            media_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    @get("/{tender_id:int}/notices/{notice_id:int}/json")
    async def text(self, tender_id: FromPath[int], notice_id: FromPath[int]) -> Response[bytes]:
        """The canonical text that the hash is over: `sha256sum` of this body is the hash."""
        found = await notice(tender_id, notice_id)
        return Response(found.canonical(), media_type="application/json; charset=utf-8")


class NoticeDesk(Controller):
    """Notices that a department writes by hand."""

    path = "/purchases/{tender_id:int}/notices"
    opt = {"permission": "tenders:publish"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/new")
    async def blank(
        self, request: AnyRequest, actor: Who, tender_id: FromPath[int], kind: FromQuery[str] = ""
    ) -> Page:
        """The boxes of a correction, or of a single source."""
        return await _written(request, actor, tender_id, _by_hand(kind), Entry())

    @post("/")
    async def write(
        self, request: AnyRequest, actor: Who, tender_id: FromPath[int]
    ) -> Response[Any] | Page:
        """Publish it; it never changes afterwards."""
        await tender_file(actor, tender_id)
        sent = await request.form()
        kind = _by_hand(str(sent.get("kind") or ""))
        boxes = facts_of(kind, sent)
        try:
            made = await write_notice(actor, tender_id, kind, boxes)
        except Invalid as wrong:
            return await _written(
                request, actor, tender_id, kind, Entry(boxes, wrong.fields), status=422
            )
        return Redirect(f"/purchases/{tender_id}/notices/{made}", status_code=303)


def _by_hand(kind: str) -> NoticeKind:
    return NoticeKind.single_source if kind == "single_source" else NoticeKind.correction


async def _written(
    request: AnyRequest,
    actor: Actor,
    tender_id: int,
    kind: NoticeKind,
    form: Entry,
    *,
    status: int = 200,
) -> Page:
    file = await tender_file(actor, tender_id)
    return page(
        "tenders/write_notice.html",
        request=request,
        status=status,
        tender=file.view,
        kind=kind.value,
        word=kind_word(kind),
        published=[
            (str(each.id), f"{kind_word(each.kind)} {each.published_at:%Y-%m-%d}")
            for each in await notices_of(tender_id)
        ],
        rows=range(ROWS),
        form=form,
    )


async def _posted(found: Notice) -> Due | None:
    if not found.posted_key:
        return None
    period = periods()[found.posted_key]
    return due(found.published_at, period.text, period.unit, "after", await working_days())


def _feed(found: tuple[Notice, ...], path: str, title: str) -> Response[bytes]:
    return Response(
        atom(found, path=path, title=title),
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "public, max-age=300"},
    )
