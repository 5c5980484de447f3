"""Doors for whoever is not signed in: the link under a mail, and a gateway's delivery reports."""

import hashlib
import hmac

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.errors import Denied, Invalid
from match.foundation.language import _
from match.foundation.settings import settings
from match.notices.commands import choose_by_link, record_report
from match.notices.forms import SmsReport
from match.notices.groups import STATUTORY, Group, group_of, group_word
from match.notices.links import ALL, PATH, Link, read_token
from match.notices.pages.common import Answer, AnyRequest
from match.notices.words import Kind
from match.site.htmx import page

WINDOW_SECONDS = 300
"""A report signed longer ago, or later than now, is not believed: a copy is no new report."""


class UnsubscribePages(Controller):
    """
    One click ends mails of a kind (RFC 8058): the mail program posts here, without cookie or
    token of ours, so the signature in the address is what counts.
    """

    path = PATH
    opt = {"public": True, "exclude_from_csrf": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{token:str}")
    async def ask(self, request: AnyRequest, token: FromPath[str]) -> Answer:
        """What would end. Nothing ends by looking: scanners of mail open every link."""
        link = _link(token)
        return _shown(request, link, done=False)

    @post("/{token:str}")
    async def end(self, request: AnyRequest, token: FromPath[str]) -> Answer:
        """It ends; twice is once."""
        link = _link(token)
        for topic in _topics(link):
            await choose_by_link(Actor(id=link.account_id), topic, link.channel)
        return _shown(request, link, done=True)


class ReportDoor(Controller):
    """What became of a text after the gateway took it."""

    path = "/hooks/sms-reports"
    opt = {"public": True, "exclude_from_csrf": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @post("/")
    async def hear(self, request: AnyRequest) -> Response[None]:
        """
        A JSON report, with ``X-Timestamp`` (seconds) and ``X-Signature``: hex HMAC-SHA256 of
        ``timestamp.body`` under the shared secret. 204 whether or not we know the key.
        """
        body = await request.body()
        _require_signed(request, body)
        try:
            report = msgspec.json.decode(body, type=SmsReport)
        except msgspec.MsgspecError as error:
            raise Invalid({"body": _("回执格式不对：%(why)s") % {"why": str(error)}}) from error
        await record_report(
            SYSTEM, report.key, report.status, unreachable=report.status == "invalid_number"
        )
        return Response(None, status_code=204)


def _require_signed(request: AnyRequest, body: bytes) -> None:
    secret = settings().sms_report_secret
    if not secret:
        raise Denied(_("短信回执没有开通。"))
    stamp = request.headers.get("x-timestamp", "")
    near = stamp.isdecimal() and len(stamp) <= 12
    wanted = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    given = request.headers.get("x-signature", "")
    if (
        not near
        or abs(clock.now().timestamp() - int(stamp)) > WINDOW_SECONDS
        or not hmac.compare_digest(wanted.encode(), given.encode())
    ):
        raise Denied(_("回执的签名不对或已过期。"))


def _link(token: str) -> Link:
    link = read_token(token)
    if link is None:
        raise Denied(_("这个退订链接不完整，请从邮件里重新打开，或登录后在消息设置里关闭。"))
    return link


def _topics(link: Link) -> list[str]:
    if link.topic == ALL:
        return [group.value for group in Group if group not in STATUTORY]
    return [link.topic]


def _shown(request: AnyRequest, link: Link, *, done: bool) -> Answer:
    group = None
    if link.topic in {each.value for each in Group}:
        group = Group(link.topic)
    elif link.topic != ALL:
        group = group_of(Kind(link.topic))
    return page(
        "notices/unsubscribe.html",
        request=request,
        done=done,
        what=group_word(group)[0] if group else "",
        statutory=group in STATUTORY,
    )
