"""What the charity's pages share."""

from typing import Any

from litestar import Request, Response
from litestar.response import Redirect

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
BASE = "/desk/statements"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def see(path: str) -> Redirect:
    """After a POST: look at *path*."""
    return Redirect(path, status_code=303)


def sent_file(content: bytes, name: str) -> Response[bytes]:
    """A spreadsheet to keep; the ending of *name* says which."""
    media = XLSX if name.endswith(".xlsx") else CSV
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media, headers=headers)
