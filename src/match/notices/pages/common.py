"""What the pages of notices share."""

from typing import Any

from litestar import Request, Response

from match.foundation.language import _
from match.notices.states import Channel, Pace

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]


def channel_word(channel: Channel) -> str:
    """A channel's name."""
    return {Channel.sms: _("短信"), Channel.mail: _("邮件"), Channel.wechat: _("微信")}[channel]


def pace_word(pace: Pace) -> str:
    """How often."""
    return {
        Pace.now: _("立即"),
        Pace.daily: _("每天一次"),
        Pace.weekly: _("每周一次"),
        Pace.off: _("不发"),
    }[pace]


def error_word(error: str) -> str:
    """What a provider said, in words for the staff's desk."""
    known = {
        "ConnectTimeout": _("连接超时"),
        "ReadTimeout": _("对方没有回应"),
        "ConnectError": _("连接不上"),
        "ConnectionRefusedError": _("连接被拒绝"),
    }
    return known.get(error, error)
