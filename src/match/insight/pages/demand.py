"""Demand totals: for everybody over the public list's own filters, for staff over their area."""

from datetime import date
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath, FromQuery

from match.catalogue import codes, lists
from match.foundation.decisions import require
from match.foundation.language import _
from match.foundation.money import yuan_short
from match.foundation.permissions import Permission
from match.foundation.sheets import Column, Kind, Sheet, write_xlsx
from match.insight.demand import Demand, Wanted, demand, of_public
from match.insight.policy import can_read
from match.needs.pages.asked import AskedNeeds
from match.needs.pages.browsing import LISTING, asked_needs
from match.needs.states import Urgency
from match.places.queries import path
from match.site.browsing import chosen_words
from match.site.dependencies import Who
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_LABELS = {
    "label_of": codes.label,
    "unit_of": lambda unit: codes.unit(unit).label(),
    "yuan_short": yuan_short,
}


class DemandPages(Controller):
    """For everybody: the needs of the public list, by the same address."""

    path = "/demand"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def totals(self, request: AnyRequest) -> Page:
        """What would close all that the list of needs shows for this address."""
        asked, due_by = _asked(request)
        return page(
            "insight/demand.html",
            request=request,
            found=await demand(of_public(asked, due_by)),
            place=None,
            line=(),
            public=True,
            base="/coverage",
            needs_url=asked.address(),
            sheet_url=_address("/demand/sheet", request),
            chosen=[words for _name, words in await chosen_words(LISTING, asked)],
            kept=[
                (n, v) for n, v in request.query_params.multi_items() if n not in ("due", "page")
            ],
            due=due_by,
            **_LABELS,
        )

    @get("/sheet")
    async def sheet(self, request: AnyRequest) -> Response[bytes]:
        """The same as a workbook."""
        asked, due_by = _asked(request)
        return _workbook(await demand(of_public(asked, due_by)), "demand")


class AreaDemandPages(Controller):
    """For officials: the needs of their area, with what only organisations see."""

    path = "/gauges/{code:str}/demand"
    opt = {"permission": Permission.insight_read}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def totals(
        self,
        request: AnyRequest,
        actor: Who,
        code: FromPath[str],
        category: FromQuery[str] = "",
        urgency: FromQuery[str] = "",
        due: FromQuery[str] = "",
    ) -> Page:
        """What would close all of the area's open needs."""
        line = await path(code)
        require(can_read(actor, code))
        wanted = _of_area(line[-1].scope, category, urgency, due)
        return page(
            "insight/demand.html",
            request=request,
            found=await demand(wanted),
            place=line[-1],
            line=line,
            public=False,
            base="/gauges",
            needs_url="/admin/needs",
            sheet_url=_address(f"/gauges/{code}/demand/sheet", request),
            chosen=[],
            kept=[(n, v) for n, v in (("category", category), ("urgency", urgency)) if v],
            due=wanted.due_by,
            **_LABELS,
        )

    @get("/sheet")
    async def sheet(
        self,
        actor: Who,
        code: FromPath[str],
        category: FromQuery[str] = "",
        urgency: FromQuery[str] = "",
        due: FromQuery[str] = "",
    ) -> Response[bytes]:
        """The same as a workbook."""
        line = await path(code)
        require(can_read(actor, code))
        found = await demand(_of_area(line[-1].scope, category, urgency, due))
        return _workbook(found, f"demand-{line[-1].scope}")


def _of_area(scope: str, category: str, urgency: str, due: str) -> Wanted:
    return Wanted(
        areas=(scope,),
        categories=(category,) if category in lists.categories() else (),
        urgency=(urgency,) if urgency in [str(one) for one in Urgency] else (),
        due_by=_day(due),
        money=True,
    )


def _asked(request: AnyRequest) -> tuple[AskedNeeds, date | None]:
    return asked_needs(request.query_params), _day(str(request.query_params.get("due", "")))


def _day(text: str) -> date | None:
    """A day of a form; what is no day narrows nothing."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _address(path_to: str, request: AnyRequest) -> str:
    query = request.url.query
    return f"{path_to}?{query}" if query else path_to


def _workbook(found: Demand, name: str) -> Response[bytes]:
    sheet = Sheet(
        _("需求总量"),
        (
            Column("category", _("类别代码")),
            Column("label", _("类别")),
            Column("unit", _("单位")),
            Column("needs", _("需求条数"), Kind.integer),
            Column("open", _("还缺数量"), Kind.integer),
            Column("offered", _("可用供给"), Kind.integer),
            Column("short", _("仍缺"), Kind.integer),
            Column("priced", _("按参考单价（元）"), Kind.money),
            Column("unpriced", _("没有参考单价的数量"), Kind.integer),
        ),
    )
    data = write_xlsx(
        sheet,
        (
            {
                "category": item.category,
                "label": item.label,
                "unit": item.unit_label,
                "needs": item.needs,
                "open": item.open,
                "offered": item.offered,
                "short": item.short,
                "priced": item.priced_fen,
                "unpriced": item.unpriced,
            }
            for item in found.items
        ),
    )
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(data, media_type=XLSX, headers=headers)
