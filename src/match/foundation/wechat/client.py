"""Calls to WeChat: with the shared token, renewed once when refused, counted, failures as kinds."""

import logging
import ssl
from collections.abc import Mapping
from functools import cache
from typing import Any

import httpx
import msgspec

from match.foundation.settings import Settings, settings
from match.foundation.wechat.errors import (
    NO_ANSWER,
    STALE_TOKEN,
    BadCredentials,
    Later,
    WeChatError,
    failure,
)
from match.foundation.wechat.tokens import METHOD as TOKEN_METHOD
from match.foundation.wechat.tokens import current_token, other_token
from match.foundation.wechat.uses import note, refuse_if_spent

SECONDS = 8
ANSWER_MOST = 2_000_000
# Its INFO lines hold whole addresses, and with them the token.
logging.getLogger("httpx").setLevel(logging.WARNING)


@cache
def _trusted() -> ssl.SSLContext:
    """Certificates read once: 30 ms for every client otherwise."""
    return httpx.create_ssl_context(trust_env=False)


class WeChatClient:
    """One official account. Talks to the network: for tasks, never inside a command."""

    def __init__(self, appid: str, secret: str, url: str, *, wait_seconds: float = SECONDS) -> None:
        self.appid, self.url, self.wait_seconds = appid, url, wait_seconds
        self._secret = secret

    async def call(self, method: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """
        POST *body* to ``/cgi-bin/<method>``; returns the answer of errcode 0.

        Raises Later, QuotaSpent, NotListed, NotAllowed, BadCredentials or Refused.
        """
        # UTF-8 as it is: WeChat shows \\u escapes to its readers as they stand.
        content = msgspec.json.encode(body)
        headers = {"Content-Type": "application/json; charset=utf-8"}
        return await self._with_token(method, {}, content=content, headers=headers)

    async def upload(
        self, method: str, name: str, data: bytes, media_type: str, **query: str
    ) -> dict[str, Any]:
        """Send one file as the form field ``media``; answers and raises as `call`."""
        return await self._with_token(method, query, files={"media": (name, data, media_type)})

    async def send_template(
        self, openid: str, template_id: str, url: str, data: Mapping[str, str], *, key: str = ""
    ) -> str:
        """
        A template message to one follower; returns WeChat's message id.

        *data* maps the template's fields to text. *key* (client_msg_id) makes a repeat within ten
        minutes the same message. Raises as `call`: Later may be tried again, the others not.
        """
        body: dict[str, Any] = {
            "touser": openid,
            "template_id": template_id,
            "url": url,
            "data": {field: {"value": text} for field, text in data.items()},
        }
        if key:
            body["client_msg_id"] = key
        answer = await self.call("message/template/send", body)
        return str(answer.get("msgid", ""))

    async def _with_token(self, method: str, query: dict[str, str], **sent: Any) -> dict[str, Any]:
        await refuse_if_spent(method)
        token = await current_token(self.appid, self._ask)
        try:
            return await self._noted(method, {"access_token": token, **query}, **sent)
        except BadCredentials as refused:
            if refused.code not in STALE_TOKEN:
                raise
        token = await other_token(self.appid, self._ask, token)
        return await self._noted(method, {"access_token": token, **query}, **sent)

    async def _ask(self, force: bool) -> tuple[str, int]:
        body = {
            "grant_type": "client_credential",
            "appid": self.appid,
            "secret": self._secret,
            "force_refresh": force,
        }
        answer = await self._noted(TOKEN_METHOD, {}, json=body)
        return str(answer["access_token"]), int(answer["expires_in"])

    async def _noted(self, method: str, query: dict[str, str], **sent: Any) -> dict[str, Any]:
        """One request, and its line in the book of uses."""
        try:
            answer = await self._post(method, query, **sent)
        except WeChatError as error:
            await note(method, error)
            raise
        await note(method, None)
        return answer

    async def _post(self, method: str, query: dict[str, str], **sent: Any) -> dict[str, Any]:
        try:
            async with httpx.AsyncClient(
                timeout=self.wait_seconds,
                follow_redirects=False,
                trust_env=False,
                verify=_trusted(),
            ) as http:
                answer = await http.post(f"{self.url}/cgi-bin/{method}", params=query, **sent)
        except httpx.HTTPError as error:
            # `from None`: the request in the chain holds the address, and with it the token.
            raise Later(method, NO_ANSWER, type(error).__name__) from None
        if answer.status_code != 200 or len(answer.content) > ANSWER_MOST:
            raise Later(method, NO_ANSWER, f"HTTP {answer.status_code}")
        try:
            # By its bytes: WeChat declares text/plain without a charset.
            said = msgspec.json.decode(answer.content, type=dict[str, Any])
            code = int(said.get("errcode", 0))
            _complete(method, code, said)
        except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, TypeError, KeyError):
            raise Later(method, NO_ANSWER, "no JSON answer") from None
        if code:
            raise failure(method, code, str(said.get("errmsg", "")))
        return said


def _complete(method: str, code: int, said: dict[str, Any]) -> None:
    """A token answer without its parts is no answer."""
    if method == TOKEN_METHOD and not code:
        _ = (said["access_token"], int(said["expires_in"]))


def client(given: Settings | None = None) -> WeChatClient | None:
    """The account of this installation; None without MATCH_WECHAT_APPID and its secret."""
    held = given or settings()
    if not held.wechat_appid:
        return None
    return WeChatClient(held.wechat_appid, held.wechat_secret, held.wechat_api_url)
