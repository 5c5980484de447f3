"""The list of gifts, and one gift with its whole way from promise to thanks."""

from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath, FromQuery
from markupsafe import Markup

from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.paper import qr_svg
from match.foundation.permissions import Permission
from match.foundation.settings import settings
from match.giving import wording
from match.giving.exporting import donations_export
from match.giving.outcome.queries import outcome_of
from match.giving.pages.common import BASE, AnyRequest, prefilled, show_step
from match.giving.queries import donation_file, donations_in, homes_near, my_donations
from match.giving.states import DONATIONS_OVER, agreement_word, word
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import Page, page

SHOWN = 100


class AgreementDesk(Controller):
    """For both parties, and for who follows gifts in the area."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(
        self, request: AnyRequest, actor: Who, of: FromQuery[str] = ""
    ) -> Page | Response[Any]:
        """My own; for staff also those of the area."""
        follows = actor.staff and actor.may(Permission.giving_read)
        area = follows and of != "mine"
        most = MOST if wanted(request) else SHOWN
        found = await (donations_in(actor, most) if area else my_donations(actor, most))
        if wanted(request):
            chosen = [("", _("本辖区") if area else _("我参与的"))]
            return await send(request, donations_export(found, chosen))
        return page(
            "giving/agreements.html",
            request=request,
            follows=follows,
            area=area,
            going=[line for line in found if line.status not in DONATIONS_OVER],
            over=[line for line in found if line.status in DONATIONS_OVER],
            word=word,
            words=wording,
        )

    @get("/{agreement_id:int}")
    async def show(self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]) -> Page:
        """One gift: what is next for the reader, its figures, parcels, homes and timeline."""
        file = await donation_file(actor, agreement_id)
        return page(
            "giving/agreement.html",
            request=request,
            file=file,
            line=file.line,
            word=word,
            agreement_word=agreement_word,
            words=wording,
            entry=prefilled(file, file.verbs[0]) if file.verbs else Entry(),
            homes=await homes_near(agreement_id) if "allocate" in file.verbs else [],
            outcome=await outcome_of(actor, file),
        )

    @get("/{agreement_id:int}/text")
    async def text(self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]) -> Page:
        """The text alone, for paper (A4)."""
        file = await donation_file(actor, agreement_id)
        return page("giving/text.html", request=request, file=file, agreement_word=agreement_word)

    @get("/{agreement_id:int}/steps/{verb:str}")
    async def step(
        self, request: AnyRequest, actor: Who, agreement_id: FromPath[int], verb: FromPath[str]
    ) -> Page:
        """The form of one verb that the reader may do now."""
        file = await donation_file(actor, agreement_id)
        if verb not in file.verbs:
            raise NotFound(_("这一步现在不能办理，请回到协议页面看下一步。"))
        return await show_step(request, actor, agreement_id, verb, prefilled(file, verb))

    @get("/{agreement_id:int}/parcels/{position:int}/label")
    async def label(
        self, request: AnyRequest, actor: Who, agreement_id: FromPath[int], position: FromPath[int]
    ) -> Page:
        """What is stuck on a parcel: whom it is for, and the code that opens its count page."""
        file = await donation_file(actor, agreement_id)
        parcel = next((one for one in file.parcels if one.position == position), None)
        if parcel is None:
            raise NotFound(_("没有找到这件包裹。"))
        address = f"{settings().base_url}/parcels/{parcel.code}"
        return page(
            "giving/label.html",
            request=request,
            line=file.line,
            parcel=parcel,
            parcels=len(file.parcels),
            address=address,
            drawn=Markup(qr_svg(address)),  # noqa: S704 # drawn here, from our own address
        )
