"""What a form that was sent ends in: another page, or itself again with what is wrong."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response
from litestar.response import Redirect

from match.foundation.errors import Conflict, Invalid, MatchError
from match.foundation.forms import read
from match.site.entry import Entry
from match.site.htmx import Page
from match.site.submission import submission

Shape = TypeVar("Shape", bound=msgspec.Struct)
Again = Callable[[Entry, int], Awaitable[Response[Any] | Page]]
"""The page of the form, with an entry and a status."""


def see(path: str) -> Redirect:
    """After a POST: look at *path*."""
    return Redirect(path, status_code=303)


async def step(
    request: Request[Any, Any, Any],
    shape: type[Shape],
    act: Callable[[Shape], Awaitable[object]],
    again: Again,
    *,
    to: str,
    at: str | None = None,
    refusals: tuple[type[MatchError], ...] = (Invalid, Conflict),
) -> Response[Any] | Page:
    """
    Read the form and *act*, then look at *to*; or the page *again*, with what was typed. What is
    wrong with no box of its own stands at *at*, the first box where nothing else is said. Who may
    not see the thing at all is turned away before: this reads the form first.
    """
    sent = await submission(request, shape)
    try:
        await act(read(shape, sent))
    except refusals as wrong:
        first = next((field.name for field in msgspec.structs.fields(shape)), "")
        return await again(Entry(sent, wrong.at(first if at is None else at)), wrong.status)
    return see(to)
