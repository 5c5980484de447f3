"""Sending one message: resolve, look at the address, post, write down. It talks to the network."""

import socket
from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from urllib.parse import urlsplit

import anyio
import anyio.to_thread
import httpx

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.keys import keys
from match.foundation.settings import settings
from match.openness.partners import rules
from match.openness.partners.commands import SECRET, record_try
from match.openness.partners.queries import Outgoing, waiting_message
from match.openness.partners.states import SentState

SECONDS = 10
READ_MOST = 4096


class Unreachable(Exception):
    """Nothing was sent, or nobody knows whether it arrived."""


@dataclass(frozen=True)
class Target:
    """An address that was looked up and may be called: we go to it, and to no other."""

    url: str
    host: str
    headers: dict[str, str]


async def carry_message(message_id: int) -> SentState | None:
    """Send one message that waits; returns how it stands then, None if it no longer waits."""
    message = await waiting_message(message_id)
    if message is None:
        return None
    answered: int | None = None
    error = ""
    try:
        answered = await _post(message)
        if answered // 100 != 2:
            error = f"HTTP {answered}"
    except Unreachable as reason:
        error = str(reason)
    return await record_try(SYSTEM, message_id, answered=answered, error=error)


async def resolved(url: str, *, local: bool) -> Target:
    """
    Where *url* leads now. Raises Unreachable unless every address of its name may be called: a
    name that also points into a private network is an attack or a mistake.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = await look_up(host, port)
    except (OSError, ValueError) as error:
        raise Unreachable("the name is not known") from error
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not all(rules.may_call(one, local=local) for one in addresses):
        raise Unreachable("the address is not in the open internet")
    first = addresses[0]
    literal = f"[{first}]" if ":" in first else first
    path = parts.path or "/"
    query = f"?{parts.query}" if parts.query else ""
    # The name could lead elsewhere a moment later: we call the address that was looked at.
    named = host if parts.port is None else f"{host}:{parts.port}"
    return Target(f"{parts.scheme}://{literal}:{port}{path}{query}", host, {"Host": named})


async def look_up(host: str, port: int) -> list[tuple[Any, ...]]:
    """
    What the system's resolver says. In threads of its own: a name server that does not answer
    keeps none from looking up anything else.
    """
    ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    return await anyio.to_thread.run_sync(ask, abandon_on_cancel=True, limiter=_threads())


@cache
def _threads() -> anyio.CapacityLimiter:
    return anyio.CapacityLimiter(16)


async def _post(message: Outgoing) -> int:
    at = int(clock.now().timestamp())
    secret = keys().open(message.secret, SECRET)
    with anyio.move_on_after(2 * SECONDS):
        target = await resolved(message.url, local=settings().webhooks_local)
        headers = {
            **target.headers,
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "xiangtonghui-webhook/1",
            "webhook-id": message.key,
            "webhook-timestamp": str(at),
            "webhook-signature": rules.signature(secret, message.key, at, message.body),
        }
        try:
            async with (
                httpx.AsyncClient(
                    timeout=SECONDS, follow_redirects=False, trust_env=False
                ) as client,
                client.stream(
                    "POST",
                    target.url,
                    content=message.body.encode(),
                    headers=headers,
                    extensions={"sni_hostname": target.host},
                ) as answer,
            ):
                read = 0
                async for piece in answer.aiter_raw():
                    read += len(piece)
                    if read > READ_MOST:
                        break
                return answer.status_code
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            raise Unreachable(type(error).__name__) from error
    raise Unreachable("it took too long")
