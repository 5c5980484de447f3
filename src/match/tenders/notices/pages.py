"""The doors of notices: all of them, one as page, PDF and JSON, and the feeds."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath, FromQuery

from match.foundation.calendar import Due, due
from match.foundation.parameters import periods
from match.foundation.workdays import working_days
from match.site.htmx import Page, page
from match.tenders.notices.feed import MEDIA_TYPE, atom
from match.tenders.notices.printing import notice_pdf
from match.tenders.notices.queries import Notice, newest_notices, notice, notices_of
from match.tenders.notices.states import NoticeKind, kind_word
from match.tenders.queries import public_tender

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
    ) -> Page:
        """The newest first; of one kind, where one is chosen."""
        chosen = [each for each in NoticeKind if each.value == kind]
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
        return _feed(found, "/purchases/notices/feed.atom", "湘童汇 · 政府购买服务公告")

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
