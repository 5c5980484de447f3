"""One message a person and fact; what leaves the house, and what comes back when it cannot."""

from dataclasses import replace
from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, value
from match.foundation.errors import NotFound, Unavailable
from match.foundation.language import speak
from match.foundation.permissions import Permission
from match.foundation.settings import Settings
from match.notices.carrying import carry
from match.notices.codes import CodesBySms, code_sender
from match.notices.commands import ATTEMPTS_MOST, notify, read_all, read_message
from match.notices.ports import HttpSms, NotCarried, Refused, SmtpMail, mail_port, sms_port
from match.notices.queries import holders, inbox, unread
from match.notices.words import BY_SMS, Kind, title
from tests.notices.servers import DROP, HANG, Gateway, MailServer
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("by_day")
NEED = "过冬棉被四十床"


def port(gateway: Gateway, wait_seconds: float = 5) -> HttpSms:
    return HttpSms(gateway.url, "secret-token", "湘童汇", wait_seconds=wait_seconds)


async def told(kind: Kind = Kind.need_met) -> tuple[int, int]:
    """Somebody was told something worth a text: their account, and the delivery that waits."""
    person = await people.account(number="13911112222")
    assert person.id is not None
    await notify(SYSTEM, [person.id], kind, link="/desk", event_id=7, facts={"title": NEED})
    return person.id, await value("SELECT max(id) FROM delivery")


async def delivery(delivery_id: int) -> dict[str, object]:
    found = await one("SELECT * FROM delivery WHERE id = $1", delivery_id)
    assert found is not None
    return found


async def test_a_fact_tells_a_person_once(db: None):
    first, second = await people.account(), await people.account()
    both = [first.id, second.id, first.id]
    new: list[int] = []
    for event in (7, 7, 7):
        new.append(await notify(SYSTEM, both, Kind.need_met, link="/desk", event_id=event))
        await read_all(first)

    assert new == [2, 0, 0]
    assert await unread(second) == 1
    assert await value("SELECT count(*) FROM delivery") == 2, "one text for each new message"


async def test_the_same_said_again_waits_until_it_was_read_or_an_hour_is_over(db: None):
    person = await people.account()

    async def say(event: int, link: str = "/admin/needs/7") -> int:
        return await notify(
            SYSTEM, [person.id], Kind.need_waiting_county, link=link, event_id=event
        )

    assert await say(1) == 1
    assert await say(2) == 0, "the same need at the same desk, unread"
    assert await say(3, "/admin/needs/8") == 1, "another need"
    await read_all(person)
    assert await say(4) == 1
    with clock.freeze(clock.now() + timedelta(hours=2)):
        assert await say(5) == 1


async def test_only_what_is_worth_it_leaves_by_text(db: None):
    person = await people.account()
    for number, kind in enumerate(Kind):
        await notify(SYSTEM, [person.id], kind, link="/desk", event_id=number)

    assert await value("SELECT count(*) FROM message") == len(Kind)
    assert await value("SELECT count(*) FROM delivery") == len(BY_SMS)


async def test_an_inbox_is_its_owners_only(db: None):
    mine, other = await people.account(), await people.account()
    await notify(SYSTEM, [mine.id], Kind.need_met, link="/desk/needs/7", facts={"title": NEED})
    letter = (await inbox(mine))[0]

    assert (letter.read, NEED in letter.title) == (False, True)
    assert await inbox(other) == []
    with pytest.raises(NotFound):
        await read_message(other, letter.id)
    assert await read_message(mine, letter.id) == "/desk/needs/7"
    assert await unread(mine) == 0


async def test_everything_can_be_marked_read_at_once(db: None):
    mine, other = await people.account(), await people.account()
    for number in range(3):
        for person in (mine, other):
            link = f"/desk/needs/{number}"
            await notify(SYSTEM, [person.id], Kind.need_met, link=link, event_id=number)

    assert await read_all(mine) == 3
    assert (await unread(mine), await unread(other)) == (0, 3)


