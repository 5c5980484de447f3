"""The sealing pages under the product's own policy, without a database: what runs is the bundle."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from litestar import Litestar, Request, get

from match.doors.headers import Headers
from match.foundation.actor import Actor
from match.foundation.settings import Settings
from match.site.assets import assets, static_files
from match.site.htmx import Page, page
from match.site.language_middleware import LanguageMiddleware
from match.site.pages import SitePages
from tests.browser.trial import serving
from tests.using import using

AnyRequest = Request[Any, Any, Any]


def script_sha256() -> str:
    """The published hash of the bundle."""
    return hashlib.sha256(assets()["vendor/sealing.js"].body).hexdigest()


@contextmanager
def sealing_pages(terms: dict[str, Any], state: str = "none") -> Iterator[str]:
    """The address of a site whose /bid asks for a bid under *terms* and whose /key makes keys."""

    @get("/bid")
    async def bid(request: AnyRequest) -> Page:
        return page(
            "bids/bid.html",
            request=request,
            terms=terms,
            terms_json=json.dumps(terms),
            state=state,
            bidders=[(terms["bidder"], "阳光社工")],
            bid_id="",
            script_sha256=script_sha256(),
        )

    @get("/key")
    async def key(request: AnyRequest) -> Page:
        return page(
            "bids/key.html",
            request=request,
            key=None,
            openings=(),
            script_sha256=script_sha256(),
        )

    @get("/desk/inbox/unread", media_type="text/html")
    async def unread(request: AnyRequest) -> str:
        return ""  # what the bell in the header asks for

    def before(request: AnyRequest) -> None:
        request.scope["state"]["actor"] = Actor(id=7, name="第7位")

    app = Litestar([SitePages, static_files(), bid, key, unread], before_request=before)
    pages = Headers(LanguageMiddleware(app), demo=True, secure=False)
    with using(Settings(demo=True)), serving(pages) as url:
        yield url
