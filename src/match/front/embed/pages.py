"""
The widget: small pages that anybody may frame, and the page where its snippet is made.

Under /embed/ there is no session, no cookie, no script and no form (`doors/headers.py`), so a page
that frames one learns nothing of who is signed in here and can make nobody click for it. Links open
in the whole window.
"""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from match.catalogue import codes
from match.foundation.errors import Invalid, NotFound
from match.foundation.language import _, speak
from match.front.embed.asked import MOST, THEMES, Asked, asked
from match.front.embed.snippet import oembed, snippet, widget_path
from match.homes.queries import home_card
from match.insight.dashboard import dashboard
from match.insight.gauges import label
from match.insight.words import shown
from match.needs.cards import need_card
from match.needs.queries import count_open, home_needs, open_needs
from match.needs.states import OPEN
from match.places.queries import area_names, counties
from match.site.entry import Entry
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
KEPT = {"Cache-Control": "public, max-age=300", "Vary": "Accept-Encoding"}
COVERAGE_ROWS = 6
HUNAN, COUNTY_DIGITS = "43", 6


class Widgets(Controller):
    """The pages that are framed."""

    path = "/embed"
    opt = {"public": True, "exclude_from_csrf": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/needs")
    async def needs(self, request: AnyRequest) -> Page:
        """Open needs of an area and a category, the newest first."""
        wanted = asked(request.query_params)
        found = await open_needs(
            areas=wanted.area,
            categories=[wanted.category] if wanted.category else [],
            limit=wanted.limit,
        )
        names = await area_names(wanted.area)
        about = [
            *names.values(),
            *([codes.category(wanted.category).label()] if wanted.category else []),
        ]
        return _framed(
            "needs",
            wanted,
            title=_("需要您帮助：%(about)s") % {"about": " · ".join(about) or _("湖南省儿童之家")},
            cards=[need_card(view) for view in found],
            more="/needs",
            # Counted village by village, a number would tell of a need that is not shown there.
            total=(
                await count_open(wanted.county or HUNAN)
                if len(wanted.county) <= COUNTY_DIGITS and not wanted.category
                else None
            ),
        )

    @get("/home/{home_id:int}")
    async def home(self, request: AnyRequest, home_id: FromPath[int]) -> Page:
        """One home with what it needs."""
        wanted = asked(request.query_params)
        try:
            home = await home_card(home_id)
        except NotFound as refused:
            return _missing(wanted, refused.message)
        needs = [view for view in await home_needs(home_id) if view.status in OPEN]
        return _framed(
            "needs",
            wanted,
            title=home.name,
            cards=[need_card(view) for view in needs[: wanted.limit]],
            more=f"/homes/{home_id}",
            total=None,
        )

    @get("/coverage/{code:str}")
    async def coverage(self, request: AnyRequest, code: FromPath[str]) -> Page:
        """An area's first gauges, as the public may know them."""
        wanted = asked(request.query_params)
        try:
            view = await dashboard(code, "coverage", public=True)
        except NotFound as refused:
            return _missing(wanted, refused.message)
        return _framed(
            "coverage",
            wanted,
            title=_("%(area)s：儿童之家") % {"area": view.place.name},
            gauges=view.gauges[:COVERAGE_ROWS],
            shown=shown,
            label=label,
            more=f"/coverage/{code}",
        )


class WidgetDesk(Controller):
    """For whoever wants the widget in their page: the snippet, and oEmbed."""

    path = ""
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/open-data/widget")
    async def configure(self, request: AnyRequest) -> Page:
        """A form that answers with the snippet and shows what it looks like."""
        wanted = asked(request.query_params)
        path = widget_path(request.query_params)
        return page(
            "front/embed/configure.html",
            request=request,
            form=Entry({**request.query_params, "county": wanted.county}),
            snippet=snippet(path, wanted),
            address=wanted.address(path),
            counties=[(one.code[:6], one.name) for one in await counties()],
            categories=[(one.code, one.label()) for one in codes.categories()],
            themes=[(THEMES[0], _("浅色")), (THEMES[1], _("深色"))],
            limits=[(str(n), str(n)) for n in (3, 5, MOST)],
        )

    @get("/oembed")
    async def embedding(self, request: AnyRequest) -> Response[bytes]:
        """oEmbed 1.0: the snippet for a page of ours, as JSON."""
        if request.query_params.get("format", "json") != "json":
            raise Invalid({"format": _("只支持 JSON。")})
        return oembed(request.query_params)


def _framed(name: str, wanted: Asked, status: int = 200, **context: Any) -> Page:
    """A widget in the language it was asked for; never in that of whoever is signed in."""
    speak(wanted.lang)
    return page(
        f"front/embed/{name}.html",
        status=status,
        headers=KEPT,
        theme=wanted.theme,
        **context,
    )


def _missing(wanted: Asked, words: str) -> Page:
    return _framed("missing", wanted, 404, title=_("没有找到"), words=words, more="/")
