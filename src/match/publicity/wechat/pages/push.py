"""
Where WeChat calls us: an echo when the address is entered there, then messages and events.

Everything that is not signed with our token, too old, seen before, too large or no message of
WeChat's is answered without detail: 403 for what is not WeChat's, 400 for what cannot be read. A
repeat is answered like the first ("success"), since WeChat asks again until it hears something.
"""

import re
from typing import Any

from litestar import Controller, Request, Response, get, post

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.errors import TooMany
from match.foundation.language import _
from match.foundation.safe_xml import UnsafeXml
from match.foundation.settings import Settings, settings
from match.foundation.wechat.crypto import Box, Forged, check_signature, signature
from match.people.commands.contacts import bind_wechat
from match.publicity.wechat.commands import take_push
from match.publicity.wechat.messages import Push, push_in, reply_to, sealed_in, sealed_reply

BODY_MOST = 64 * 1024
AGE_SECONDS = 300
"""WeChat repeats within seconds; five minutes allow for clocks that differ."""
NAME_MOST = 64
CODE = re.compile(r"[0-9]{8}")
AnyRequest = Request[Any, Any, Any]


class _Refused(Exception):
    """A push that is answered with a bare status."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


class WechatPushPages(Controller):
    """One address, entered at WeChat as the server's."""

    path = "/wechat/push"
    # Signed by WeChat instead of by our form token; its XML is let through the door by `body`.
    opt = {"public": True, "exclude_from_csrf": True, "body": "text/xml"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def echo(self, request: AnyRequest) -> Response[bytes]:
        """Say back what WeChat says, if it is WeChat (接入指南)."""
        try:
            asked = _Asked(request)
            asked.check(settings())
        except _Refused as refused:
            return _bare(refused.status)
        said = asked.one("echostr")
        return Response(said.encode(), media_type="text/plain") if said else _bare(400)

    @post("/", status_code=200, request_max_body_size=BODY_MOST)
    async def take(self, request: AnyRequest) -> Response[bytes]:
        """One message or event, acted on at once: nothing of it needs the network."""
        held = settings()
        try:
            asked = _Asked(request)
            asked.check(held)
            push = _opened(held, asked, await request.body())
        except _Refused as refused:
            return _bare(refused.status)
        fresh = await take_push(SYSTEM, push, asked.one("signature"))
        if not fresh or push.kind != "text":
            return Response(b"success", media_type="text/plain")
        said = await _words(push, held.base_url)
        return Response(_reply(held, push, said, asked.nonce), media_type="text/xml")


class _Asked:
    """The query of a push."""

    def __init__(self, request: AnyRequest) -> None:
        self._query = request.query_params
        self.timestamp, self.nonce = self.one("timestamp"), self.one("nonce")
        self.sealed = self.one("encrypt_type") == "aes"

    def one(self, name: str) -> str:
        """A parameter that stands there once and is not long, or nothing."""
        values: list[str] = self._query.getall(name, [])
        return values[0] if len(values) == 1 and len(values[0]) <= NAME_MOST else ""

    def check(self, held: Settings) -> None:
        """Raises _Refused unless it is signed with our token, and not old."""
        if not held.wechat_token or not self.timestamp.isascii() or not self.timestamp.isdigit():
            raise _Refused(403)
        if abs(clock.now().timestamp() - int(self.timestamp)) > AGE_SECONDS:
            raise _Refused(403)
        try:
            check_signature(self.one("signature"), held.wechat_token, self.timestamp, self.nonce)
        except Forged:
            raise _Refused(403) from None


def _opened(held: Settings, asked: _Asked, body: bytes) -> Push:
    """The message inside. Plain messages are not taken where safe mode is set up: a stranger who
    learned the token could write them."""
    if bool(held.wechat_aes_key) != asked.sealed:
        raise _Refused(403)
    try:
        if asked.sealed:
            sealed = sealed_in(body)
            check_signature(
                asked.one("msg_signature"),
                held.wechat_token,
                asked.timestamp,
                asked.nonce,
                sealed,
            )
            body = Box(held.wechat_aes_key, held.wechat_appid).opened(sealed)
        return push_in(body)
    except Forged:
        raise _Refused(403) from None
    except UnsafeXml:
        raise _Refused(400) from None


def _reply(held: Settings, push: Push, said: str, nonce: str) -> bytes:
    """A text answer; in safe mode sealed as the question was."""
    now = str(int(clock.now().timestamp()))
    plain = reply_to(push, said, int(now))
    if not held.wechat_aes_key:
        return plain
    sealed = Box(held.wechat_aes_key, held.wechat_appid).sealed(plain)
    return sealed_reply(sealed, signature(held.wechat_token, now, nonce, sealed), now, nonce)


async def _words(push: Push, base_url: str) -> str:
    """
    Where to look and whom to call. Eight digits are the code by which a person binds this WeChat
    account to their own at our site, and are answered with what came of it.
    """
    digits = "".join(push.text.split())
    if CODE.fullmatch(digits):
        try:
            bound = await bind_wechat(SYSTEM, digits, push.sender)
        except TooMany:
            bound = False
        if bound:
            return _("绑定成功。以后可以在微信里收到湘童汇的提醒，随时可以在网站上关闭。")
        return _("绑定码不对或已过期，请在网站上重新获取。")
    return _(
        "您好，这里是湘童汇的自动回复，不会有人看到您的留言。\n"
        "公开的需求：%(needs)s\n文章和政策：%(articles)s\n"
        "孩子有危险请打 110；未成年人心理和权益 12355；妇女儿童维权 12338。"
    ) % {"needs": f"{base_url}/needs", "articles": f"{base_url}/articles"}


def _bare(status: int) -> Response[bytes]:
    return Response(b"", status_code=status, media_type="text/plain")
