"""Headers on every response, errors included, and the checks that come before any handler."""

from collections.abc import Iterable
from urllib.parse import urlsplit
from uuid import uuid4

import structlog
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, Message, Receive, Scope, Send

CSP = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'"
)
FIXED = (
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(self), microphone=(self)"),
)
EMBEDDED = "/embed/"
"""Under this path alone lies what others may frame: no script, no form, no cookie, no session."""
FRAMED = (
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none';"
        b" form-action 'none'; frame-ancestors *",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
BODIES = (b"application/json", b"application/x-www-form-urlencoded", b"multipart/form-data")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Headers:
    """Wraps the whole application, so that not even a crash answers without them."""

    def __init__(self, app: ASGIApp, *, demo: bool, secure: bool) -> None:
        extra: list[tuple[bytes, bytes]] = []
        if demo:
            extra.append((b"x-robots-tag", b"noindex, nofollow"))
        if secure:
            extra.append((b"strict-transport-security", b"max-age=31536000"))
        self.app = app
        self.fixed = (*FIXED, *extra)
        self.framed = (*FRAMED, *extra)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = uuid4().hex

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                fixed = self.framed if _is_widget(scope) else self.fixed
                sent = (*fixed, (b"x-request-id", request_id.encode()))
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((name, value) for name, value in sent if name not in present),
                ]
            await send(message)

        structlog.contextvars.clear_contextvars()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self.app(scope, receive, send_with_headers)


def _is_widget(scope: Scope) -> bool:
    """A page of the site that says "nothing here" under that path is none: it has its menu."""
    return scope["path"].startswith(EMBEDDED) and "route_handler" in scope


class Refuse:
    """
    Refuses, before any handler, what no handler should ever see.

    415: a body of another type than forms and JSON, or than the handler's opt ``body`` names;
    Litestar would decode JSON from text/plain, which a foreign page can post. 403: an unsafe
    request that comes from another site. 400: a NUL in the path or query, which PostgreSQL
    cannot store.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (status := _refusal(scope)) is not None:
            raise HTTPException(status_code=status, detail="refused at the door")
        await self.app(scope, receive, send)


def _refusal(scope: Scope) -> int | None:
    headers = {name.lower(): value for name, value in scope["headers"]}
    if b"%00" in scope.get("raw_path", b"") or b"%00" in scope.get("query_string", b""):
        return 400
    if scope.get("method", "GET") in SAFE:
        return None
    allowed = _body_types(scope)
    if _has_body(headers) and not _type_is(headers.get(b"content-type", b""), allowed):
        return 415
    origin = headers.get(b"origin")
    if headers.get(b"sec-fetch-site") == b"cross-site" or (
        origin not in (None, b"null") and urlsplit(origin or b"").netloc != headers.get(b"host")
    ):
        return 403
    return None


def _body_types(scope: Scope) -> tuple[bytes, ...]:
    """Forms and JSON, and what machines push to this handler."""
    named = getattr(scope.get("route_handler"), "opt", {}).get("body")
    return (*BODIES, named.encode()) if named else BODIES


def _has_body(headers: dict[bytes, bytes]) -> bool:
    return headers.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in headers


def _type_is(value: bytes, allowed: Iterable[bytes]) -> bool:
    return value.split(b";")[0].strip().lower() in allowed
