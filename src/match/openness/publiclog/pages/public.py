"""The log for people: what was published last, one entry with its proof, the heads."""

from typing import Any

from litestar import Controller, Request, get
from litestar.params import FromPath, FromQuery

from match.foundation.chain import START
from match.openness.publiclog import policy, queries
from match.openness.publiclog.states import status_word
from match.openness.publiclog.wording import kind_word
from match.site.dependencies import Who
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]


class LogPages(Controller):
    """Everything is public."""

    path = "/log"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, url: FromQuery[str] = "") -> Page:
        """The newest entries, or those of one page; how to check; what to download."""
        asked = page_path(url)
        place, link = await queries.end()
        heads = await queries.heads(1)
        return page(
            "openness/log.html",
            request=request,
            lines=await (queries.of_page(asked) if asked else queries.newest()),
            asked=asked,
            place=place,
            link=link,
            head=heads[0] if heads else None,
            keys=await queries.keys(),
            years=await queries.years(),
            word=kind_word,
        )

    @get("/{place:int}")
    async def one(self, request: AnyRequest, actor: Who, place: FromPath[int]) -> Page:
        """One entry: its document, its salt and hash, the links around it, the head over it."""
        entry = await queries.entry(place)
        return page(
            "openness/log_entry.html",
            request=request,
            entry=entry,
            before=(await queries.entry(place - 1)).link if place > 1 else START.hex(),
            head=await queries.head_over(place),
            takedown=await queries.takedown_of(place),
            may_ask=policy.can_ask(actor) is True and entry.takes_down is None,
            word=kind_word,
            status_word=status_word,
        )

    @get("/heads")
    async def heads(self, request: AnyRequest) -> Page:
        """Every signed head and every key, to be compared and noted."""
        return page(
            "openness/log_heads.html",
            request=request,
            heads=await queries.heads(366),
            keys=await queries.keys(),
        )


def page_path(url: str) -> str:
    """The path of what somebody pasted: a whole address or a path, without query and end slash."""
    path = url.strip().split("#")[0].split("?")[0]
    if "://" in path:
        path = "/" + path.split("://", 1)[1].partition("/")[2]
    return path.rstrip("/")[:300]
