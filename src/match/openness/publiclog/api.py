"""The log for programs: the entries in order, whole years, heads and keys, and the verifier."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
from litestar import Controller, Response, get
from litestar.params import FromPath, QueryParameter
from litestar.response import Stream

from match.foundation.errors import NotFound
from match.foundation.language import _
from match.openness.files import terms
from match.openness.publiclog import queries
from match.openness.publiclog.queries import Head, Key, LogLine
from match.openness.publiclog.wording import head_title
from match.site.api import OPEN_FILE, Limit, problems
from match.site.atom import MEDIA_TYPE, Item, atom

VERIFIER = Path(__file__).with_name("verify.py")
# A takedown must take hold at once: nothing that holds texts is kept by anybody on the way.
HEADERS = {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}
After = Annotated[
    int, QueryParameter(ge=0, description="The place behind which to go on; see `next`.")
]


class Entries(msgspec.Struct, frozen=True):
    """``next`` goes on; keep it where there was nothing new."""

    entries: list[LogLine]
    next: str


class Heads(msgspec.Struct, frozen=True):
    """Everything signatures are checked with."""

    keys: list[Key]
    heads: list[Head]


class LogApi(Controller):
    """How to check all this by hand is in docs/public-log.md."""

    path = "/log"
    tags = ("public log",)
    opt = OPEN_FILE

    @get("/entries", summary="Entries", responses=problems(400, 422))
    async def entries(self, after: After = 0, limit: Limit = 100) -> Response[bytes]:
        """Entries behind the place `after`, in order. None is ever put in before one that was
        given out. `salt` and `document` are null where the text was taken down."""
        found = await queries.entries(after, limit)
        place = found[-1].place if found else after
        return _json(Entries(found, f"/log/entries?after={place}&limit={limit}"))

    @get("/heads.json", summary="Signed heads and keys")
    async def heads_json(self) -> Response[bytes]:
        """Every head, the newest first, and every key that ever signed, the oldest first."""
        return _json(Heads(await queries.keys(), await queries.heads()))

    @get("/heads.atom", include_in_schema=False)
    async def heads_atom(self) -> Response[bytes]:
        """A head a day, for whoever notes them."""
        items = [
            Item(
                name=f"log-head:{head.day}",
                title=head_title(head),
                at=datetime.fromisoformat(head.at),
                url="/log/heads",
                summary=f"{head.day}:{head.place}:{head.link}",
            )
            for head in await queries.heads(60)
        ]
        return Response(
            atom(items, path="/log/heads.atom", title=_("公开日志每日签名"), page="/log/heads"),
            media_type=MEDIA_TYPE,
        )

    @get("/files/{name:str}", include_in_schema=False)
    async def file(self, name: FromPath[str]) -> Stream:
        """One year: `2026.jsonl`. 404 for any other name."""
        year, _dot, ending = name.partition(".")
        known = {str(one) for one, _count in await queries.years()}
        if ending != "jsonl" or year not in known:
            raise NotFound(_("还没有这一年的数据文件。"))
        return Stream(
            queries.year_lines(int(year)),
            media_type="application/x-ndjson",
            headers={
                **HEADERS,
                **terms(),
                "Content-Disposition": f'attachment; filename="{name}"',
            },
        )

    @get("/verify.py", include_in_schema=False)
    async def verifier(self) -> Response[bytes]:
        """The program that checks the files without this site."""
        return Response(
            VERIFIER.read_bytes(),
            media_type="text/x-python",
            headers={"Content-Disposition": 'attachment; filename="verify.py"'},
        )


def _json(body: Any) -> Response[bytes]:
    return Response(
        msgspec.json.encode(body), headers=HEADERS, media_type="application/json; charset=utf-8"
    )