async def test_the_desk_nearest_to_a_village_hears_not_the_ones_above(db: None):
    township = await people.account("supervisor", "433101101")
    await people.account("supervisor", "433101102")
    county = await people.account("county", "433101")

    assert await holders(Permission.needs_check, "433101101201") == [township.id]
    assert await holders(Permission.needs_approve, "433101101201") == [county.id]


# About oneself; about who is an expert, which is not public; about children, who reported, who
# asked to look: a message stands on a locked screen, so it says that something waits and no more.
NAMELESS = {
    Kind.password_changed,
    Kind.authenticator_changed,
    Kind.cover_arranged,
    Kind.training_asked,
    Kind.training_due,
    Kind.certificate_issued,
    Kind.allowance_paid,
    Kind.expert_waiting,
    Kind.expert_verified,
    Kind.expert_refused,
    Kind.report_waiting,
    Kind.report_climbed,
    Kind.concern_waiting,
    Kind.leave_waiting,
    Kind.leave_decided,
    Kind.child_let_in,
    Kind.erasure_waiting,
    Kind.pair_waiting,
    Kind.pair_news,
    Kind.pair_follow,
    Kind.letter_waiting,
    Kind.channel_paused,
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_sentence(kind: Kind, language: str):
    speak(language)
    said = title(kind, {"title": NEED})
    speak("zh")

    assert (NEED in said) != (kind in NAMELESS), "names the thing, where there is one"
    assert "%(" not in said
    assert len(said.replace(NEED, "")) > 3


# What goes out by text ---------------------------------------------------------------------------


async def test_a_text_goes_out_once_with_its_key_and_nothing_personal(db: None, gateway: Gateway):
    person, waiting = await told()
    states = [await carry(waiting, port=port(gateway)) for _time in range(2)]

    assert states == ["sent", None]
    assert len(gateway.asked) == 1
    headers, body = gateway.asked[0]
    name = await value("SELECT name FROM account WHERE id = $1", person)
    assert headers["authorization"] == "Bearer secret-token"
    assert headers["idempotency-key"] == body["key"] == (await delivery(waiting))["key"]
    assert body["phone"] == "13911112222"
    assert NEED in body["text"]
    assert name not in body["text"]
    assert "13911112222" not in body["text"]
    assert set(body) == {"phone", "text", "signature", "key"}
    assert (await delivery(waiting))["provider_id"] == "sms-1"


@pytest.mark.parametrize("trouble", [429, 500, 503, 302, 401, DROP])
async def test_a_gateway_in_trouble_is_asked_again(db: None, gateway: Gateway, trouble: int | str):
    _, waiting = await told()
    gateway.answers = [trouble, 200]
    with pytest.raises(NotCarried):
        await carry(waiting, port=port(gateway))
    after = await delivery(waiting)

    assert (after["state"], after["attempts"], after["ended_at"]) == ("waiting", 1, None)
    assert await carry(waiting, port=port(gateway)) == "sent"
    keys = {body["key"] for _headers, body in gateway.asked}
    assert len(keys) == 1, "the second try is the same message"


async def test_a_gateway_that_says_nothing_is_given_up_and_asked_again(db: None, gateway: Gateway):
    _, waiting = await told()
    gateway.answers = [HANG, 200]
    with pytest.raises(NotCarried):
        await carry(waiting, port=port(gateway, wait_seconds=0.2))

    assert await carry(waiting, port=port(gateway)) == "sent"


async def test_a_gateway_that_is_not_there_is_asked_again(db: None):
    _, waiting = await told()

    with pytest.raises(NotCarried):
        await carry(waiting, port=HttpSms("http://127.0.0.1:9/send", "t", "s"))


@pytest.mark.parametrize("status", [400, 403, 404, 422])
async def test_a_message_that_is_refused_is_not_sent_again(db: None, gateway: Gateway, status: int):
    _, waiting = await told()
    gateway.answers = [status]

    assert await carry(waiting, port=port(gateway)) == "failed"
    assert (await delivery(waiting))["last_error"] == f"HTTP {status}"


async def test_after_an_hour_of_trouble_a_text_is_given_up(db: None, gateway: Gateway):
    _, waiting = await told()
    gateway.answers = [503]
    await value("UPDATE delivery SET attempts = $2 WHERE id = $1", waiting, ATTEMPTS_MOST - 1)

    assert await carry(waiting, port=port(gateway)) == "failed"


async def test_without_a_gateway_nothing_leaves_and_the_delivery_says_so(
    db: None, settings: Settings
):
    _, waiting = await told()
    assert sms_port(settings) is None

    assert await carry(waiting) == "left_out"
    assert (await delivery(waiting))["attempts"] == 1


@pytest.mark.parametrize("body", [b"", b"[]", b"not json", b'{"id": 12}'])
async def test_whatever_the_gateway_says_after_taking_it_the_text_is_sent(
    db: None, gateway: Gateway, body: bytes
):
    _, waiting = await told()
    gateway.body = body

    assert await carry(waiting, port=port(gateway)) == "sent"


async def test_a_text_speaks_the_language_of_its_reader(db: None, gateway: Gateway):
    person, waiting = await told()
    await value("UPDATE account SET language = 'en' WHERE id = $1", person)
    speak("en")
    english = title(Kind.need_met, {"title": NEED})
    speak("zh")
    await carry(waiting, port=port(gateway))

    assert gateway.asked[0][1]["text"].startswith(english)


async def test_a_code_is_sent_now_or_the_person_is_told(db: None, gateway: Gateway):
    sender = CodesBySms(port(gateway))
    await sender.send("13911112222", "482913")
    assert "482913" in gateway.asked[0][1]["text"]
    for trouble in (503, 422):
        gateway.answers = [trouble]
        with pytest.raises(Unavailable):
            await sender.send("13911112222", "482913")


def test_settings_decide_which_channels_there_are(settings: Settings):
    with_both = replace(
        settings, sms_url="https://sms.example/send", sms_token="t", smtp_host="mail.example"
    )

    assert isinstance(sms_port(with_both), HttpSms)
    assert isinstance(mail_port(with_both), SmtpMail)
    assert code_sender(with_both) is not None
    assert (sms_port(settings), mail_port(settings), code_sender(settings)) == (None, None, None)


# Mail --------------------------------------------------------------------------------------------


def mailer(settings: Settings, server: MailServer) -> SmtpMail:
    return SmtpMail(
        replace(
            settings,
            smtp_host="127.0.0.1",
            smtp_port=server.port,
            smtp_security="none",
            smtp_from="no-reply@xth.example",
        )
    )


async def test_a_mail_arrives_with_its_key(settings: Settings, mail: MailServer):
    said = await mailer(settings, mail).send("a@b.example", "需求已满足", "请登录查看。", key="k1")
    address, text = mail.mails[0]

    assert address == "a@b.example"
    assert "k1" in said
    assert said in text
    assert "From: no-reply@xth.example" in text


@pytest.mark.parametrize(
    ("answer", "trouble"), [("450 busy", NotCarried), ("550 no such box", Refused)]
)
async def test_a_mail_server_says_later_or_never(
    settings: Settings, mail: MailServer, answer: str, trouble: type[Exception]
):
    mail.recipient = answer

    with pytest.raises(trouble):
        await mailer(settings, mail).send("a@b.example", "需求已满足", "请登录。", key="k2")
    assert mail.mails == []


async def test_a_mail_server_that_is_not_there_is_asked_again(settings: Settings):
    with pytest.raises(NotCarried):
        await mailer(settings, MailServer(port=9)).send("a@b.example", "x", "y", key="k3")
