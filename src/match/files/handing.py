"""Handing a private file out to who may have it, for rooms that decide themselves who that is."""

import anyio
from litestar import Response

from match.files.queries import Stored
from match.foundation.errors import NotFound
from match.foundation.language import _


async def handed_out(found: Stored) -> Response[bytes]:
    """The bytes as a download that no cache keeps and no browser runs. Raises NotFound."""
    try:
        data = await anyio.Path(found.path).read_bytes()
    except FileNotFoundError as missing:
        raise NotFound(_("没有找到这个文件，或您没有查看权限。")) from missing
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": "attachment",
    }
    return Response(data, media_type=found.media_type, headers=headers)
