"""
Channels outside the house. Texts hold no name, no number, no address: a sentence and our site.

The SMS gateway takes a JSON POST (every large provider has such a door, or a small adapter to
one); mail goes by SMTP. Without settings nothing leaves, and the delivery says ``left_out``.
"""

import smtplib
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Protocol

import anyio.to_thread
import httpx

from match.foundation.settings import Settings

SECONDS = 8
WRONG_MESSAGE = frozenset({400, 403, 404, 410, 422})


class NotCarried(Exception):
    """The provider did not take the message now; it may be tried again."""


class Refused(Exception):
    """The provider will never take this message: a wrong number, a text it does not allow."""


class SmsPort(Protocol):
    """Sends a short text to one phone; returns the provider's id of it."""

    async def send(self, phone: str, text: str, *, key: str) -> str:
        """*key* makes a repeated call the same message. Raises NotCarried or Refused."""
        ...


class MailPort(Protocol):
    """Sends a plain-text mail to one address."""

    async def send(self, address: str, subject: str, text: str, *, key: str) -> str:
        """*key* becomes part of the Message-ID. Raises NotCarried or Refused."""
        ...


class HttpSms:
    """
    An SMS gateway over HTTPS: POST {phone, text, signature, key} with a bearer token.

    2xx is taken. 400, 403, 404, 410 and 422 say that this message is wrong; everything else (a
    timeout, 401 while a token is changed, 429, 5xx) may be over in a minute.
    """

    def __init__(self, url: str, token: str, signature: str, *, wait_seconds: float = SECONDS):
        self.url, self.token, self.signature = url, token, signature
        self.wait_seconds = wait_seconds

    async def send(self, phone: str, text: str, *, key: str) -> str:
        body = {"phone": phone, "text": text, "signature": self.signature, "key": key}
        try:
            async with httpx.AsyncClient(
                timeout=self.wait_seconds, follow_redirects=False
            ) as client:
                answer = await client.post(
                    self.url,
                    json=body,
                    headers={"Authorization": f"Bearer {self.token}", "Idempotency-Key": key},
                )
        except httpx.HTTPError as error:
            raise NotCarried(type(error).__name__) from error
        if answer.status_code in WRONG_MESSAGE:
            raise Refused(f"HTTP {answer.status_code}")
        if answer.status_code // 100 != 2:
            raise NotCarried(f"HTTP {answer.status_code}")
        try:
            return str(answer.json().get("id", ""))[:80]
        except (ValueError, AttributeError):
            return ""  # taken, but the answer is no object with an id


class SmtpMail:
    """Mail by SMTP, with STARTTLS or TLS from the first byte, in a thread."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def send(self, address: str, subject: str, text: str, *, key: str) -> str:
        message = EmailMessage()
        message["From"] = self.settings.smtp_from
        message["To"] = address
        message["Subject"] = subject
        message["Message-ID"] = make_msgid(idstring=key)
        message.set_content(text)
        try:
            await anyio.to_thread.run_sync(self._send, message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _words in error.recipients.values()]
            wrong = all(code >= 500 for code in codes)
            raise (Refused if wrong else NotCarried)(f"SMTP {max(codes)}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotCarried(type(error).__name__) from error
        return str(message["Message-ID"])[:80]

    def _send(self, message: EmailMessage) -> None:
        held = self.settings
        kind = smtplib.SMTP_SSL if held.smtp_security == "tls" else smtplib.SMTP
        with kind(held.smtp_host, held.smtp_port, timeout=SECONDS) as server:
            if held.smtp_security == "starttls":
                server.starttls()
            if held.smtp_user:
                server.login(held.smtp_user, held.smtp_password)
            server.send_message(message)


def sms_port(settings: Settings) -> SmsPort | None:
    """The gateway of this installation, if there is one."""
    if not settings.sms_url:
        return None
    return HttpSms(settings.sms_url, settings.sms_token, settings.sms_signature)


def mail_port(settings: Settings) -> MailPort | None:
    """The mail server of this installation, if there is one."""
    return SmtpMail(settings) if settings.smtp_host else None
