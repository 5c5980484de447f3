"""The house's own pages: components on show, accessibility, offline, and the service worker."""

from typing import Any

from litestar import Controller, Request, Response, get

from match.foundation.language import _
from match.foundation.settings import settings
from match.site.assets import NEVER, assets, respond
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.styleguide import samples


class SitePages(Controller):
    """Pages that belong to no room."""

    include_in_schema = False

    @get("/styleguide", opt={"public": True})
    async def styleguide(self, request: Request[Any, Any, Any]) -> Page:
        """Every component once: what designers look at, and what pictures and axe check."""
        form = Entry(
            {"title": "", "count": "4o", "unit": "bed", "kind": ["warm"]},
            {"title": _("请填写标题，例如“过冬棉被”。"), "count": _("请填写整数，例如 30。")},
        )
        return page("site/styleguide.html", request=request, form=form, **samples())

    @get("/accessibility", opt={"public": True})
    async def accessibility(self, request: Request[Any, Any, Any]) -> Page:
        """What works without sight, sound, mouse or script, and whom to tell when it does not."""
        return page("site/accessibility.html", request=request)

    @get("/offline", opt={"public": True})
    async def offline(self, request: Request[Any, Any, Any]) -> Page:
        """Shown by the service worker when there is neither network nor a copy."""
        return page("site/offline.html", request=request)

    @get("/sw.js", opt={"public": True})
    async def service_worker(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        """At the root, because a worker rules only over what lies below its own address."""
        return respond(assets()["sw.js"], request, cache_control=NEVER)

    @get("/favicon.ico", opt={"public": True})
    async def favicon(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        """Old kernels ask for it whatever the page says."""
        return respond(assets()["icon.svg"], request, cache_control="public, max-age=86400")

    @get("/robots.txt", opt={"public": True})
    async def robots(self) -> Response[str]:
        """Public lists may be indexed; desks, searches and the staff door may not."""
        closed = ("/admin", "/desk", "/me", "/sign-in", "/search", "/api/")
        lines = ["Disallow: /"] if settings().demo else [f"Disallow: {path}" for path in closed]
        return Response("User-agent: *\n" + "\n".join(lines) + "\n", media_type="text/plain")
