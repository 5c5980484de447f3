"""The desk of upkeep: what there is, one home's money and papers, one grant, title, body."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from match.homes.queries import file_opens
from match.site.dependencies import Who
from match.site.htmx import page
from match.upkeep import queries
from match.upkeep.pages.common import BASE, words

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]


class UpkeepDesk(Controller):
    """For directors, counties, those above, finance and auditors; each sees their own."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def hub(self, request: AnyRequest, actor: Who) -> Answer:
        """Everything at a glance: what waits, and the way to each list."""
        return page(
            "upkeep/desk.html",
            request=request,
            dues=await queries.month_dues(actor),
            grants=(await queries.grants(actor))[:5],
            sheets=(await queries.sheets(actor))[:5],
            titles=(await queries.applications(actor))[:5],
            bodies=(await queries.bodies(actor))[:5],
            own=await queries.own_allowance(actor) if actor.homes else [],
            **words(),
        )

    @get("/homes/{home_id:int}")
    async def home(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Answer:
        """One home: grant, running cost by year, insurance, titles."""
        home = await queries.home_money(actor, home_id)
        seen = file_opens(actor, home.id, home.division)
        return page("upkeep/home.html", request=request, home=home, file_opens=seen, **words())

    @get("/grants/{grant_id:int}")
    async def grant(self, request: AnyRequest, actor: Who, grant_id: FromPath[int]) -> Answer:
        """One grant: its levels, what was spent, and the next step."""
        file = await queries.grant_file(actor, grant_id)
        return page("upkeep/grant.html", request=request, file=file, grant=file.line, **words())

    @get("/titles/{title_id:int}")
    async def title(self, request: AnyRequest, actor: Who, title_id: FromPath[int]) -> Answer:
        """One application with its reviews and the standards today."""
        file = await queries.title_file(actor, title_id)
        return page("upkeep/title.html", request=request, file=file, title=file.line, **words())

    @get("/bodies/{body_id:int}")
    async def body(self, request: AnyRequest, actor: Who, body_id: FromPath[int]) -> Answer:
        """One body with its minutes and decisions."""
        file = await queries.body_file(actor, body_id)
        return page("upkeep/body.html", request=request, file=file, body=file.body, **words())
