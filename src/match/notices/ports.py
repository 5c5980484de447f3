"""
Channels outside the house. Texts hold no name, no number, no address: a sentence and our site.

The SMS gateway takes a JSON POST (every large provider has such a door, or a small adapter to
one); mail goes by SMTP; WeChat by a template message of the official account. Without settings
nothing leaves, and the delivery says ``left_out``.
"""

import re
import smtplib
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol

import anyio.to_thread
import httpx

from match.foundation import clock
from match.foundation.settings import Settings
from match.foundation.wechat import Later, QuotaSpent, WeChatClient, WeChatError, client
from match.foundation.wechat import Refused as RefusedByWeChat

SECONDS = 8
WRONG_MESSAGE = frozenset({400, 403, 404, 410, 422})
WRONG_NUMBER = frozenset({404, 410})
# RFC 3463: 5.1.1 bad mailbox, 5.1.2 bad domain, 5.1.3 bad syntax, 5.1.6 moved, 5.1.10 takes none.
WRONG_MAILBOX = re.compile(r"\b5\.1\.(1|2|3|6|10)\b")
# 40003: no such openid; 43004: does not follow the account; 43101: refused to be told.
WRONG_OPENID = frozenset({40003, 43004, 43101})


class NotCarried(Exception):
    """
    The provider did not take the message now; it may be tried again. *until* is when, where the
    provider takes none before (a day's quota is used up).
    """

    def __init__(self, words: str, *, until: datetime | None = None) -> None:
        super().__init__(words)
        self.until = until


class Refused(Exception):
    """
    The provider will never take this message: a text it does not allow, or *unreachable*: the
    number or address is wrong, and every other message to it would be refused as well.
    """

    def __init__(self, words: str, *, unreachable: bool = False) -> None:
        super().__init__(words)
        self.unreachable = unreachable


class SmsPort(Protocol):
    """Sends a short text to one phone; returns the provider's id of it."""

    async def send(self, phone: str, text: str, *, key: str) -> str:
        """*key* makes a repeated call the same message. Raises NotCarried or Refused."""
        ...


class MailPort(Protocol):
    """Sends a plain-text mail to one address."""

    async def send(
        self, address: str, subject: str, text: str, *, key: str, unsubscribe: str = ""
    ) -> str:
        """
        *key* becomes the Message-ID, so that a repeat is the same mail; *unsubscribe* is the
        address behind List-Unsubscribe (RFC 8058). Raises NotCarried or Refused.
        """
        ...


class WeChatPort(Protocol):
    """Sends one sentence to a follower of the official account."""

    async def send(self, openid: str, thing: str, at: datetime, url: str, *, key: str) -> str:
        """*key* makes a repeat within ten minutes the same. Raises NotCarried or Refused."""
        ...


class HttpSms:
    """
    An SMS gateway over HTTPS: POST {phone, text, signature, key} with a bearer token.

    2xx is taken. 400, 403, 404, 410 and 422 say that this message is wrong, 404 and 410 that there
    is no such number; everything else (a timeout, 401 while a token is changed, 429, 5xx) may be
    over in a minute.
    """

    def __init__(self, url: str, token: str, signature: str, *, wait_seconds: float = SECONDS):
        self.url, self.token, self.signature = url, token, signature
        self.wait_seconds = wait_seconds

    async def send(self, phone: str, text: str, *, key: str) -> str:
        body = {"phone": phone, "text": text, "signature": self.signature, "key": key}
        try:
            async with httpx.AsyncClient(timeout=self.wait_seconds, follow_redirects=False) as http:
                answer = await http.post(
                    self.url,
                    json=body,
                    headers={"Authorization": f"Bearer {self.token}", "Idempotency-Key": key},
                )
        except httpx.HTTPError as error:
            raise NotCarried(type(error).__name__) from error
        if answer.status_code in WRONG_MESSAGE:
            raise Refused(
                f"HTTP {answer.status_code}", unreachable=answer.status_code in WRONG_NUMBER
            )
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

    async def send(
        self, address: str, subject: str, text: str, *, key: str, unsubscribe: str = ""
    ) -> str:
        message = EmailMessage()
        message["From"] = self.settings.smtp_from
        message["To"] = address
        message["Subject"] = subject
        message["Date"] = format_datetime(clock.now())
        # Of the key alone: a second try after a lost answer is the same mail to every reader.
        message["Message-ID"] = f"<{key}@{self.settings.smtp_from.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers to us
        if unsubscribe:
            message["List-Unsubscribe"] = f"<{unsubscribe}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(text)
        try:
            await anyio.to_thread.run_sync(self._send, message)
        except smtplib.SMTPRecipientsRefused as error:
            raise _refused(list(error.recipients.values())) from error
        except smtplib.SMTPDataError as error:
            kind = Refused if error.smtp_code >= 500 else NotCarried
            raise kind(f"SMTP {error.smtp_code}") from error
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


def _refused(answers: list[tuple[int, bytes]]) -> Refused | NotCarried:
    """What a mail server said of the one receiver: later, never, or that there is no such box."""
    code = max(code for code, _words in answers)
    if any(code < 500 for code, _words in answers):
        return NotCarried(f"SMTP {code}")
    wrong = all(WRONG_MAILBOX.search(words.decode(errors="replace")) for _code, words in answers)
    return Refused(f"SMTP {code}", unreachable=wrong)


class TemplateMessage:
    """One template of the official account: what happened, and when."""

    def __init__(self, account: WeChatClient, template_id: str, fields: tuple[str, str]) -> None:
        self.account, self.template_id, self.fields = account, template_id, fields

    async def send(self, openid: str, thing: str, at: datetime, url: str, *, key: str) -> str:
        here = at.astimezone(clock.HERE)
        said = {self.fields[0]: thing, self.fields[1]: f"{here:%Y-%m-%d %H:%M}"}
        try:
            return await self.account.send_template(openid, self.template_id, url, said, key=key)
        except QuotaSpent as error:
            raise NotCarried(f"WeChat {error.code}", until=error.until) from error
        except Later as error:
            raise NotCarried(f"WeChat {error.code}") from error
        except RefusedByWeChat as error:
            wrong = error.code in WRONG_OPENID
            raise Refused(f"WeChat {error.code}", unreachable=wrong) from error
        except WeChatError as error:
            # Credentials, the list of addresses, a certificate that ran out: somebody mends it.
            raise NotCarried(f"WeChat {error.code}") from error


def sms_port(settings: Settings) -> SmsPort | None:
    """The gateway of this installation, if there is one."""
    if not settings.sms_url:
        return None
    return HttpSms(settings.sms_url, settings.sms_token, settings.sms_signature)


def mail_port(settings: Settings) -> MailPort | None:
    """The mail server of this installation, if there is one."""
    return SmtpMail(settings) if settings.smtp_host else None


def wechat_port(settings: Settings) -> WeChatPort | None:
    """The template of this installation's official account, if it has one."""
    account = client(settings)
    if account is None or not settings.wechat_notice_template:
        return None
    first, second = settings.wechat_notice_fields.split(",")
    return TemplateMessage(account, settings.wechat_notice_template, (first, second))
