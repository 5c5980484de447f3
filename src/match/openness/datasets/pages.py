"""The files of tables and of homes, by the addresses that stay."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from match.foundation.errors import NotFound
from match.foundation.language import _
from match.openness.datasets.all import DATASETS
from match.openness.files import send
from match.site.api import OPEN_FILE

AnyRequest = Request[Any, Any, Any]


class TableFiles(Controller):
    """One public table: `needs.jsonl.gz`, or `needs.csv.zip` for a spreadsheet."""

    path = "/open-data"
    opt = OPEN_FILE
    include_in_schema = False

    @get("/tables/{name:str}")
    async def table(self, request: AnyRequest, name: FromPath[str]) -> Response[Any]:
        """404 for what is no table of ours."""
        dataset, _dot, ending = name.partition(".")
        if dataset not in DATASETS or ending not in ("jsonl.gz", "csv.zip"):
            raise NotFound(_("还没有这个数据文件，每天夜里自动生成。"))
        return await send(request, f"tables/{name}")

    @get("/hsds/{name:str}")
    async def homes(self, request: AnyRequest, name: FromPath[str]) -> Response[Any]:
        """All homes as a data package of HSDS: `homes.zip`. 404 for any other name."""
        if name != "homes.zip":
            raise NotFound(_("还没有这个数据文件，每天夜里自动生成。"))
        return await send(request, f"hsds/{name}")
