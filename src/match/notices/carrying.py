"""Carrying one delivery outside: read, send, record. Not a command: it talks to the network."""

from match.foundation.actor import SYSTEM
from match.foundation.language import _, current, speak
from match.foundation.settings import settings
from match.notices.commands import ATTEMPTS_MOST, record_delivery
from match.notices.ports import NotCarried, Refused, SmsPort, sms_port
from match.notices.queries import outgoing
from match.notices.words import title
from match.people.phones import opened_phone


async def carry(delivery_id: int, *, port: SmsPort | None = None) -> str | None:
    """
    Send one waiting delivery; returns its new state, or None if it no longer waits.

    Raises NotCarried while tries are left: the outbox then sends it again later.
    """
    waiting = await outgoing(delivery_id)
    if waiting is None:
        return None
    gateway = port or sms_port(settings())
    if gateway is None or waiting.phone is None:
        return await _record(delivery_id, "left_out", error="no gateway or no phone")
    before = current()
    speak(waiting.language)
    try:
        text = title(waiting.kind, waiting.facts) + _("（登录湘童汇查看）")
        sent = await gateway.send(opened_phone(waiting.phone), text, key=waiting.key)
    except Refused as error:
        return await _record(delivery_id, "failed", error=str(error))
    except NotCarried as error:
        if waiting.attempts + 1 >= ATTEMPTS_MOST:
            return await _record(delivery_id, "failed", error=str(error))
        await _record(delivery_id, "waiting", error=str(error))
        raise
    finally:
        speak(before)
    return await _record(delivery_id, "sent", provider_id=sent)


async def _record(
    delivery_id: int, state: str, *, provider_id: str | None = None, error: str | None = None
) -> str:
    await record_delivery(SYSTEM, delivery_id, state, provider_id=provider_id, error=error)
    return state
