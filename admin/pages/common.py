"""What the desks share: the queue with one case open, and the answer to a decision."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from litestar import Request, Response
from litestar.response import Redirect

from admin import words as words_of
from match.foundation.errors import Conflict, Invalid
from match.site.htmx import page

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]


def see(path: str) -> Redirect:
    """After a POST: look at *path*."""
    return Redirect(path, status_code=303)


async def words(request: AnyRequest) -> dict[str, str]:
    """The short texts of a decision form."""
    sent = await request.form()
    return {name: str(value).strip() for name, value in sent.items() if isinstance(value, str)}


def following(lines: Sequence[Any], current: int, base: str) -> str:
    """Where to go after a decision: the next case of the queue, or the queue."""
    rest = [line.id for line in lines if line.id != current]
    later = [case for case in rest if case > current] or rest
    return f"{base}/{later[0]}" if later else base


async def decided(
    request: AnyRequest,
    act: Callable[[], Awaitable[Any]],
    *,
    onward: Callable[[], Awaitable[str]],
    again: Callable[[dict[str, str], str], Awaitable[Answer]],
) -> Answer:
    """
    Carry a decision out and go to the next case; or show the case again with what was wrong.

    A case that somebody else decided meanwhile is shown as it is now, with that sentence.
    """
    try:
        await act()
    except Invalid as invalid:
        return await again(invalid.fields, invalid.message)
    except Conflict as conflict:
        return await again({}, conflict.message)
    return see(await onward())


def queue_page(name: str, request: AnyRequest, *, status: int = 200, **values: Any) -> Answer:
    """A desk: the whole page for a browser, the open case alone for htmx."""
    return page(name, block="case_body", request=request, status=status, say=words_of, **values)
