"""Whether one's organisation is named in open data of gifts; and the yearly files."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from match.foundation.errors import NotFound
from match.foundation.language import _
from match.openness.files import send
from match.openness.giving360 import commands
from match.openness.giving360.queries import namings
from match.site.api import OPEN_FILE
from match.site.dependencies import Who
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
BASE = "/me/donor-naming"


class NamingPages(Controller):
    """For managers of organisations that give."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, actor: Who) -> Page:
        """Each organisation with its choice, and what it means."""
        return page("openness/naming.html", organisations=await namings(actor))

    @post("/{organisation:int}/name")
    async def name(self, actor: Who, organisation: FromPath[int]) -> Redirect:
        """Name it."""
        await commands.name_donor(actor, organisation)
        return Redirect(BASE, status_code=303)

    @post("/{organisation:int}/no-name")
    async def no_name(self, actor: Who, organisation: FromPath[int]) -> Redirect:
        """Do not name it any more."""
        await commands.unname_donor(actor, organisation)
        return Redirect(BASE, status_code=303)


class Giving360Files(Controller):
    """All grants of a year: `2026.json`, and `2026.csv` for a spreadsheet."""

    path = "/open-data/360giving"
    opt = OPEN_FILE
    include_in_schema = False

    @get("/{name:str}")
    async def file(self, request: AnyRequest, name: FromPath[str]) -> Response[Any]:
        """404 for a year without grants, and for any other name."""
        year, _dot, ending = name.partition(".")
        if not (year.isascii() and year.isdigit()) or ending not in ("json", "csv"):
            raise NotFound(_("还没有这一年的数据文件。"))
        return await send(request, f"360giving/{name}")
