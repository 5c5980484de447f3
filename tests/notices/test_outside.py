"""What leaves and what comes back: mail, WeChat, reports, numbers that are wrong."""

import hashlib
import hmac
import re
from collections import deque
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx
import msgspec
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, value
from match.foundation.errors import Conflict, Denied, NotFound
from match.foundation.settings import Settings, changed, settings
from match.notices.carrying import Ports, carry, ports_of
from match.notices.commands import (
    channel_proven,
    choose,
    drive_again,
    forget_deliveries,
    record_report,
    resume_channel,
    sweep_deliveries,
)
from match.notices.links import Link, read_token, token_of
from match.notices.ports import HttpSms, NotCarried, TemplateMessage
from match.notices.queries.choices import choices_of, pauses_of
from match.notices.states import Channel, Pace
from match.notices.words import Kind
from tests.notices.make import MAIL, NEED, OPENID, at, deliveries, reader, tell, ways
from tests.notices.servers import MailServer, sms_gateway
from tests.people import make as people
from tests.publicity.wechat.fake import FakeWeChat, serving
from tests.using import using

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("by_day")]
SECRET = "a-secret-of-more-than-sixteen"  # nobody's
TEMPLATE = "ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY"


def mailing(server: MailServer) -> Settings:
    return changed(
        settings(),
        smtp_host="127.0.0.1",
        smtp_port=server.port,
        smtp_security="none",
        smtp_from="no-reply@xth.example",
    )


async def mailed(server: MailServer, kind: Kind = Kind.need_met) -> None:
    """A person with a mailbox and no texts was told *kind*, and the mail was carried."""
    person = await reader(mail=MAIL)
    await choose(person, {(kind.value, Channel.sms): Pace.off})
    await tell(person, kind)
    [letter] = await deliveries(person)
    await carry(letter["id"], ports=ports_of(mailing(server)))


# Mail -------------------------------------------------------


