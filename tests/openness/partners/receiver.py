"""A partner's server on this machine: it notes what it gets and answers as it is told."""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import msgspec

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


class Got(msgspec.Struct):
    """One request as it came off the wire."""

    line: str
    headers: dict[str, str]
    body: bytes


def says(status: int, body: bytes = b"", **headers: str) -> Answer:
    """A whole answer."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(head.encode() + b"Connection: close\r\n\r\n" + body)
        await writer.drain()

    return answer


class Receiver:
    """``answers`` are given in their order, the last one again and again."""

    def __init__(self) -> None:
        self.got: list[Got] = []
        self.answers: list[Answer] = [says(204)]
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:-2])
        }
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        self.got.append(Got(head[0], headers, body))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        try:
            await answer(writer)
        except ConnectionError:
            pass
        finally:
            writer.close()


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """At ``url`` until the end of the block."""
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook?from=xth"
    try:
        yield receiver
    finally:
        server.close()


def verified(secret: str, got: Got, now: float) -> bool:
    """
    As a partner does, from the text of Standard Webhooks 1.0 ("Verifying webhooks"): sign
    ``id.timestamp.payload`` with the base64 part of the secret, compare with each signature of the
    header, refuse what is more than five minutes off.
    """
    named, at = got.headers["webhook-id"], got.headers["webhook-timestamp"]
    if abs(now - int(at)) > 300:
        return False
    shared = base64.b64decode(secret.split("_", 1)[1])
    signed = b".".join((named.encode(), at.encode(), got.body))
    wanted = base64.b64encode(hmac.digest(shared, signed, hashlib.sha256)).decode()
    versions = (one.split(",", 1) for one in got.headers["webhook-signature"].split(" "))
    return any(v == "v1" and hmac.compare_digest(said, wanted) for v, said in versions)
