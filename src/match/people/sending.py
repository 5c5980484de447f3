"""Where one-time codes leave the house: a port that notices fills, and two ends of our own."""

from typing import Any, Protocol

from litestar import Request

from match.foundation.errors import Unavailable
from match.foundation.language import _
from match.foundation.settings import settings


class CodeSender(Protocol):
    """Sends six digits to a phone."""

    async def send(self, phone: str, code: str) -> str:
        """
        Send, after the command has committed. Returns what may be shown on the page itself:
        nothing, except in the demo. Raises Unavailable when no message can leave.
        """
        ...


class OnThePage:
    """The demo's sender: on loopback the code is shown on the page, no message leaves."""

    async def send(self, phone: str, code: str) -> str:
        return code


class Nowhere:
    """No SMS gateway is set up: say so, rather than let people wait for a message."""

    async def send(self, phone: str, code: str) -> str:
        raise Unavailable(_("短信服务还没有开通，请联系管理员，或用密码登录。"))


def sender_of(request: Request[Any, Any, Any]) -> CodeSender:
    """The sender given to the application at the keystone (``app.state.code_sender``)."""
    given = request.app.state.get("code_sender")
    if given is not None:
        return given
    return OnThePage() if settings().demo and settings().loopback else Nowhere()
