"""The doors of the front room: portal, search over everything, the desk."""

from typing import Any
from urllib.parse import quote

from litestar import Controller, Request, Response, get
from litestar.params import FromQuery

from match.foundation.language import _
from match.front import portal
from match.front.desk import desk_of
from match.front.desk.worklist import overdue, worklist
from match.front.exporting import worklist_export
from match.front.searching import Answer, search_everything
from match.site.dependencies import Engine, Who
from match.site.exporting import send, wanted
from match.site.htmx import Page, page
from match.site.relaxation import relaxation_words

Asked = Request[Any, Any, Any]


class FrontPages(Controller):
    """What everybody sees first."""

    include_in_schema = False

    @get("/", opt={"public": True})
    async def front(self, request: Asked) -> Page:
        """The portal."""
        return page("front/portal.html", request=request, portal=await portal.portal())

    @get("/search", opt={"public": True})
    async def search_page(self, request: Asked, search: Engine, q: FromQuery[str] = "") -> Page:
        """One box over needs, offers, purchases, homes and organisations."""
        text = q.strip()
        answer = await search_everything(search, text) if text else Answer(())
        return page(
            "front/search.html",
            "results",
            request,
            q=text,
            answer=answer,
            relaxation_words=relaxation_words,
        )

    @get("/desk", opt={"signed_in": True})
    async def desk(self, request: Asked, actor: Who) -> Page:
        """What waits for the person who is signed in."""
        return page("front/desk.html", request=request, desk=await desk_of(actor))

    @get("/desk/list", opt={"staff": True})
    async def worklist(
        self, request: Asked, actor: Who, kind: FromQuery[str] = ""
    ) -> Page | Response[Any]:
        """The one list of who looks after a township, the longest overdue first."""
        found = await worklist(actor)
        if wanted(request):
            lines = [line for line in found if not kind or line.what == kind]
            return await send(request, worklist_export(lines, kind))
        kinds = list(dict.fromkeys(line.what for line in found))
        return page(
            "front/worklist.html",
            request=request,
            lines=[line for line in found if not kind or line.what == kind],
            late=sum(1 for line in found if overdue(line)),
            overdue=overdue,
            kinds=[(_("全部"), "/desk/list", "", not kind)]
            + [(what, f"/desk/list?kind={quote(what)}", "", what == kind) for what in kinds],
        )
