"""One-time codes by SMS: what the sign-in page is given where the installation has a gateway."""

from uuid import uuid4

from match.foundation.errors import Unavailable
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.settings import Settings
from match.notices.ports import NotCarried, Refused, SmsPort, sms_port


class CodesBySms:
    """Fills the port `match.people.sending.CodeSender`."""

    def __init__(self, port: SmsPort) -> None:
        self.port = port

    async def send(self, phone: str, code: str) -> str:
        """Send it now: a code that waits in a queue is void when it comes. Shows nothing."""
        text = _("验证码 %(code)s，%(minutes)s 分钟内有效。请不要告诉任何人。") % {
            "code": code,
            "minutes": await whole("code.valid_minutes"),
        }
        try:
            await self.port.send(phone, text, key=uuid4().hex)
        except (NotCarried, Refused) as failure:
            raise Unavailable(_("短信暂时发不出去，请过几分钟再试。")) from failure
        return ""


def code_sender(settings: Settings) -> CodesBySms | None:
    """The sender of this installation, if it has a gateway."""
    port = sms_port(settings)
    return CodesBySms(port) if port is not None else None
