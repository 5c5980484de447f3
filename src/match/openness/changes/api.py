"""The change feed for programs."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get
from litestar.params import QueryParameter

from match.foundation.settings import settings
from match.openness.answering import answer
from match.openness.changes.queries import Changes, changes_after, newest_place
from match.site.api import OPEN_FILE, problems

AnyRequest = Request[Any, Any, Any]
PATH = "/api/v1/changes"


class ChangesApi(Controller):
    """Everything public that is new, changed or gone, in one order without gaps."""

    path = PATH
    tags = ("open data",)

    @get(
        "/",
        summary="Change feed of everything",
        opt=OPEN_FILE,
        responses=problems(400),
    )
    async def feed(
        self,
        request: AnyRequest,
        after: Annotated[
            int, QueryParameter(ge=0, description="The place behind which to go on; see `next`.")
        ] = 0,
        limit: Annotated[int, QueryParameter(ge=1, le=1000, description="How many at most.")] = 100,
    ) -> Response[bytes]:
        """
        Changes behind the place `after`. Nothing is ever put in before a place that was given out:
        keep `next` and come back. With `If-None-Match` an unchanged answer is 304.
        """
        found = await changes_after(after, limit)
        place = found[-1].place if found else after
        return answer(
            request,
            Changes(
                found,
                await newest_place(),
                f"{settings().base_url}{PATH}?after={place}&limit={limit}",
                settings().data_licence,
                settings().publisher,
            ),
        )
