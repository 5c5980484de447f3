"""The language of a request, known before anything can go wrong.

Addresses without a route never reach the middleware that makes the Actor (`people/door.py`, which
remembers the choice and knows a person's own language); their answers are read by people too.
"""

from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from litestar.types import ASGIApp, Receive, Scope, Send

from match.foundation.language import speak


class LanguageMiddleware:
    """Wraps the whole application: `?lang=`, else the cookie `lang`, else Chinese."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            speak(_asked(scope["query_string"]) or _kept(dict(scope["headers"])) or "zh")
        await self.app(scope, receive, send)


def _asked(query: bytes) -> str:
    return parse_qs(query.decode("latin-1")).get("lang", [""])[-1]


def _kept(headers: dict[bytes, bytes]) -> str:
    try:
        cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return ""  # another program on this host set something odd; it is not ours to judge
    return cookies["lang"].value if "lang" in cookies else ""
