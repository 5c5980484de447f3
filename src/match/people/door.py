"""
The cookie and the Actor: what every request passes before the gate.

Nothing is written for strangers, and a cookie we did not make opens nothing: sessions begin in
`commands/sessions.py` only, each with a token of its own.
"""

from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from match.foundation import language
from match.foundation.actor import ANONYMOUS
from match.foundation.errors import SignInNeeded
from match.foundation.language import _
from match.foundation.settings import settings
from match.people.commands.sessions import touch_session
from match.people.sessions import Session, recognised
from match.people.visit import Visit, client_address

SESSION_COOKIE = "__Host-sid"
BROWSER_COOKIE = "__Host-browser"
YEAR = 365 * 86400
SAME_FOR_ALL = ("/static/", "/embed/")


class ActorMiddleware:
    """Puts ``actor`` and ``session`` into the request's state, and sets its language."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        cookies = read_cookies(scope)
        # Style, script and widgets are the same for everybody: whose they are is not asked.
        same = scope["path"].startswith(SAME_FOR_ALL)
        token = "" if same else cookies.get(SESSION_COOKIE, "")
        found = await recognised(token) if token else None
        session, actor = found if found is not None else (None, ANONYMOUS)
        if session is not None and session.stale():
            await touch_session(session.id)
        scope.setdefault("state", {}).update(actor=actor, session=session)
        scope["user"] = actor
        chosen = _preferences(scope)
        language.speak(
            chosen.get("lang") or cookies.get("lang") or (session.language if session else "zh")
        )
        kept = {} if same else chosen
        await self.app(scope, receive, _remembering(send, kept, signed_in=session is not None))


def _preferences(scope: Scope) -> dict[str, str]:
    """``?lang=`` and ``?text=`` of the links at the top of each page, kept in a cookie."""
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    allowed = {"lang": language.LANGUAGES, "text": ("normal", "large")}
    return {
        name: asked[name][-1]
        for name, values in allowed.items()
        if name in asked and asked[name][-1] in values
    }


def _remembering(send: Send, chosen: dict[str, str], *, signed_in: bool) -> Send:
    added = [
        (
            b"set-cookie",
            f"{name}={value}; Path=/; Max-Age={YEAR}; Secure; HttpOnly; SameSite=Lax".encode(),
        )
        for name, value in chosen.items()
    ]

    async def send_with_cookies(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message["headers"])
            if signed_in and not any(name.lower() == b"cache-control" for name, _v in headers):
                # What names a person stays out of every cache (ASVS 14.3.2).
                headers.append((b"cache-control", b"no-store"))
            message["headers"] = [*headers, *added]
        await send(message)

    return send_with_cookies


def read_cookies(scope: Scope) -> dict[str, str]:
    """The cookies of a request; a malformed header holds none."""
    sent = "; ".join(
        value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"cookie"
    )
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(sent).items()}
    except CookieError:
        return {}


def session_of(request: Request[Any, Any, Any]) -> Session | None:
    """The session the middleware recognised."""
    return request.scope.get("state", {}).get("session")


def token_of(request: Request[Any, Any, Any]) -> str:
    """The session token that the browser sent; an empty string without one."""
    return request.cookies.get(SESSION_COOKIE, "")


def visit_of(request: Request[Any, Any, Any]) -> Visit:
    """Where the request comes from."""
    peer = request.client.host if request.client else None
    address = client_address(peer, request.headers, settings().trusted_proxies)
    return Visit(address, request.headers.get("user-agent", "")[:300])


def require_fresh(request: Request[Any, Any, Any]) -> None:
    """Ask for password and authenticator again where what follows cannot be undone."""
    session = session_of(request)
    if session is None or session.level < 2 or not session.fresh():
        raise SignInNeeded(_("为了安全，请再次输入密码和动态口令。"), step_up=True)


def give_session(response: Response[Any], token: str, *, days: int | None) -> Response[Any]:
    """Set the session cookie; with *days* the browser keeps it when it is closed."""
    response.set_cookie(_host_cookie(SESSION_COOKIE, token, days and days * 86400))
    return response


def take_session(response: Response[Any]) -> Response[Any]:
    """Remove the session cookie, and ask the browser to forget the pages it kept."""
    response.set_cookie(_host_cookie(SESSION_COOKIE, "", 0))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def give_browser(response: Response[Any], token: str) -> Response[Any]:
    """Set the short-lived cookie that a one-time code is bound to."""
    response.set_cookie(_host_cookie(BROWSER_COOKIE, token, 1800))
    return response


def _host_cookie(name: str, value: str, seconds: int | None) -> Cookie:
    return Cookie(
        key=name,
        value=value,
        path="/",
        max_age=seconds,
        secure=True,
        httponly=True,
        samesite="lax",
    )