async def test_a_mail_says_one_sentence_where_it_leads_and_how_it_comes_no_more(
    db: None, mail: MailServer
):
    await mailed(mail)
    [letter] = mail.letters()
    body = letter.get_content()

    assert letter["subject"] == f"您的需求已经满足：{NEED}"
    assert "/desk/needs/" in body
    assert letter["auto-submitted"] == "auto-generated"
    assert letter["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    link = letter["list-unsubscribe"].strip("<>")
    assert link in body
    assert link.startswith(f"{settings().base_url}/notices/unsubscribe/")


async def test_one_click_ends_that_group_by_mail_and_nothing_else(client, mail: MailServer):
    """RFC 8058: the mail program posts, without cookie, token or Origin of ours."""
    await mailed(mail)
    path = urlsplit(mail.letters()[0]["list-unsubscribe"].strip("<>")).path
    client.cookies.clear()
    looked = await client.get(path)
    person = await value("SELECT account FROM contact")
    assert looked.status_code == 200
    assert await choices_of(person) == {("need_met", Channel.sms): Pace.off}, "a look ends nothing"
    for _twice in range(2):
        ended = await client.post(path, data={"List-Unsubscribe": "One-Click"})
        assert ended.status_code == 200

    assert (await choices_of(person))[("needs", Channel.mail)] is Pace.off
    assert await value("SELECT count(*) FROM notice_choice WHERE by_link") == 1


async def test_a_link_that_we_did_not_sign_ends_nothing(client):
    person = await reader(mail=MAIL)
    good = token_of(Link(int(str(person.id)), "needs", Channel.mail))
    bad = [good[:-1], good.replace("needs", "gifts"), "x", "1.needs.mail.AAAA", f"{good}A", "...."]
    for token in bad:
        assert read_token(token) is None
        for answer in (
            await client.get(f"/notices/unsubscribe/{token}"),
            await client.post(f"/notices/unsubscribe/{token}"),
        ):
            assert answer.status_code == 403
    assert read_token(good) == Link(int(str(person.id)), "needs", Channel.mail)
    assert await value("SELECT count(*) FROM notice_choice") == 0


async def test_what_the_law_will_have_sent_has_no_such_link(db: None, mail: MailServer):
    await mailed(mail, Kind.objection_near)
    [letter] = mail.letters()

    assert letter["list-unsubscribe"] is None
    assert "法律规定" in letter.get_content()


async def test_the_link_under_a_digest_ends_all_but_what_the_law_will_have_sent(client):
    person = await reader(mail=MAIL)
    token = token_of(Link(int(str(person.id)), "*", Channel.mail))
    assert (await client.post(f"/notices/unsubscribe/{token}")).status_code == 200
    chosen = await choices_of(int(str(person.id)))

    assert chosen[("needs", Channel.mail)] is Pace.off
    assert ("alarms", Channel.mail) not in chosen
    assert ("disputes", Channel.mail) not in chosen


# WeChat -------------------------------------------------------


@pytest.fixture
async def account() -> AsyncIterator[FakeWeChat]:
    fake = FakeWeChat(followers={OPENID}, templates={TEMPLATE})
    async with serving(fake) as running:
        yield running


def of_wechat(fake: FakeWeChat) -> Ports:
    given = changed(
        settings(),
        wechat_appid=fake.appid,
        wechat_secret=fake.secret,
        wechat_api_url=fake.url,
        wechat_notice_template=TEMPLATE,
    )
    return ports_of(given)


async def by_wechat(fake: FakeWeChat, openid: str = OPENID) -> tuple[int, int]:
    """A person with only WeChat was told something: the account, the delivery that waits."""
    person = await reader(openid=openid)
    await choose(person, {("needs", Channel.sms): Pace.off})
    await tell(person)
    [waiting] = await deliveries(person)
    assert waiting["channel"] == "wechat"
    return int(str(person.id)), waiting["id"]


async def test_a_follower_gets_one_template_message(db: None, account: FakeWeChat):
    _person, waiting = await by_wechat(account)
    assert await carry(waiting, ports=of_wechat(account)) == "sent"
    [said] = account.sent.values()

    assert said["touser"] == OPENID
    assert said["data"]["thing1"]["value"] == f"您的需求已经满足：{NEED}"[:20]
    assert said["url"].startswith(settings().base_url)
    assert set(said["data"]) == {"thing1", "time2"}


async def test_a_lost_answer_is_asked_again_under_the_same_key(db: None, account: FakeWeChat):
    _person, waiting = await by_wechat(account)
    account.troubles["message/template/send"] = deque(["lose"])
    with pytest.raises(NotCarried):
        await carry(waiting, ports=of_wechat(account))
    assert await carry(waiting, ports=of_wechat(account)) == "sent"
    assert len(account.sent) == 1


async def test_a_days_quota_that_is_used_up_holds_the_message_till_the_next_day(
    db: None, account: FakeWeChat
):
    """Not given up after an hour of asking; and at midnight it does not ring."""
    _person, waiting = await by_wechat(account)
    account.troubles["message/template/send"] = deque([45009])
    assert await carry(waiting, ports=of_wechat(account)) == "held"
    held = await one("SELECT state, next_check_at FROM delivery WHERE id = $1", waiting)
    assert held is not None
    assert f"{held['next_check_at'].astimezone(clock.HERE):%H:%M}" == "00:00"
    with at(0, 1, days=1):
        assert await sweep_deliveries(SYSTEM) == 1
        assert await carry(waiting, ports=of_wechat(account)) == "held"
    with at(8, days=1):
        assert await sweep_deliveries(SYSTEM) == 1
        assert await carry(waiting, ports=of_wechat(account)) == "sent"
    assert len(account.sent) == 1


async def test_who_left_the_official_account_is_asked_to_bind_again(db: None, account: FakeWeChat):
    person, waiting = await by_wechat(account, f"{OPENID}gone")
    assert await carry(waiting, ports=of_wechat(account)) == "failed"
    rests = await value("SELECT channel FROM channel_pause WHERE account_id = $1", person)
    assert rests == "wechat"
    assert await value("SELECT count(*) FROM message WHERE kind = 'channel_paused'") == 1
    assert await channel_proven(SYSTEM, person, Channel.wechat)


def test_without_a_template_there_is_no_way_by_wechat(settings: Settings):
    assert ports_of(settings) == Ports()
    with_template = changed(
        settings, wechat_appid="wx1", wechat_secret="s" * 32, wechat_notice_template="t"
    )
    assert isinstance(ports_of(with_template).wechat, TemplateMessage)


# Numbers and mailboxes that are wrong -------------------------------------------------------


async def test_a_wrong_number_rests_and_its_person_is_told_inside(db: None):
    person = await reader(mail=MAIL)
    await tell(person)
    text = (await deliveries(person))[0]
    async with sms_gateway() as gateway:
        gateway.answers = [404]
        ports = Ports(sms=HttpSms(gateway.url, "t", "湘童汇"))
        assert await carry(text["id"], ports=ports) == "failed"
    assert await pauses_of(person) == {Channel.sms: "HTTP 404"}
    told = await one("SELECT link FROM message WHERE kind = 'channel_paused'")
    assert told == {"link": "/me/notices/contacts"}

    before = len(await ways(person))
    await tell(person)
    assert [row[0] for row in (await ways(person))[before:]] == ["mail"], "the other channel stays"
    await resume_channel(person, Channel.sms)
    with pytest.raises(NotFound):
        await resume_channel(person, Channel.sms)


@pytest.mark.parametrize(
    ("answer", "rests"),
    [
        ("550 5.1.1 no such mailbox", True),
        ("553 5.1.3 bad address", True),
        ("550 5.7.1 looks like spam", False),
        ("550 go away", False),
    ],
)
async def test_only_a_mailbox_that_is_not_there_rests(
    db: None, mail: MailServer, answer: str, rests: bool
):
    mail.recipient = answer
    await mailed(mail)

    assert await value("SELECT count(*) FROM channel_pause") == int(rests)
    assert await value("SELECT state FROM delivery WHERE channel = 'mail'") == "failed"


# What a gateway reports afterwards -------------------------------------------------------


async def report(client: httpx.AsyncClient, said: object, *, secret: str = SECRET, late: int = 0):
    body = msgspec.json.encode(said)
    stamp = str(int(clock.now().timestamp()) - late)
    signed = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/json",
        "x-timestamp": stamp,
        "x-signature": signed,
    }
    return await client.post("/hooks/sms-reports", content=body, headers=headers)


