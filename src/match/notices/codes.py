"""One-time codes by SMS and mail: sent now, since one that waits in a queue comes too late."""

from uuid import uuid4

from match.foundation.errors import Unavailable
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.settings import Settings, settings
from match.notices.ports import MailPort, NotCarried, Refused, SmsPort, sms_port


class CodesBySms:
    """Fills the port `match.people.sending.CodeSender`."""

    def __init__(self, port: SmsPort) -> None:
        self.port = port

    async def send(self, phone: str, code: str) -> str:
        """Send it now. Shows nothing."""
        text = _("验证码 %(code)s，%(minutes)s 分钟内有效。请不要告诉任何人。") % {
            "code": code,
            "minutes": await whole("code.valid_minutes"),
        }
        try:
            await self.port.send(phone, text, key=uuid4().hex)
        except (NotCarried, Refused) as failure:
            raise Unavailable(_("短信暂时发不出去，请过几分钟再试。")) from failure
        return ""


class CodesByMail:
    """The same to a mailbox that somebody says is hers."""

    def __init__(self, port: MailPort | None) -> None:
        self.port = port

    async def send(self, address: str, code: str) -> str:
        """Send it now; what the page may show: nothing, except in the demo without a server."""
        if self.port is None:
            if settings().demo and settings().loopback:
                return code
            raise Unavailable(_("邮件服务还没有开通，请先用短信或站内消息。"))
        subject = _("湘童汇邮箱验证码")
        text = _("验证码 %(code)s，%(minutes)s 分钟内有效。如果不是您本人操作，请不用理会。") % {
            "code": code,
            "minutes": await whole("contact.mail_minutes"),
        }
        try:
            await self.port.send(address, subject, text, key=uuid4().hex)
        except Refused:
            # Said or unsaid, the page answers the same: nobody learns here which mailboxes exist.
            return ""
        except NotCarried as failure:
            raise Unavailable(_("邮件暂时发不出去，请过几分钟再试。")) from failure
        return ""


def code_sender(settings: Settings) -> CodesBySms | None:
    """The sender of this installation, if it has a gateway."""
    port = sms_port(settings)
    return CodesBySms(port) if port is not None else None
