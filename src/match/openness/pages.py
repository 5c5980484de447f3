"""The page of open data, and the bulk files."""

from typing import Any

import anyio
from litestar import Controller, Request, Response, get
from litestar.params import FromPath
from litestar.response import File

from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.settings import settings
from match.openness.dictionary import dictionary, extensions, never_told
from match.openness.flags.wording import flags_explained
from match.openness.queries import bulk_file, bulk_files, checked_chain, totals
from match.site.htmx import page

ENDINGS = {"json": "json", "jsonl.gz": "jsonl"}
TYPES = {"json": "application/json", "jsonl.gz": "application/gzip"}


class OpenDataPages(Controller):
    """What everybody may take along, and by which terms."""

    path = "/open-data"

    @get("/", opt={"public": True}, include_in_schema=False)
    async def show(self) -> Any:
        """Licence, provenance, feed, files, the dictionary of fields, red flags' formulas."""
        return page(
            "openness/open_data.html",
            totals=await totals(),
            files=await bulk_files(),
            chain=await checked_chain(),
            terms=settings(),
            registered=settings().ocds_prefix != "ocds-000000",
            dictionary=dictionary(),
            never=never_told(),
            extensions=extensions(),
            flags=await flags_explained(),
        )

    @get("/files/{name:str}", opt={"public": True}, include_in_schema=False)
    async def file(self, request: Request[Any, Any, Any], name: FromPath[str]) -> Any:
        """One year: `2026.json` or `2026.jsonl.gz`. 404 for any other name."""
        year, _dot, ending = name.partition(".")
        if ending not in ENDINGS or not year.isascii() or not year.isdigit() or len(year) != 4:
            raise NotFound(_("还没有这一年的数据文件。"))
        found = await bulk_file(int(year), ENDINGS[ending])
        headers = {"ETag": f'"{found.sha256[:32]}"', "X-Content-SHA256": found.sha256}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(b"", status_code=304, headers=headers)
        if not await anyio.Path(found.path).exists():
            raise NotFound(_("还没有这一年的数据文件。"))
        return File(found.path, filename=found.name, media_type=TYPES[ending], headers=headers)
