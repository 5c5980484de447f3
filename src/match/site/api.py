"""What the JSON doors share: documented problems, cursor pages, ETags, idempotent creation."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

import msgspec
from litestar import Request, Response
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import HeaderParameter, QueryParameter

from match.foundation.actor import Actor
from match.foundation.idempotency import Answer, once

PROBLEM_TYPE = "application/problem+json"
PAGE_MOST = 100
OPEN_FILE: Mapping[str, Any] = {"public": True, "exclude_from_csrf": True}
"""
Of a route whose answer anybody may read and caches on the way keep for everybody: it has no form,
and sets no form token, which is a cookie of one person.
"""
WAITING_PHONE = "x-outbox"
"""The header of a form that waited for a signal: outbox.js shows words on the form, not a page."""

Item = TypeVar("Item")


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """RFC 9457. ``fields`` maps a field to its complaint; ``code`` is stable for programs."""

    type: str
    title: str
    status: int
    code: str
    instance: str
    fields: dict[str, str] | None = None


class CursorPage(msgspec.Struct, Generic[Item], frozen=True):
    """One page of a list. ``next`` is the cursor of the following page, null at the end."""

    items: list[Item]
    next: int | None = None


class Made(msgspec.Struct, frozen=True):
    """Where the new thing is."""

    location: str


Limit: TypeAlias = Annotated[
    int, QueryParameter(ge=1, le=PAGE_MOST, description="How many at most.")
]
Cursor: TypeAlias = Annotated[
    int | None, QueryParameter(description="The `next` of the page before.")
]
IdempotencyKey: TypeAlias = Annotated[
    str,
    HeaderParameter(
        name="Idempotency-Key",
        description="8 to 255 characters of your own; the same key creates once.",
    ),
]

_MEANINGS = {
    400: "The request cannot be read.",
    401: "Sign in first.",
    403: "This account may not do this.",
    404: "There is no such thing, or none that you may see.",
    409: "The thing is not in a state that allows this, or this key was used before.",
    415: "Only application/json is read here.",
    422: "What was sent cannot be accepted; `fields` says why, field by field.",
    429: "Asked too often; see Retry-After.",
    503: "A part is down; the same request may succeed later.",
}


def problems(*statuses: int) -> dict[int, ResponseSpec]:
    """The ``responses`` of a handler: what it may refuse with, as the OpenAPI document tells."""
    return {
        status: ResponseSpec(
            data_container=Problem,
            generate_examples=False,
            description=_MEANINGS[status],
            media_type=PROBLEM_TYPE,  # pyright: ignore[reportArgumentType] # any media type is text
        )
        for status in statuses
    }


def cursor_page(items: list[Item], limit: int, key: Callable[[Item], int]) -> CursorPage[Item]:
    """A page of at most *limit*, from one item more than that where there are more."""
    shown = items[:limit]
    return CursorPage(shown, key(shown[-1]) if len(items) > limit else None)


def tagged(request: Request[Any, Any, Any], body: msgspec.Struct, tag: str) -> Response[Any]:
    """*body* with its ETag, or 304 without a body where the reader holds that version already."""
    etag = f'"{tag}"'
    headers = {"ETag": etag, "Vary": "Cookie", "Cache-Control": "no-cache"}
    if is_known(request, etag):
        return Response(b"", status_code=304, headers=headers)
    return Response(
        msgspec.json.encode(body), headers=headers, media_type="application/json; charset=utf-8"
    )


def is_known(request: Request[Any, Any, Any], etag: str) -> bool:
    """Whether the reader says that they hold this version (RFC 9110 §13.1.2)."""
    known = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    return etag in known or f"W/{etag}" in known or "*" in known


async def create_once(
    request: Request[Any, Any, Any],
    actor: Actor,
    key: str,
    create: Callable[[], Awaitable[str]],
) -> Answer:
    """
    Run *create*, which returns where the new thing is, once for this key; see
    `match.foundation.idempotency`. Raises Invalid for a bad key, Conflict for one used otherwise.
    """

    async def act() -> Answer:
        return Answer(201, await create())

    body = await request.body()
    return await once(actor, key, f"{request.method} {request.url.path}", body, act)


async def created(
    request: Request[Any, Any, Any],
    actor: Actor,
    key: str,
    create: Callable[[], Awaitable[str]],
) -> Response[Made]:
    """`create_once`, answered with where the new thing is; a header marks an answer repeated."""
    made = await create_once(request, actor, key, create)
    headers = {"Location": made.location}
    if made.repeated:
        headers["Idempotent-Replay"] = "true"
    return Response(Made(made.location), status_code=made.status, headers=headers)
