"""Choosing a place: page by page without script, select by select with it. And the map shapes."""

from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from litestar import Controller, Request, Response, get
from litestar.params import FromQuery

from match.foundation.errors import Invalid
from match.foundation.language import _
from match.places import queries, shapes
from match.places.exporting import places_export
from match.places.rules import Level
from match.site.exporting import send, wanted
from match.site.htmx import Page, page

Asked = Request[Any, Any, Any]
HUNAN = "430000000000"


class Places(Controller):
    """The tree, for everybody."""

    path = "/places"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def browse(
        self,
        request: Asked,
        code: FromQuery[str] = HUNAN,
        q: FromQuery[str] = "",
        to: FromQuery[str] = "",
        field: FromQuery[str] = "division",
    ) -> Page | Response[Any]:
        """One unit with what is under it, or what a search finds. `to` is the page that asked:
        every place then has a link back to it that carries the code as `field`."""
        here = await queries.path(code)
        found = await queries.find(q, within=here[-1].scope) if q.strip() else None
        if wanted(request):
            chosen = [("", here[-1].name)] + ([(_("关键词"), q)] if q.strip() else [])
            units = found if found is not None else await queries.children(code)
            return await send(request, places_export(units, chosen))
        return page(
            "places/browse.html",
            block="units",
            request=request,
            here=here,
            q=q,
            to=_own_page(to),
            field=field,
            units=found if found is not None else await queries.children(code),
            chosen=lambda place: f"{to}?{urlencode({field: place})}",
        )

    @get("/children")
    async def children(
        self,
        request: Asked,
        code: FromQuery[str] = "",
        until: FromQuery[str] = "village",
        field: FromQuery[str] = "division",
    ) -> Page:
        """The next select of the picker, down to the level `until`; nothing once that is chosen."""
        last = _level(until)
        parent = await queries.division(code) if code else None
        deeper = parent is not None and parent.level < last
        return page(
            "places/next.html",
            request=request,
            parent=parent,
            units=await queries.children(code) if deeper else [],
            last=last,
            field=field,
        )

    @get("/counties.geojson")
    async def counties(self, request: Asked) -> Response[bytes]:
        """Outlines of the 122 counties."""
        return _shapes(request, shapes.county_outlines())

    @get("/prefectures.geojson")
    async def prefectures(self, request: Asked) -> Response[bytes]:
        """Outlines of the 14 prefectures."""
        return _shapes(request, shapes.prefecture_outlines())


def _own_page(to: str) -> str:
    """A link that leaves our house would let anybody lend it their name."""
    if to and (not to.startswith("/") or to.startswith(("//", "/\\")) or "?" in to):
        raise Invalid({"to": _("返回地址不对，请从原来的页面重新进入。")})
    return to


def _level(until: str) -> Level:
    try:
        return Level[until.upper()]
    except KeyError as error:
        raise Invalid({"until": _("没有这个级别，请用 county、township 或 village。")}) from error


def _shapes(request: Asked, outlines: bytes) -> Response[bytes]:
    tag = f'"{sha256(outlines).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=86400"}
    if request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, headers=headers)
    return Response(outlines, media_type="application/geo+json", headers=headers)
