"""The auditor's desk: flags of the area, one case with its trail, the case as a file."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from match.foundation.permissions import Permission
from match.openness.flags import wording
from match.openness.flags.evidence import evidence
from match.openness.flags.exporting import flags_export
from match.openness.flags.queries import case_file, overview
from match.site.dependencies import Who
from match.site.exporting import send, wanted
from match.site.htmx import page


class FlagPages(Controller):
    """For audit, finance and discipline inspection."""

    path = "/audit"
    include_in_schema = False

    @get("/flags", opt={"permission": Permission.flags_read})
    async def show(self, request: Request[Any, Any, Any], actor: Who) -> Any:
        """The last year's cases with flags."""
        found = await overview(actor)
        if wanted(request):
            return await send(request, flags_export(found))
        return page("openness/flags.html", request=request, overview=found, say=wording)

    @get("/purchases/{tender_id:int}", opt={"permission": Permission.flags_read})
    async def case(self, actor: Who, tender_id: FromPath[int]) -> Any:
        """One purchase from notice to payment, every hash checked."""
        return page("openness/case.html", file=await case_file(actor, tender_id), say=wording)

    @get("/purchases/{tender_id:int}/evidence", opt={"permission": Permission.flags_read})
    async def evidence(self, actor: Who, tender_id: FromPath[int]) -> Response[bytes]:
        """The case as a zip."""
        packed = evidence(await case_file(actor, tender_id))
        return Response(
            packed,
            media_type="application/zip",
            headers={
                "Content-Disposition": f'attachment; filename="purchase-{tender_id}.zip"',
                "Cache-Control": "private, no-store",
            },
        )
