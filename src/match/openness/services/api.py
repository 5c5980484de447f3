"""HSDS 3.0 for programs: the endpoints, pages and names of its own API."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath, QueryParameter

from match.foundation.errors import NotFound
from match.foundation.language import _
from match.openness.answering import answer
from match.openness.services import building, sources
from match.openness.services.ids import Thing, number_of
from match.openness.services.process import ServedHome
from match.site.api import OPEN_FILE, problems

AnyRequest = Request[Any, Any, Any]
Page = Annotated[
    int, QueryParameter(ge=1, le=1_000_000, description="Page number; 1 is the first.")
]
PerPage = Annotated[
    int, QueryParameter(ge=1, le=200, description="Results on a page, at most 200.")
]
Full = Annotated[bool, QueryParameter(description="Whole objects instead of one-to-one fields.")]
Of = Annotated[str, QueryParameter(description="Only of this organisation, by its UUID.")]


class HsdsApi(Controller):
    """Children's homes as services: where they are, when they are open. All of it is free."""

    path = "/api/v1/hsds"
    tags = ("open data",)
    opt = OPEN_FILE

    @get("/", summary="About this HSDS API")
    async def about(self, request: AnyRequest) -> Response[bytes]:
        """Its version and where it is described."""
        return answer(request, building.about())

    @get("/services", summary="Services", responses=problems(400, 404))
    async def services(
        self,
        request: AnyRequest,
        page: Page = 1,
        per_page: PerPage = 20,
        full: Full = False,
        organization_id: Of = "",
    ) -> Response[bytes]:
        """One service for each home, by the home's number."""
        county = _county(organization_id)
        found = await sources.homes(page, per_page, county=county)
        make = building.full_service if full else building.service
        total = await sources.home_count(county)
        return answer(
            request, building.page_of([make(one) for one in found], page, per_page, total)
        )

    @get("/services/{service_id:str}", summary="One service", responses=problems(404))
    async def service(self, request: AnyRequest, service_id: FromPath[str]) -> Response[bytes]:
        """With location, address, schedules, cost and language."""
        return answer(request, building.full_service(await _home(Thing.service, service_id)))

    @get("/organizations", summary="Organisations", responses=problems(400))
    async def organizations(
        self, request: AnyRequest, page: Page = 1, per_page: PerPage = 20
    ) -> Response[bytes]:
        """The homes of each county, by its code."""
        found = [building.organization(one) for one in await sources.counties(page, per_page)]
        total = await sources.county_count()
        return answer(request, building.page_of(found, page, per_page, total))

    @get(
        "/organizations/{organization_id:str}", summary="One organisation", responses=problems(404)
    )
    async def organization(
        self, request: AnyRequest, organization_id: FromPath[str]
    ) -> Response[bytes]:
        """The homes of one county."""
        number = number_of(Thing.organization, organization_id)
        found = None if number is None else await sources.county(number)
        if found is None:
            raise _nothing()
        return answer(request, building.organization(found))

    @get("/service_at_locations", summary="Services at locations", responses=problems(400, 404))
    async def service_at_locations(
        self,
        request: AnyRequest,
        page: Page = 1,
        per_page: PerPage = 20,
        organization_id: Of = "",
    ) -> Response[bytes]:
        """Each home with its address and opening hours."""
        county = _county(organization_id)
        found = await sources.homes(page, per_page, county=county)
        total = await sources.home_count(county)
        contents = [building.full_at_location(one) for one in found]
        return answer(request, building.page_of(contents, page, per_page, total))

    @get(
        "/service_at_locations/{at_id:str}",
        summary="One service at its location",
        responses=problems(404),
    )
    async def service_at_location(
        self, request: AnyRequest, at_id: FromPath[str]
    ) -> Response[bytes]:
        """With service, location, address and schedules."""
        home = await _home(Thing.service_at_location, at_id)
        return answer(request, building.full_at_location(home))


def _county(organization_id: str) -> int | None:
    """The county behind an organisation's id; None where none is asked for."""
    if not organization_id:
        return None
    number = number_of(Thing.organization, organization_id)
    if number is None:
        raise _nothing()
    return number


async def _home(thing: Thing, said: str) -> ServedHome:
    number = number_of(thing, said)
    found = None if number is None else await sources.home(number)
    if found is None:
        raise _nothing()
    return found


def _nothing() -> NotFound:
    return NotFound(_("没有找到这项服务。编号从 /api/v1/hsds/services 里取。"))
