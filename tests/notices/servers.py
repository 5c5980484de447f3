"""Two real servers on the loopback: an SMS gateway over HTTP, and a mail server."""

import asyncio
import email.parser
import email.policy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import cast

import msgspec

HANG = "hang"
DROP = "drop"


@dataclass
class Gateway:
    """
    What it was asked, and what it is to answer, one after another; the last answer stays.

    An answer is a status, or HANG (say nothing until the client gives up), or DROP (close).
    """

    url: str = ""
    answers: list[int | str] = field(default_factory=lambda: [200])
    body: bytes = b'{"id": "sms-1"}'
    asked: list[tuple[dict[str, str], dict[str, str]]] = field(default_factory=list)

    def kept(self) -> dict[str, str]:
        """The texts that phones showed: one for each key, since it is the same message."""
        return {body["key"]: body["text"] for _headers, body in self.asked}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = {
            name.lower(): value.strip()
            for name, value in (line.split(":", 1) for line in head.split("\r\n")[1:] if line)
        }
        sent = await reader.readexactly(int(headers["content-length"]))
        self.asked.append((headers, msgspec.json.decode(sent, type=dict[str, str])))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer == HANG:
            await reader.read()  # until the client closes
        elif answer != DROP:
            writer.write(
                f"HTTP/1.1 {answer} X\r\nContent-Length: {len(self.body)}\r\n"
                "Content-Type: application/json\r\nConnection: close\r\n\r\n".encode()
            )
            writer.write(self.body)
            await writer.drain()
        writer.close()


@dataclass
class MailServer:
    """Enough of SMTP to take mail. ``recipient``: the answer to RCPT TO."""

    port: int = 0
    recipient: str = "250 ok"
    mails: list[tuple[str, str]] = field(default_factory=list)

    def letters(self) -> list[EmailMessage]:
        """The mails as a mail program reads them."""
        read = email.parser.BytesParser(policy=email.policy.default)
        return [cast(EmailMessage, read.parsebytes(text.encode())) for _to, text in self.mails]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One session."""
        address = ""

        def say(line: str) -> None:
            writer.write(line.encode() + b"\r\n")

        say("220 mail.test")
        while line := (await reader.readline()).decode().strip():
            verb = line.split(" ")[0].upper()
            if verb == "DATA":
                say("354 go on")
                text = (await reader.readuntil(b"\r\n.\r\n")).decode()
                self.mails.append((address, text))
                say("250 taken")
            elif verb == "RCPT":
                address = line.split("<")[1].split(">")[0]
                say(self.recipient)
            elif verb == "QUIT":
                say("221 bye")
                break
            else:
                say("250 ok")
            await writer.drain()
        writer.close()


@asynccontextmanager
async def sms_gateway() -> AsyncIterator[Gateway]:
    """A gateway on a free port."""
    gateway = Gateway()
    server = await asyncio.start_server(gateway.serve, "127.0.0.1", 0)
    gateway.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/send"
    async with server:
        yield gateway


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """A mail server on a free port."""
    mail = MailServer()
    server = await asyncio.start_server(mail.serve, "127.0.0.1", 0)
    mail.port = server.sockets[0].getsockname()[1]
    async with server:
        yield mail
