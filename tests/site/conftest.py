"""A small application with the site's own pages and one page in two parts."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from litestar import Litestar, Request, get
from litestar.params import FromQuery

from match.foundation.settings import Settings
from match.site.assets import static_files
from match.site.htmx import Page, page
from match.site.language_middleware import LanguageMiddleware
from match.site.pages import SitePages
from tests.using import using


@get("/missing", opt={"public": True})
async def missing(request: Request[Any, Any, Any], status: FromQuery[int]) -> Page:
    """Any error page on demand."""
    return page(
        "site/error.html", request=request, status=status, message="没有找到这个页面。", fields={}
    )


@get(["/parts", "/needs/parts"], opt={"public": True})
async def parts(request: Request[Any, Any, Any]) -> Page:
    """The style guide's main block, or the whole of it."""
    return page(
        "site/accessibility.html", block="main", request=request, headers={"HX-Trigger": "seen"}
    )


@pytest.fixture
def small_app() -> Iterator[LanguageMiddleware]:
    """The site without any room: no database is needed to see it."""
    with using(Settings(demo=True)):
        yield LanguageMiddleware(Litestar([SitePages, static_files(), missing, parts]))


@pytest.fixture
async def browser(small_app: LanguageMiddleware) -> AsyncIterator[httpx.AsyncClient]:
    """A client that keeps cookies."""
    transport = httpx.ASGITransport(app=small_app)
    async with httpx.AsyncClient(transport=transport, base_url="https://xth.test") as client:
        yield client
