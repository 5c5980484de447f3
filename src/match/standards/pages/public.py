"""What everybody may read of a home's standards."""

from litestar import Controller, get
from litestar.params import FromPath

from match.site.htmx import Page, page
from match.standards.pages.common import AnyRequest
from match.standards.queries import standards_met


class PublicStandards(Controller):
    """Lines met and lines being put right."""

    path = "/homes"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{home_id:int}/standards")
    async def show(self, request: AnyRequest, home_id: FromPath[int]) -> Page:
        """The last inspection, without notes, photos or numbers of children."""
        return page(
            "standards/public.html", "lines", request=request, told=await standards_met(home_id)
        )
