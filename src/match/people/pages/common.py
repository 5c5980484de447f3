"""What the pages of this room share."""

from typing import Any

from litestar import Request, Response

from match.people.door import BROWSER_COOKIE

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]


def onward(path: str, otherwise: str = "/desk") -> str:
    """Where to go after signing in: a page of ours, or *otherwise*. Never another site."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and "\\" not in path
    printable = path.isascii() and path.isprintable()
    return path if inside and printable and not path.startswith("/sign-") else otherwise


def browser_of(request: AnyRequest) -> str:
    """The token a one-time code is bound to; empty without one."""
    return request.cookies.get(BROWSER_COOKIE, "")
