"""The desk of who loads guiding catalogues: what each area issued, as a page and as a file."""

from typing import Any

from litestar import Controller, Request, get
from litestar.params import FromQuery

from match.catalogue.queries import GuidingItem, Issuer, catalogue_of, issuers
from match.catalogue.sheet import cells, sheet
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import Export, in_batches, send, wanted
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
SHOWN = 200


class GuidingDesk(Controller):
    """For the province; everybody else reads the catalogues in the open data."""

    path = "/desk/guiding"
    opt = {"permission": Permission.parameters_set}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def shown(self, request: AnyRequest, actor: Who, division: FromQuery[str] = "") -> Any:
        """One area's catalogue; without a choice the first that has one, else the province's."""
        known = await issuers(actor)
        chosen = _chosen(known, division)
        items = await catalogue_of(chosen.code)
        if wanted(request):
            return await send(request, guiding_export(items, chosen))
        return _page(request, known, chosen, items)


def guiding_export(items: list[GuidingItem], issuer: Issuer) -> Export:
    """A catalogue in the columns in which it is imported."""
    area = ((_("哪一级发布的目录"), issuer.label),)
    return Export("guiding-catalogue", sheet(), in_batches(items, cells), area, public=True)


def _chosen(known: list[Issuer], division: str) -> Issuer:
    """Raises NotFound for an area that is none, or not the reader's."""
    if division:
        chosen = next((one for one in known if one.code == division), None)
    else:
        chosen = next((one for one in known if one.items), next(iter(known), None))
    if chosen is None:
        raise NotFound(_("没有找到这个地区。"))
    return chosen


def _page(
    request: AnyRequest, known: list[Issuer], chosen: Issuer, items: list[GuidingItem]
) -> Page:
    return page(
        "catalogue/guiding.html",
        request=request,
        form=Entry({"division": chosen.code}),
        options=[
            (one.code, _("%(title)s（%(count)s）") % {"title": one.label, "count": one.items})
            for one in known
        ],
        chosen=chosen,
        items=items,
        most=SHOWN,
    )
