"""The lists of upkeep: grants, allowance sheets, titles, bodies; and a sheet as Excel."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath, FromQuery

from match.places.rules import scope_of
from match.site.dependencies import Who
from match.site.exporting import MOST, send, wanted
from match.site.htmx import page
from match.upkeep import policy, queries
from match.upkeep.pages.common import BASE, period_word, words
from match.upkeep.pages.exporting import (
    applications_export,
    bodies_export,
    grants_export,
    sheets_export,
)
from match.upkeep.sheet import allowance_xlsx
from match.upkeep.states import DepartmentKind, GrantStatus, Level

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONG = 50


class UpkeepLists(Controller):
    """Each reader's own part of every list."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/grants")
    async def grants(
        self, request: AnyRequest, actor: Who, stage: FromQuery[str] = "", after: FromQuery[int] = 0
    ) -> Answer:
        """Build grants, newest first, narrowed by state."""
        states = (GrantStatus(stage),) if stage in list(GrantStatus) else ()
        if wanted(request):
            return await send(request, grants_export(actor, states))
        found = await queries.grants(actor, states=states, after=after, limit=_LONG)
        return page(
            "upkeep/grants.html",
            request=request,
            grants=found,
            state=stage if states else "",
            states=list(GrantStatus),
            more=found[-1].id if len(found) == _LONG else 0,
            **words(),
        )

    @get("/allowance")
    async def allowance(self, request: AnyRequest, actor: Who) -> Answer:
        """A county's rule and its sheets; those of every county below for whoever is above."""
        if wanted(request):
            return await send(request, sheets_export(await queries.sheets(actor, MOST)))
        seat = policy.own_seat(actor)
        county = seat[1] if seat and seat[0] is Level.county else ""
        return page(
            "upkeep/allowance.html",
            request=request,
            county=county,
            rule=await queries.rule_of(county) if county else None,
            sheets=await queries.sheets(actor),
            **words(),
        )

    @get("/allowance/own")
    async def own(self, request: AnyRequest, actor: Who) -> Answer:
        """A director's own months, and nobody else's."""
        lines = await queries.own_allowance(actor)
        return page("upkeep/own.html", request=request, lines=lines, **words())

    @get("/allowance/{sheet_id:int}")
    async def sheet(self, request: AnyRequest, actor: Who, sheet_id: FromPath[int]) -> Answer:
        """One sheet with every director's figures, grade and amount."""
        file = await queries.sheet_file(actor, sheet_id)
        return page("upkeep/sheet.html", request=request, file=file, sheet=file.line, **words())

    @get("/allowance/{sheet_id:int}/sheet.xlsx")
    async def excel(self, actor: Who, sheet_id: FromPath[int]) -> Response[bytes]:
        """The sheet to take along."""
        file = await queries.sheet_file(actor, sheet_id)
        name = f"allowance-{file.line.from_month:%Y-%m}-{file.line.months}.xlsx"
        title = f"{file.line.place} {period_word(file.line.from_month, file.line.months)}"
        return Response(
            allowance_xlsx(file, title),
            media_type=XLSX,
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "private, no-store",
            },
        )

    @get("/titles")
    async def titles(self, request: AnyRequest, actor: Who) -> Answer:
        """Applications, what the reader's level may name, and the shares below (3.1e)."""
        if wanted(request):
            return await send(request, applications_export(await queries.applications(actor, MOST)))
        seat = policy.own_seat(actor)
        prefix = scope_of(seat[1]) if seat else ""
        below = {2: 4, 4: 6, 6: 9}.get(len(prefix), 0)
        return page(
            "upkeep/titles.html",
            request=request,
            waiting=await queries.to_name(actor),
            titles=await queries.applications(actor),
            whole=await queries.title_shares(prefix, len(prefix)) if below else [],
            shares=await queries.title_shares(prefix, below) if below else [],
            **words(),
        )

    @get("/bodies")
    async def bodies(self, request: AnyRequest, actor: Who) -> Answer:
        """Departments by level (H2): which sit where; decisions of the reader's department."""
        if wanted(request):
            return await send(request, bodies_export(await queries.bodies(actor)))
        seat = policy.own_seat(actor)
        return page(
            "upkeep/bodies.html",
            request=request,
            seat=seat,
            own=await queries.own_body(actor),
            bodies=await queries.bodies(actor),
            decisions=await queries.open_decisions(actor),
            departments=list(DepartmentKind),
            **words(),
        )
