"""Pages that staff and everybody have in common: months, ways, layers. Public ones tell less."""

from typing import Any

from litestar import Request

from match.foundation.errors import NotFound
from match.foundation.language import _
from match.insight.funnels import KINDS, desk_keys, desk_word, funnel, slowest, step_words
from match.insight.layers import layered
from match.insight.trends import trends
from match.places.queries import division
from match.places.rules import Level
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]


def base_of(*, public: bool) -> str:
    """The address that a division's pages live under."""
    return "/coverage" if public else "/gauges"


async def trends_page(request: AnyRequest, code: str, *, public: bool) -> Page:
    """Every gauge of a division by month."""
    view = await trends(code, public=public)
    return page(
        "insight/trends.html",
        request=request,
        view=view,
        public=public,
        base=base_of(public=public),
    )


async def flow_page(request: AnyRequest, code: str, kind: str, *, public: bool) -> Page:
    """How needs or purchases move on. Raises NotFound for the public below a county."""
    kind = kind if kind in KINDS else KINDS[0]
    if public and (await division(code)).level > Level.COUNTY:
        raise NotFound(_("需求和采购的进展公开到县级。请看所在的县。"))
    base = base_of(public=public)
    view = await funnel(code, kind, public=public, base=base)
    return page(
        "insight/flow.html",
        request=request,
        view=view,
        public=public,
        base=base,
        words=step_words(kind),
        desks=[(key, desk_word(key)) for key in desk_keys(kind)],
        slowest=slowest(view.desks),
    )


async def map_page(request: AnyRequest, code: str, layer: str, *, public: bool) -> Page:
    """The map of a division, one layer at a time."""
    base = base_of(public=public)
    view = await layered(code, layer, public=public, base=base)
    return page("insight/map.html", request=request, view=view, public=public, base=base)
