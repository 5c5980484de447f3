"""The door of files: one address, whatever it is."""

from typing import Any

import anyio
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath

from match.files import resuming
from match.files.queries import stored
from match.files.resuming import Arrived, PieceForm
from match.foundation.actor import Actor
from match.foundation.errors import NotFound
from match.foundation.forms import read
from match.foundation.language import _


class FilePages(Controller):
    """Photos of public needs may be kept by caches; everything else by nobody."""

    path = "/files"

    @get("/{file_id:int}", opt={"public": True}, include_in_schema=False)
    async def fetch(
        self, request: Request[Any, Any, Any], actor: NamedDependency[Actor], file_id: FromPath[int]
    ) -> Response[bytes]:
        """One file, for who may have it; 404 for everybody else."""
        found = await stored(actor, file_id)
        tag = f'"{found.sha256[:32]}"'
        headers = {
            "ETag": tag,
            "Cache-Control": "public, max-age=86400" if found.shown else "private, no-store",
            # Whatever an upload holds, it runs nothing here.
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Disposition": "inline" if found.photo else "attachment",
        }
        if request.headers.get("if-none-match") == tag:
            return Response(b"", status_code=304, headers=headers)
        try:
            data = await anyio.Path(found.path).read_bytes()
        except FileNotFoundError as missing:
            raise NotFound(_("没有找到这个文件，或您没有查看权限。")) from missing
        return Response(data, media_type=found.media_type, headers=headers)

    @get("/pieces/{sha256:str}", opt={"signed_in": True}, include_in_schema=False)
    async def arrived(self, actor: NamedDependency[Actor], sha256: FromPath[str]) -> Arrived:
        """How much of one's own photo is here, so that a broken line can go on."""
        return await resuming.arrived(actor, sha256)

    @post("/pieces", status_code=200, opt={"signed_in": True}, include_in_schema=False)
    async def piece(
        self, request: Request[Any, Any, Any], actor: NamedDependency[Actor]
    ) -> Arrived:
        """The next piece of a photo; the same piece twice does no harm."""
        sent = await request.form()
        part = sent.get("part")
        data = await part.read() if isinstance(part, UploadFile) else b""
        return await resuming.keep_piece(actor, read(PieceForm, dict(sent)), data)
