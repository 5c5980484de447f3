"""What the pages of the staff door share."""

from typing import Any

from litestar import Request, Response
from litestar.response import Redirect

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]


def see(path: str) -> Redirect:
    """After a POST: look at *path*."""
    return Redirect(path, status_code=303)
