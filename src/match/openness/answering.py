"""How open data answers programs: JSON for everybody, with an ETag of its very bytes."""

import hashlib
from typing import Any

import msgspec
from litestar import Request, Response

from match.site.api import is_known

AnyRequest = Request[Any, Any, Any]
SHORT = "public, max-age=60"


def answer(request: AnyRequest, body: Any) -> Response[bytes]:
    """*body* as JSON, or 304 where the reader holds the same bytes."""
    text = msgspec.json.encode(body)
    etag = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": SHORT, "Access-Control-Allow-Origin": "*"}
    if is_known(request, etag):
        return Response(b"", status_code=304, headers=headers)
    return Response(text, headers=headers, media_type="application/json; charset=utf-8")
