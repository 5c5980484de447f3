"""Keys of partners' programs at the JSON door: counted before any handler is asked."""

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from match.foundation.actor import SYSTEM
from match.foundation.errors import SignInNeeded, TooMany
from match.openness.partners.commands import Quota, count_call
from match.openness.partners.rules import MARK

DOOR = "/api/v1/"
HIDDEN = (b"authorization", b"cookie")


class CountKeys:
    """
    A request with ``Authorization: Bearer xth_…`` costs one of the day's questions, whatever comes
    of it. It reads what everybody may read: its cookies are taken off, so no session is looked at.
    401 for a key that is unknown or over, 429 when the day's questions are used up.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope)
        if not key:
            await self.app(scope, receive, send)
            return
        scope["headers"] = [one for one in scope["headers"] if one[0].lower() not in HIDDEN]
        try:
            quota = await count_call(SYSTEM, key)
        except SignInNeeded as refusal:
            refusal.facts["headers"] = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            raise
        except TooMany as refusal:
            refusal.facts["headers"] = _headers(Quota(refusal.facts["limit"], 0))
            raise
        await self.app(scope, receive, _saying(send, quota))


def _key(scope: Scope) -> str:
    if scope["type"] != "http" or not scope["path"].startswith(DOOR):
        return ""
    sent = {name.lower(): value for name, value in scope["headers"]}.get(b"authorization", b"")
    scheme, _, given = sent.decode("latin-1").partition(" ")
    key = given.strip()
    return key if scheme.lower() == "bearer" and key.startswith(MARK) else ""


def _headers(quota: Quota) -> dict[str, str]:
    # What is said of one key's quota must not be given to another's program by a shared cache.
    return {
        "X-RateLimit-Limit": str(quota.limit),
        "X-RateLimit-Remaining": str(quota.left),
        "Vary": "Authorization",
    }


def _saying(send: Send, quota: Quota) -> Send:
    said = [(name.lower().encode(), value.encode()) for name, value in _headers(quota).items()]

    async def send_with_quota(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *said]
        await send(message)

    return send_with_quota
