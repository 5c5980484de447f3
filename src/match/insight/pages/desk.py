"""An area's desk of figures: every number opens its rows, every gap can become a task."""

from typing import Any
from urllib.parse import urlencode

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from match.foundation.decisions import require
from match.foundation.errors import Denied
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.insight.commands import need_from_gap
from match.insight.dashboard import dashboard
from match.insight.exporting import parts_export, rows_export
from match.insight.lists import list_title, listed, workbook
from match.insight.pages.shared import flow_page, map_page, trends_page
from match.insight.policy import can_read
from match.insight.queries.gaps import gaps
from match.insight.words import WORDS
from match.places.queries import path
from match.places.rules import code_from
from match.site.dependencies import Who
from match.site.exporting import send, wanted
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class GaugePages(Controller):
    """For officials, within their area."""

    path = "/gauges"
    opt = {"permission": Permission.insight_read}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def own(self, actor: Who) -> Redirect:
        """To the widest area that is this person's own."""
        scopes = actor.scope(Permission.insight_read)
        if not scopes:
            raise Denied(_("您的岗位没有辖区，请看公开的“覆盖情况”。"))
        return Redirect(f"/gauges/{code_from(scopes[0])}", status_code=303)

    @get("/{code:str}")
    async def division(
        self,
        request: AnyRequest,
        actor: Who,
        code: FromPath[str],
        gauge: FromQuery[str] = "coverage",
    ) -> Page | Response[Any]:
        """One division, all gauges."""
        await path(code)
        require(can_read(actor, code))
        view = await dashboard(code, gauge, public=False)
        if wanted(request):
            return await send(request, parts_export(view, public=False))
        return page(
            "insight/dashboard.html",
            request=request,
            view=view,
            public=False,
            **WORDS,
        )

    @get("/{code:str}/trends")
    async def by_month(self, request: AnyRequest, actor: Who, code: FromPath[str]) -> Page:
        """All gauges month by month."""
        await path(code)
        require(can_read(actor, code))
        return await trends_page(request, code, public=False)

    @get("/{code:str}/flow")
    async def flow(
        self, request: AnyRequest, actor: Who, code: FromPath[str], of: FromQuery[str] = "needs"
    ) -> Page:
        """How needs or purchases move on, and on whose desk they lie."""
        await path(code)
        require(can_read(actor, code))
        return await flow_page(request, code, of, public=False)

    @get("/{code:str}/map")
    async def layers(
        self,
        request: AnyRequest,
        actor: Who,
        code: FromPath[str],
        layer: FromQuery[str] = "coverage",
    ) -> Page:
        """The map, one layer at a time."""
        await path(code)
        require(can_read(actor, code))
        return await map_page(request, code, layer, public=False)

    @get("/{code:str}/rows/{key:str}")
    async def rows(
        self,
        request: AnyRequest,
        actor: Who,
        code: FromPath[str],
        key: FromPath[str],
        only: FromQuery[str] = "",
        number: FromQuery[int] = 1,
    ) -> Page | Response[Any]:
        """What a number counts, one page at a time; ``only`` those counted, or those missing."""
        line = await path(code)
        require(can_read(actor, code))
        if wanted(request):
            return await send(request, await rows_export(line[-1], key, only))
        found = await listed(line[-1].scope, key, only, number)
        return page(
            "insight/rows.html",
            request=request,
            line=line,
            found=found,
            title=list_title(key),
            key=key,
            address=lambda **other: "?" + urlencode({"only": only, "number": 1} | other),
        )

    @get("/{code:str}/rows/{key:str}/sheet")
    async def sheet(
        self, actor: Who, code: FromPath[str], key: FromPath[str], only: FromQuery[str] = ""
    ) -> Response[bytes]:
        """The same rows as a workbook."""
        line = await path(code)
        require(can_read(actor, code))
        data = await workbook(line[-1].scope, key, only)
        name = f"{key}-{line[-1].scope}.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(data, media_type=XLSX, headers=headers)

    @get("/{code:str}/gaps")
    async def missing(self, request: AnyRequest, actor: Who, code: FromPath[str]) -> Page:
        """What is missing where, the worst first, each with what can be done about it."""
        line = await path(code)
        require(can_read(actor, code))
        return page(
            "insight/gaps.html",
            request=request,
            line=line,
            gaps=await gaps(code),
            drafts=actor.may(Permission.needs_draft_for, code),
        )

    @post("/{code:str}/gaps/need")
    async def need(self, request: AnyRequest, actor: Who, code: FromPath[str]) -> Redirect:
        """What a home lacks becomes the draft of a need, filled in as far as it is known."""
        await path(code)
        require(can_read(actor, code))
        sent = await request.form()
        home, wanted = str(sent.get("home", "")), str(sent.get("wanted", ""))
        need_id = await need_from_gap(actor, code, home, wanted)
        return Redirect(f"/desk/needs/{need_id}", status_code=303)
