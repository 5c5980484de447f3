"""Carrying one delivery outside: read, send, record. Not a command: it talks to the network."""

from datetime import datetime

import msgspec

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.language import current, speak
from match.foundation.parameters import whole
from match.foundation.settings import Settings, settings
from match.notices.commands import ATTEMPTS_MOST, hold_again, hours, record_delivery
from match.notices.groups import STATUTORY, group_of
from match.notices.links import ALL, PATH, Link, token_of
from match.notices.ports import (
    MailPort,
    NotCarried,
    Refused,
    SmsPort,
    WeChatPort,
    mail_port,
    sms_port,
    wechat_port,
)
from match.notices.queries import Outgoing, outgoing
from match.notices.queries.choices import readers_of
from match.notices.rules import routes, urgent
from match.notices.states import Channel, Pace
from match.notices.texts import foot, leads_to, letter, sms_text, topic_of, wechat_thing
from match.people.addresses import opened_address
from match.people.phones import opened_phone


class Ports(msgspec.Struct, frozen=True):
    """The ways out of this installation; None where it has no such way."""

    sms: SmsPort | None = None
    mail: MailPort | None = None
    wechat: WeChatPort | None = None


def ports_of(given: Settings) -> Ports:
    """As the settings say."""
    return Ports(sms_port(given), mail_port(given), wechat_port(given))


async def carry(
    delivery_id: int, *, port: SmsPort | None = None, ports: Ports | None = None
) -> str | None:
    """
    Send one waiting delivery; returns its new state, or None if it no longer waits.

    Raises NotCarried while tries are left: the outbox then sends it again later, with the same
    key. What has to wait for longer, for the morning or a new day's quota, is held. *port* is
    short for *ports* with a way for texts only.
    """
    waiting = await outgoing(delivery_id)
    if waiting is None:
        return None
    ways = ports or (Ports(sms=port) if port is not None else ports_of(settings()))
    if getattr(ways, waiting.channel) is None or waiting.address is None:
        return await _record(delivery_id, "left_out", error="no gateway or no address")
    if not waiting.items:
        return await _record(delivery_id, "left_out", error="read before it went")
    waiting, until = await _as_wanted_now(waiting)
    if not waiting.items:
        return await _record(delivery_id, "left_out", error="not wanted any more")
    if until is not None:
        await hold_again(SYSTEM, delivery_id, until)
        return "held"
    before = current()
    speak(waiting.language)
    try:
        sent = await _send(waiting, ways)
    except Refused as error:
        return await _record(delivery_id, "failed", error=str(error), unreachable=error.unreachable)
    except NotCarried as error:
        if error.until is not None:
            await hold_again(SYSTEM, delivery_id, error.until)
            return "held"
        if waiting.attempts + 1 >= ATTEMPTS_MOST:
            return await _record(delivery_id, "failed", error=str(error))
        await _record(delivery_id, "waiting", error=str(error))
        raise
    finally:
        speak(before)
    return await _record(delivery_id, "sent", provider_id=sent)


async def _as_wanted_now(waiting: Outgoing) -> tuple[Outgoing, datetime | None]:
    """
    What of a delivery still goes by its channel, and until when it has to wait. While it was held
    or tried again its person may have unsubscribed or gone, or the quiet hours may have begun.
    """
    today, pressing, quiet = clock.today(), False, None
    kinds = {item.kind for item in waiting.items}
    readers = {kind: await readers_of([waiting.account_id], kind) for kind in kinds}
    kept = []
    for item in waiting.items:
        rings = urgent(item.kind, item.facts, today)
        for reader in readers[item.kind]:
            if waiting.channel in dict(routes(item.kind, reader, pressing=rings)):
                kept.append(item)
                pressing, quiet = pressing or rings, reader.quiet
    told = msgspec.structs.replace(waiting, items=tuple(kept))
    if not kept or (pressing and waiting.pace is Pace.now):
        return told, None
    return told, (quiet or (await hours()).quiet).over_at(clock.now())


async def _send(waiting: Outgoing, ways: Ports) -> str:
    if waiting.channel is Channel.sms:
        assert ways.sms is not None, "asked before"
        text = sms_text(waiting, await whole("notices.sms_chars"), settings().sms_signature)
        return await ways.sms.send(opened_phone(waiting.address), text, key=waiting.key)
    address = opened_address(waiting.address)
    if waiting.channel is Channel.mail:
        assert ways.mail is not None, "asked before"
        written, link = letter(waiting, settings().base_url), _unsubscribe(waiting)
        text = f"{written.text}\n\n-- \n{foot(settings().base_url, link)}\n"
        return await ways.mail.send(
            address, written.subject, text, key=waiting.key, unsubscribe=link
        )
    assert ways.wechat is not None, "asked before"
    return await ways.wechat.send(
        address,
        wechat_thing(waiting),
        clock.now(),
        f"{settings().base_url}{leads_to(waiting)}",
        key=waiting.key,
    )


def _unsubscribe(waiting: Outgoing) -> str:
    """The signed address that ends mails like this one; none under what the law will have sent."""
    kind = topic_of(waiting)
    if kind is not None and group_of(kind) in STATUTORY:
        return ""
    topic = ALL if kind is None else group_of(kind).value
    token = token_of(Link(waiting.account_id, topic, waiting.channel))
    return f"{settings().base_url}{PATH}/{token}"


async def _record(
    delivery_id: int,
    state: str,
    *,
    provider_id: str | None = None,
    error: str | None = None,
    unreachable: bool = False,
) -> str:
    await record_delivery(
        SYSTEM,
        delivery_id,
        state,
        provider_id=provider_id,
        error=error,
        unreachable=unreachable,
    )
    return state
