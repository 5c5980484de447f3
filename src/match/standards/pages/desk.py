"""What is to be put right, as the homes and those who look after them see it."""

from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from match.files.handing import handed_out
from match.foundation.permissions import Permission as P
from match.site.dependencies import Who
from match.site.exporting import MOST, send, wanted
from match.site.htmx import Page, page
from match.standards.pages.common import WORDS, Answer, AnyRequest
from match.standards.pages.exporting import flags_export, inspections_export
from match.standards.queries import flags_in, inspection_file, kept_inspections, photo_of


class StandardsDesk(Controller):
    """Open flags, and single inspections."""

    path = "/desk/standards"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Page | Response[Any]:
        """
        Open flags of my homes, or of the area where I inspect; the first due comes first. For who
        inspects, the inspections themselves as a file as well.
        """
        inspects = actor.may(P.standards_inspect)
        if wanted(request) and inspects and request.query_params.get("list") == "inspections":
            return await send(request, inspections_export(await kept_inspections(actor, MOST + 1)))
        if wanted(request):
            return await send(request, flags_export(await flags_in(actor, MOST)))
        return page(
            "standards/desk.html",
            request=request,
            flags=await flags_in(actor),
            inspects=inspects,
            surveys=inspects or actor.may(P.standards_survey) or actor.may(P.homes_decide),
            **WORDS,
        )

    @get("/inspections/{inspection_id:int}")
    async def inspection(
        self, request: AnyRequest, actor: Who, inspection_id: FromPath[int]
    ) -> Page:
        """What was found, line by line."""
        return page(
            "standards/inspection.html",
            request=request,
            seen=await inspection_file(actor, inspection_id),
            **WORDS,
        )

    @get("/inspections/{inspection_id:int}/photos/{file_id:int}")
    async def photo(
        self, actor: Who, inspection_id: FromPath[int], file_id: FromPath[int]
    ) -> Answer:
        """A photo of a room, for the home and those who look after it."""
        return await handed_out(await photo_of(actor, inspection_id, file_id))
