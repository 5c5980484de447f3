"""Grants for programs, page by page, as they are now."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get
from litestar.params import QueryParameter

from match.foundation import clock
from match.openness.answering import answer
from match.openness.giving360.grants import grant, package
from match.openness.giving360.sources import page_of
from match.site.api import OPEN_FILE, Limit, problems

AnyRequest = Request[Any, Any, Any]
PATH = "/api/v1/360giving/grants"


class Giving360Api(Controller):
    """360Giving 1.4.3. Who is named and what is left out: docs/open-data.md."""

    path = "/api/v1/360giving"
    tags = ("open data",)

    @get(
        "/grants",
        summary="Grants and gifts",
        opt=OPEN_FILE,
        responses=problems(400),
    )
    async def grants(
        self,
        request: AnyRequest,
        after: Annotated[
            int, QueryParameter(ge=0, description="The place behind which to go on; `links.next`.")
        ] = 0,
        limit: Limit = 100,
    ) -> Response[bytes]:
        """A 360Giving package of the grants behind the place `after`; `links.next` goes on."""
        found = await page_of(after, limit)
        more = {"next": f"{PATH}?after={found[-1].place}&limit={limit}"} if found else {}
        changed = max((one.changed_at for one in found), default=clock.now())
        return answer(request, package([grant(one) for one in found], changed, **more))
