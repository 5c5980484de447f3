"""Carrying an alarm to a duty desk's mailbox: read, send, record. Nothing of the report in it."""

from match.care.cases.commands.alarming import record_mail
from match.care.cases.wall import inside
from match.foundation.actor import SYSTEM
from match.foundation.db import one
from match.foundation.language import _
from match.foundation.settings import settings
from match.notices.ports import MailPort, NotCarried, Refused, mail_port

ATTEMPTS_MOST = 15
"""The outbox tries about once a minute: by then the report has climbed anyway."""


async def carry_mail(alarm_id: int, *, port: MailPort | None = None) -> str | None:
    """
    Send one waiting alarm; returns its new state, or None if it no longer waits. Raises
    NotCarried while tries are left.
    """
    async with inside(desk=("43",)):
        waiting = await one(
            "SELECT address, report_id, attempts FROM care.report_alarm"
            " WHERE id = $1 AND state = 'waiting'",
            alarm_id,
        )
    if waiting is None:
        return None
    carrier = port or mail_port(settings())
    if carrier is None:
        await record_mail(SYSTEM, alarm_id, "left_out", error="no mail server")
        return "left_out"
    subject = _("湘童汇：有一份强制报告等您立即打开")
    text = _("请马上登录湘童汇，打开值班台上的报告。15 分钟内无人打开，将自动报送上一级。")
    try:
        await carrier.send(waiting["address"], subject, text, key=f"xth-r{alarm_id}-mail")
    except Refused as error:
        await record_mail(SYSTEM, alarm_id, "failed", error=str(error))
        return "failed"
    except NotCarried as error:
        if waiting["attempts"] + 1 >= ATTEMPTS_MOST:
            await record_mail(SYSTEM, alarm_id, "failed", error=str(error))
            return "failed"
        await record_mail(SYSTEM, alarm_id, "waiting", error=str(error))
        raise
    await record_mail(SYSTEM, alarm_id, "sent")
    return "sent"
