"""Static files with their fingerprint in the address: fetched once, then never asked for again.

`static/css/*.css` become one `app.css` and `static/js/*.js` one `app.js`, in the order of their
names: small files to read, one request to make. Everything is compressed once, at start-up.
"""

import base64
import gzip
import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path
from typing import Any

import brotli
import msgspec
from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

STATIC = Path(__file__).parent / "static"
BUNDLES = {"app.css": "css", "app.js": "js"}
FOREVER = "public, max-age=31536000, immutable"
NEVER = "no-cache"
CURRENT = "current"

mimetypes.add_type("application/manifest+json", ".webmanifest")


class Asset(msgspec.Struct, frozen=True):
    """One file as it is served; ``digest`` is the first ten hex digits of its SHA-256."""

    name: str
    body: bytes
    media_type: str
    digest: str
    gzipped: bytes
    brotlied: bytes

    @property
    def url(self) -> str:
        """The address that may be kept for ever."""
        return f"/static/{self.digest}/{self.name}"


@cache
def assets() -> dict[str, Asset]:
    """Every static file by name, read and compressed once per process."""
    found = {name: _bundle(folder, Path(name).suffix) for name, folder in BUNDLES.items()}
    for path in sorted(STATIC.rglob("*")):
        name = path.relative_to(STATIC).as_posix()
        if path.is_file() and name.split("/")[0] not in BUNDLES.values():
            found[name] = path.read_bytes()
    return {name: _asset(name, body) for name, body in found.items()}


def asset(name: str) -> str:
    """The address of a static file, for templates. Raises KeyError for a file that is not there."""
    return assets()[name].url


def integrity(name: str) -> str:
    """
    What a ``<script integrity=…>`` says of a static file, so that the browser runs these bytes or
    none. Raises KeyError for a file that is not there.
    """
    digest = hashlib.sha256(assets()[name].body).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _bundle(folder: str, suffix: str) -> bytes:
    parts = (path.read_text("utf-8") for path in sorted((STATIC / folder).glob(f"*{suffix}")))
    text = "\n".join(parts)
    if suffix == ".css":
        # Comments explain the source to us, not the page to a phone on a slow line.
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        text = re.sub(r"\s+", " ", text)
    else:
        text = re.sub(r"^\s*//.*\n", "", text, flags=re.MULTILINE)
        text = re.sub(r"^[ \t]+", "", text, flags=re.MULTILINE)
    return text.encode()


def _asset(name: str, body: bytes) -> Asset:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(
        name=name,
        body=body,
        media_type=media_type,
        digest=hashlib.sha256(body).hexdigest()[:10],
        gzipped=gzip.compress(body, 9, mtime=0),
        brotlied=brotli.compress(body, quality=11),
    )


def respond(
    found: Asset, request: Request[Any, Any, Any], *, cache_control: str
) -> Response[bytes]:
    """The asset in the smallest form this browser accepts."""
    accepted = {
        part.split(";")[0].strip() for part in request.headers.get("accept-encoding", "").split(",")
    }
    headers = {
        "Cache-Control": cache_control,
        "Vary": "Accept-Encoding",
        "ETag": f'"{found.digest}"',
    }
    body = found.body
    if "br" in accepted:
        body, headers["Content-Encoding"] = found.brotlied, "br"
    elif "gzip" in accepted:
        body, headers["Content-Encoding"] = found.gzipped, "gzip"
    return Response(body, media_type=found.media_type, headers=headers)


@get("/static/{digest:str}/{name:path}", opt={"public": True}, include_in_schema=False)
async def static_file(
    request: Request[Any, Any, Any], digest: FromPath[str], name: FromPath[str]
) -> Response[Any]:
    """
    One static file. A page from before a release asks with the old digest: it gets the present
    file, told not to keep it. The word ``current`` in place of a digest does the same.
    """
    found = assets().get(name.lstrip("/"))
    if found is None:
        return Response(b"", status_code=404, media_type="text/plain")
    fresh = digest == found.digest
    return respond(found, request, cache_control=FOREVER if fresh else NEVER)


def static_files() -> HTTPRouteHandler:
    """The route of all static files."""
    return static_file
