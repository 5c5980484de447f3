"""A digest: one delivery with its messages. Nothing is lost and nothing comes twice."""

import pytest

from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.settings import changed, settings
from match.notices.carrying import Ports, carry
from match.notices.commands import choose, choose_by_link, read_all, sweep_deliveries
from match.notices.groups import group_of
from match.notices.ports import HttpSms, NotCarried, SmtpMail
from match.notices.states import Channel, Pace
from match.notices.words import Kind
from tests.notices.make import MAIL, NEED, at, deliveries, reader, tell, ways
from tests.notices.servers import DROP, Gateway, MailServer

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("by_day")]


def by_mail(server: MailServer) -> Ports:
    given = changed(
        settings(),
        smtp_host="127.0.0.1",
        smtp_port=server.port,
        smtp_security="none",
        smtp_from="no-reply@xth.example",
    )
    return Ports(mail=SmtpMail(given))


async def test_a_day_of_messages_is_one_mail_the_next_morning(db: None, mail: MailServer):
    officer = await reader("county", mail=MAIL)
    with at(10):
        for number in range(3):
            await tell(officer, Kind.need_published, title=f"第{number}条需求")
    assert await ways(officer) == [("mail", "daily", "held")]
    with at(8, days=1):
        assert await sweep_deliveries(SYSTEM) == 1
        [digest] = await deliveries(officer)
        assert await carry(digest["id"], ports=by_mail(mail)) == "sent"
        assert await carry(digest["id"], ports=by_mail(mail)) is None

    [letter] = mail.letters()
    assert letter["to"] == MAIL
    assert "3" in letter["subject"]
    assert [f"第{number}条需求" in letter.get_content() for number in range(3)] == [True] * 3


async def test_a_message_goes_into_the_digest_that_gathers_or_begins_the_next(
    db: None, mail: MailServer
):
    officer = await reader("county", mail=MAIL)
    with at(10):
        await tell(officer, Kind.need_published)
    with at(8, days=1):
        await sweep_deliveries(SYSTEM)  # the first is on its way
        await tell(officer, Kind.need_published)
    assert await ways(officer) == [("mail", "daily", "waiting"), ("mail", "daily", "held")]
    lines = await rows("SELECT delivery_id FROM digest_line ORDER BY id")
    assert len({row["delivery_id"] for row in lines}) == 2


async def test_each_channel_and_pace_gathers_for_itself(db: None):
    officer = await reader("county", mail=MAIL)
    weekly = {("gifts", Channel.mail): Pace.weekly, ("gifts", Channel.sms): Pace.off}
    await choose(officer, weekly)
    with at(10):
        await tell(officer, Kind.need_published)
        await tell(officer, Kind.gift_receipted)

    assert await ways(officer) == [("mail", "daily", "held"), ("mail", "weekly", "held")]


async def test_what_was_read_meanwhile_is_not_said_again(db: None, mail: MailServer):
    officer = await reader("county", mail=MAIL)
    with at(10):
        await tell(officer, Kind.need_published)
        await read_all(officer)
        await tell(officer, Kind.need_published, title="还没有读的需求")
    with at(8, days=1):
        await sweep_deliveries(SYSTEM)
        [digest] = await deliveries(officer)
        await carry(digest["id"], ports=by_mail(mail))
    [letter] = mail.letters()
    assert "还没有读的需求" in letter.get_content()
    assert NEED not in letter.get_content()

    with at(10, days=1):
        await tell(officer, Kind.need_published)
        await read_all(officer)
    with at(8, days=2):
        await sweep_deliveries(SYSTEM)
        last = (await deliveries(officer))[-1]
        assert await carry(last["id"], ports=by_mail(mail)) == "left_out"
    assert len(mail.mails) == 1


async def test_killed_between_the_sending_and_the_record_it_is_the_same_message(
    db: None, gateway: Gateway, mail: MailServer
):
    """The gateway took it and the answer was lost: the second try has the key of the first."""
    person = await reader(mail=MAIL)
    with at(10):
        await tell(person, Kind.need_met)
    text, letter = await deliveries(person)
    gateway.answers = [DROP, 200]
    ports = Ports(sms=HttpSms(gateway.url, "token", "湘童汇"))
    with pytest.raises(NotCarried):
        await carry(text["id"], ports=ports)
    assert await carry(text["id"], ports=ports) == "sent"
    assert len(gateway.asked) == 2
    assert len(gateway.kept()) == 1, "the gateway knows the key, so the phone rings once"

    await carry(letter["id"], ports=by_mail(mail))
    await value("UPDATE delivery SET state = 'waiting' WHERE id = $1", letter["id"])  # unrecorded
    await carry(letter["id"], ports=by_mail(mail))
    first, second = mail.letters()
    assert first["message-id"] == second["message-id"], "one mail to every reader of mail"
    assert first["message-id"] == f"<{letter['key']}@xth.example>"


async def test_with_a_key_of_its_own_the_second_try_would_be_a_second_text(
    db: None, gateway: Gateway
):
    """The twin: the fake does tell two keys apart, so the test above can fail."""
    port = HttpSms(gateway.url, "token", "湘童汇")
    for key in ("one", "two"):
        await port.send("13911112222", "同一句话", key=key)

    assert len(gateway.kept()) == 2


async def test_a_second_try_waits_for_the_morning_where_the_night_has_begun(
    db: None, gateway: Gateway
):
    """Asked for by day, given back by the gateway, and tried again in quiet hours: it rings later,
    under the key it had. An alarm rings at once."""
    person = await reader()
    ports = Ports(sms=HttpSms(gateway.url, "token", "湘童汇"))
    gateway.answers = [503, 200]
    with at(21, 20):
        await tell(person, Kind.need_met)
        [text] = await deliveries(person)
        with pytest.raises(NotCarried):
            await carry(text["id"], ports=ports)
    with at(23):
        assert await carry(text["id"], ports=ports) == "held"
        await tell(person, Kind.report_waiting)
        alarm = (await deliveries(person))[-1]
        assert await carry(alarm["id"], ports=ports) == "sent"
    with at(7, 30, days=1):
        assert await sweep_deliveries(SYSTEM) == 1
        assert await carry(text["id"], ports=ports) == "sent"

    assert [body["key"] for _headers, body in gateway.asked] == [
        text["key"],
        alarm["key"],
        text["key"],
    ]


async def test_a_digest_forgets_what_was_unsubscribed_while_it_gathered(db: None, mail: MailServer):
    """One click means: no more of this, also not of what lies ready to be sent."""
    officer = await reader("county", mail=MAIL)
    with at(10):
        await tell(officer, Kind.need_published, title="一条需求")
    [digest] = await deliveries(officer)
    await choose_by_link(officer, group_of(Kind.need_published).value, Channel.mail)
    with at(8, days=1):
        assert await sweep_deliveries(SYSTEM) == 1
        assert await carry(digest["id"], ports=by_mail(mail)) == "left_out"

    assert mail.mails == []


async def test_who_left_while_a_message_was_held_is_sent_nothing(db: None, mail: MailServer):
    officer = await reader("county", mail=MAIL)
    with at(10):
        await tell(officer, Kind.need_published, title="一条需求")
    [digest] = await deliveries(officer)
    await value("UPDATE account SET disabled_at = now() WHERE id = $1", officer.id)
    with at(8, days=1):
        assert await sweep_deliveries(SYSTEM) == 1
        assert await carry(digest["id"], ports=by_mail(mail)) == "left_out"

    assert mail.mails == []
