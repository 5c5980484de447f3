"""
Bulk files as they lie in the data directory: made, recorded, sent.

A file bears the hash of its content in its name on disk, so whoever is downloading the old one is
not cut off; its address stays the same.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import IO, Any

import anyio
from litestar import Request, Response
from litestar.response import File

from match.foundation.actor import SYSTEM
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.settings import settings
from match.openness.bulk import clear, folder, put
from match.openness.commands import record_open_file
from match.openness.queries import open_file
from match.site.api import is_known

Writer = Callable[[IO[bytes]], Awaitable[int]]
"""Writes the content and returns how many rows are in it."""

TYPES = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".gz": "application/gzip",
    ".zip": "application/zip",
}


async def make(name: str, dataset: str, write: Writer, *, remarks: int = 0) -> bool:
    """
    Write the file *name* (`needs.jsonl.gz`, `360giving/2026.json`) and record it; whether it is
    another one than before. The same content is the same file: nothing is recorded anew.
    """
    await anyio.Path(folder()).mkdir(parents=True, exist_ok=True)
    flat = name.replace("/", "-")
    part = folder() / f".{flat}.part"
    with part.open("wb") as out:
        rows = await write(out)
    stem, _dot, ending = flat.partition(".")
    file, digest = put(part, stem, ending)
    fresh = await record_open_file(
        SYSTEM,
        name=name,
        dataset=dataset,
        file=file,
        size=(folder() / file).stat().st_size,
        sha256=digest,
        rows=rows,
        remarks=remarks,
    )
    clear(stem, ending, file)
    return fresh


def terms() -> dict[str, str]:
    """Whose licence a file that holds no words of its own is under, and what its fields mean."""
    licence = f'<{settings().data_licence}>; rel="license"'
    return {"Link": f'{licence}, </open-data/dictionary.json>; rel="describedby"'}


async def send(request: Request[Any, Any, Any], name: str) -> Response[Any]:
    """The file of that name, or 304. Raises NotFound where there is none."""
    found = await open_file(name)
    return await sent(request, folder() / found.file, found.sha256)


async def sent(request: Request[Any, Any, Any], path: Path, sha256: str) -> Response[Any]:
    """The file at *path*, or 304. Raises NotFound where there is none."""
    headers = {
        "ETag": f'"{sha256[:32]}"',
        "X-Content-SHA256": sha256,
        "Cache-Control": "public, max-age=300",
        "Access-Control-Allow-Origin": "*",
        **terms(),
    }
    if is_known(request, headers["ETag"]):
        return Response(b"", status_code=304, headers=headers)
    if not await anyio.Path(path).exists():
        raise NotFound(_("还没有这个数据文件，每天夜里自动生成。"))
    return File(path, filename=path.name, media_type=TYPES[path.suffix], headers=headers)