async def test_a_signed_report_is_kept_and_a_wrong_number_rests(client):
    person = await reader()
    await tell(person)
    [text] = await deliveries(person)
    given = changed(settings(), sms_url="https://sms.example/send", sms_report_secret=SECRET)
    with using(given):
        first = await report(client, {"key": text["key"], "status": "delivered"})
        assert first.status_code == 204
        unknown = await report(client, {"key": "xth-m0-sms", "status": "delivered"})
        assert unknown.status_code == 204, "it tells nobody which keys there are"
        late = await report(client, {"key": text["key"], "status": "expired"})
        assert late.status_code == 204
    kept = (await deliveries(person))[0]
    assert (kept["report"], kept["reported_at"] is not None) == ("delivered", True)

    await tell(person)
    second = (await deliveries(person))[1]
    with using(given):
        await report(client, {"key": second["key"], "status": "invalid_number"})
    assert await pauses_of(person) == {Channel.sms: "invalid_number"}


async def test_a_report_without_its_signature_is_not_believed(client):
    person = await reader()
    await tell(person)
    said = {"key": (await deliveries(person))[0]["key"], "status": "invalid_number"}
    assert (await report(client, said)).status_code == 403, "no secret, no door"
    given = changed(settings(), sms_url="https://sms.example/send", sms_report_secret=SECRET)
    with using(given):
        assert (await report(client, said, secret="another-secret-of-nobody")).status_code == 403
        assert (await report(client, said, late=301)).status_code == 403, "a copy of an old one"
        assert (await client.post("/hooks/sms-reports", json=said)).status_code == 403
        assert (await report(client, {"key": 7})).status_code == 422
    assert await value("SELECT count(*) FROM channel_pause") == 0


# The staff's desk -------------------------------------------------------


async def failed_text() -> int:
    person = await reader()
    await tell(person)
    [text] = await deliveries(person)
    await value(
        "UPDATE delivery SET state = 'failed', attempts = 60, ended_at = now(),"
        " last_error = 'ConnectTimeout' WHERE id = $1",
        text["id"],
    )
    return text["id"]


async def test_what_failed_is_driven_again_with_its_key(client):
    failed = await failed_text()
    key = await value("SELECT key FROM delivery WHERE id = $1", failed)
    keeper = await people.account("administrator", "43")
    await people.sign_in(client, keeper)
    desk = await client.get("/desk/deliveries")
    assert "连接超时" in desk.text
    shown = desk.text.split("<main")[1]
    assert not re.search(r"138[\d*]{8}", shown), "nothing of whom it was for"
    data = {"_csrf_token": client.cookies["__Host-csrf"]}
    assert (await client.post(f"/desk/deliveries/{failed}/redrive", data=data)).status_code == 303

    after = await one("SELECT state, attempts, key FROM delivery WHERE id = $1", failed)
    assert after == {"state": "waiting", "attempts": 0, "key": key}
    with pytest.raises(Conflict):
        await drive_again(keeper, failed)
    with pytest.raises(Denied):
        await drive_again(await people.account("county", "433101"), failed)


async def test_what_was_sent_long_ago_is_forgotten_and_its_message_stays(db: None):
    failed = await failed_text()
    assert await forget_deliveries(SYSTEM) == 0
    await value("UPDATE delivery SET ended_at = now() - interval '181 days' WHERE id = $1", failed)
    assert await forget_deliveries(SYSTEM) == 1
    assert await value("SELECT count(*) FROM message") == 1
    with pytest.raises(Denied):
        await forget_deliveries(await people.account("county", "433101"))


async def test_the_first_report_stays_unless_it_arrived_after_all(db: None):
    failed = await failed_text()
    key = await value("SELECT key FROM delivery WHERE id = $1", failed)
    for said, kept in (("undelivered", True), ("expired", False), ("delivered", True)):
        assert await record_report(SYSTEM, key, said, unreachable=False) is kept
    assert await value("SELECT report FROM delivery WHERE id = $1", failed) == "delivered"
