"""From an export to the file that is sent: one moment of the database, few rows in memory."""

import re
import tempfile
from collections.abc import AsyncIterator
from typing import IO, Any
from urllib.parse import quote, urlencode

import anyio
import anyio.to_thread
from litestar import Request
from litestar.response import Stream

from match.foundation import clock
from match.foundation.db import one_moment
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.settings import settings
from match.foundation.sheets.streaming import Fact, Format, writer
from match.site.exporting.commands import record_export
from match.site.exporting.export import MOST, Export, in_words
from match.site.htmx import actor_of

AnyRequest = Request[Any, Any, Any]
# A file costs seconds of one core: more at a time would only make every page slow.
_two_at_a_time = anyio.CapacityLimiter(2)
_A_PIECE = 64 * 1024


def wanted(request: AnyRequest) -> Format | None:
    """The kind of file that the address asks for; None for the page itself."""
    asked = request.query_params.get("format", "")
    return Format(asked) if asked in set(Format) else None


async def send(request: AnyRequest, export: Export) -> Stream:
    """
    All rows of *export*, as the kind of file the address asks for.

    Raises Invalid beyond `MOST` rows. What is not public leaves a line in the trail.
    """
    kind = wanted(request)
    assert kind is not None, "ask wanted() first"
    source = _source(request)
    out = tempfile.TemporaryFile()  # noqa: SIM115 # sent, and closed, after this function is done
    try:
        async with _two_at_a_time:
            count = await write(export, kind, out, source)
        if not export.public:
            await record_export(actor_of(request), export, kind, count)
    except BaseException:
        out.close()
        raise
    return Stream(
        _pieces(out),
        media_type=kind.media_type,
        encoding=kind.encoding,
        headers={
            "Content-Disposition": _disposition(export, kind),
            "Cache-Control": "no-store",
            **_links(export, source),
        },
    )


async def write(export: Export, kind: Format, out: IO[bytes], source: str) -> int:
    """Write *export* into *out*; how many rows there were. Raises Invalid beyond `MOST`."""
    made = await anyio.to_thread.run_sync(writer, kind, export.sheet, out)
    count = 0
    async with one_moment():
        async for batch in export.rows:
            count += len(batch)
            if count > MOST:
                raise Invalid({}, too_many(MOST))
            await anyio.to_thread.run_sync(made.add, batch)
    await anyio.to_thread.run_sync(made.finish, facts(export, count, source))
    return count


def too_many(most: int) -> str:
    """Said where a list has more rows than one file takes."""
    return _("超过 %(most)s 行，一次导不完。请加上筛选（例如按地区、按年份），分几次导出。") % {
        "most": most
    }


def facts(export: Export, count: int, source: str) -> list[Fact]:
    """What is said about the list as a whole: its filter, its time, where it is from."""
    chosen = in_words(export)
    now = clock.now().astimezone(clock.HERE)
    told = [
        Fact("list", _("清单"), export.sheet.title),
        Fact("filter", _("筛选条件"), chosen or _("全部")),
        Fact("rows", _("行数"), str(count)),
        Fact("made_at", _("导出时间"), now.isoformat("T", "seconds")),
        Fact("source", _("来源"), source),
    ]
    if export.public:
        told.append(Fact("licence", _("许可"), settings().data_licence))
    else:
        told.append(Fact("use", _("使用范围"), _("内部资料，只供本职工作使用，不得外传。")))
    return told


def file_name(export: Export, kind: Format) -> str:
    """需求大厅-2026-11-26-湘西-床上用品.xlsx: which list, of which day, with which filter."""
    day = f"{clock.today():%Y-%m-%d}"
    words = [export.sheet.title, day, *(value for _what, value in export.chosen)]
    plain = (re.sub(r"[^\w.-]+", "_", word).strip("_.") for word in words)
    return f"{'-'.join(word for word in plain if word)[:80]}.{kind.ending}"


def _disposition(export: Export, kind: Format) -> str:
    plain = f"{export.name}-{clock.today():%Y-%m-%d}.{kind.ending}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name(export, kind))}"


def _source(request: AnyRequest) -> str:
    """The page this list stands on, with its filter."""
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "format"]
    asked = f"?{urlencode(kept)}" if kept else ""
    return f"{settings().base_url}{request.url.path}{asked}"


def _links(export: Export, source: str) -> dict[str, str]:
    """A CSV has no room to say whose it is: it says so beside itself (RFC 8288)."""
    if not export.public:
        return {}
    joint = "&" if "?" in source else "?"
    return {
        "Link": f'<{settings().data_licence}>; rel="license", '
        f'<{source}{joint}format=json>; rel="describedby"; type="application/json"'
    }


async def _pieces(out: IO[bytes]) -> AsyncIterator[bytes]:
    with out:
        out.seek(0)
        while piece := out.read(_A_PIECE):
            yield piece
