"""WeChat calls us: what is its own is acted on once, all else is turned away without a word."""

import re
from collections import deque
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from match.foundation import clock
from match.foundation.db import one, rows, value
from match.people.commands.contacts import begin_wechat
from match.publicity.wechat.commands import submit_draft
from tests.people import make as people
from tests.publicity import make
from tests.publicity.wechat.fake import LOSE, FakeWeChat
from tests.publicity.wechat.fake_push import (
    FOLLOWER,
    Pusher,
    event,
    finished,
    sha1_of,
    text,
    unseal,
)
from tests.publicity.wechat.world import AES_KEY, TOKEN, carried, row_of, wanted, wechat

pytestmark = [pytest.mark.openness]
Http = httpx.AsyncClient


@pytest.fixture
async def fake(db: None) -> AsyncIterator[FakeWeChat]:
    async with wechat() as running:
        yield running


@pytest.fixture
def pusher(fake: FakeWeChat) -> Pusher:
    """WeChat in safe mode."""
    return Pusher(TOKEN, fake.appid, AES_KEY)


async def followers() -> tuple[int, int]:
    row = await one("SELECT came, went FROM wechat_followers")
    return (row["came"], row["went"]) if row else (0, 0)


async def published_by_queue(fake: FakeWeChat) -> tuple[int, Any]:
    """A delivery in WeChat's queue, and the job that came out of it."""
    article = await make.published()
    delivery = await wanted(article)
    await carried(delivery)
    await submit_draft(await make.writer(), article)
    row = await carried(delivery)
    return delivery, fake.finish(row["publish_id"])


async def test_the_echo_is_said_back_to_wechat_alone(client: Http, pusher: Pusher):
    asked = pusher.query() | {"echostr": "4375120948345356249"}
    good = await client.get("/wechat/push", params=asked)
    wrong = [
        await client.get("/wechat/push", params=asked | changed)
        for changed in (
            {"signature": "0" * 40},
            {"signature": ""},
            {"timestamp": "1"},
            {"timestamp": "١٢٣"},
            {"timestamp": "9" * 60},
            {"nonce": "other"},
        )
    ]
    nothing = await client.get("/wechat/push")

    assert (good.status_code, good.text) == (200, "4375120948345356249")
    assert good.headers["content-type"].startswith("text/plain")
    assert {answer.status_code for answer in [*wrong, nothing]} == {403}
    assert {answer.content for answer in [*wrong, nothing]} == {b""}


@pytest.mark.parametrize("aes_key", [AES_KEY, ""], ids=["safe", "plain"])
async def test_the_event_of_a_publication_is_taken_in_both_modes(
    client: Http, db: None, aes_key: str
):
    async with wechat(wechat_aes_key=aes_key) as fake:
        delivery, job = await published_by_queue(fake)
        answer = await Pusher(TOKEN, fake.appid, aes_key).push(client, finished(job))
        row = await row_of(delivery)

        assert (answer.status_code, answer.text) == (200, "success")
        assert (row["status"], row["article_ref"]) == ("published", job.article_id)
        assert row["url"] == job.urls[0]


async def test_a_failed_publication_is_told_by_its_event(
    client: Http, fake: FakeWeChat, pusher: Pusher
):
    article = await make.published()
    delivery = await wanted(article)
    await carried(delivery)
    await submit_draft(await make.writer(), article)
    job = fake.finish((await carried(delivery))["publish_id"], status=4)
    await pusher.push(client, finished(job))

    assert (await row_of(delivery))["status"] == "failed"


async def test_an_event_that_overtakes_our_own_record_is_caught_up_by_asking(
    client: Http, fake: FakeWeChat, pusher: Pusher
):
    article = await make.published()
    delivery = await wanted(article)
    await carried(delivery)
    await submit_draft(await make.writer(), article)
    fake.troubles["freepublish/submit"] = deque([LOSE])
    await carried(delivery)
    (job,) = fake.queue
    answer = await pusher.push(client, finished(fake.finish(job)))
    await value("UPDATE wechat_delivery SET next_check_at = $1", clock.now())

    assert answer.text == "success"
    assert (await carried(delivery))["status"] == "published"


async def test_followers_are_counted_and_nobody_is_kept(client: Http, pusher: Pusher):
    await pusher.push(client, event("subscribe"))
    await pusher.push(client, event("subscribe", sender="oOther"))
    await pusher.push(client, event("unsubscribe", sender="oThird"))
    held = str(
        [
            await rows("SELECT * FROM wechat_followers"),
            await rows("SELECT * FROM wechat_push"),
            await rows("SELECT * FROM outbox"),
            await rows("SELECT * FROM audit"),
        ]
    )

    assert await followers() == (2, 1)
    assert FOLLOWER not in held
    assert "oOther" not in held


async def test_a_repeat_counts_once_by_message_and_by_address(client: Http, pusher: Pusher):
    same = event("subscribe")
    for _ in range(3):  # WeChat's own repeats come with a new nonce
        assert (await pusher.push(client, same)).text == "success"
    assert await followers() == (1, 0)

    address, body = pusher.letter(event("subscribe", sender="oReplayed"))
    for _ in range(2):
        sent = await client.post(address, content=body, headers={"Content-Type": "text/xml"})
        assert sent.text == "success"
    assert await followers() == (2, 0)

    now = int(clock.now().timestamp())
    first = {"nonce": "77", "timestamp": str(now)}
    await pusher.push(client, event("subscribe", sender="oA"), **first)
    await pusher.push(client, event("subscribe", sender="oB"), **first)
    assert await followers() == (3, 0), "an address opens the door once"
    await pusher.push(client, event("subscribe", sender="oC"), nonce="77", timestamp=str(now + 1))
    assert await followers() == (4, 0), "a nonce of ten digits comes again one day"


async def test_without_what_was_seen_a_repeat_would_count_twice(client: Http, pusher: Pusher):
    """The broken twin: the memory of pushes is wiped between the two."""
    same = event("subscribe")
    await pusher.push(client, same)
    await value("DELETE FROM wechat_push")
    await pusher.push(client, same)

    assert await followers() == (2, 0)


async def test_a_question_is_answered_shortly_and_sealed(
    client: Http, fake: FakeWeChat, pusher: Pusher
):
    answer = await pusher.push(client, text("你们在哪里？", 100001))
    sealed = re.search(r"<Encrypt>([^<]+)</Encrypt>", answer.text)
    told = {
        name: re.search(f"<{name}>([^<]+)</{name}>", answer.text)
        for name in ("MsgSignature", "TimeStamp", "Nonce")
    }
    assert sealed is not None
    assert told["MsgSignature"] is not None
    assert told["TimeStamp"] is not None
    assert told["Nonce"] is not None
    plain = unseal(AES_KEY, fake.appid, sealed[1])

    assert told["MsgSignature"][1] == sha1_of(
        TOKEN, told["TimeStamp"][1], told["Nonce"][1], sealed[1]
    )
    for part in ("12355", "12338", "/needs", "110", f"<ToUserName>{FOLLOWER}"):
        assert part in plain
    assert "你们在哪里" not in plain
    assert (await pusher.push(client, text("你们在哪里？", 100001))).text == "success"


async def test_eight_digits_bind_who_wrote_them_until_they_leave(client: Http, pusher: Pusher):
    person = await people.account("donor")
    code = await begin_wechat(person)
    good = await pusher.push(client, text(f" {code[:4]} {code[4:]} ", 1))
    bound = await rows("SELECT account FROM contact WHERE kind = 'wechat'")
    wrong = await pusher.push(client, text("00000000", 2))
    answers = [re.search("<Encrypt>([^<]+)", each.text) for each in (good, wrong)]
    told = [unseal(AES_KEY, pusher.appid, each[1]) for each in answers if each]
    await pusher.push(client, event("unsubscribe"))

    assert [row["account"] for row in bound] == [person.id]
    assert "绑定成功" in told[0]
    assert "绑定码不对" in told[1]
    assert await rows("SELECT account FROM contact WHERE kind = 'wechat'") == []


async def test_a_question_in_plain_mode_is_answered_in_plain_mode(client: Http, db: None):
    async with wechat(wechat_aes_key="") as fake:
        answer = await Pusher(TOKEN, fake.appid).push(client, text("<b>&]]&gt;", 7))

    assert answer.headers["content-type"].startswith("text/xml")
    assert "<Content>" in answer.text


LETTERS = "abcdefg"
ENTITIES = "".join(
    f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in pairwise(LETTERS)
)
BOMB = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{ENTITIES}]><xml><ToUserName>&g;</ToUserName></xml>'
HOSTILE = {
    "a bomb": BOMB,
    "a file": '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><MsgType>&f;</MsgType></xml>',
    "no xml": "success",
    "nothing": " ",
    "an empty element": "<xml/>",
    "no sender": "<xml><ToUserName>a</ToUserName><MsgType>text</MsgType></xml>",
    "a nul": "<xml><ToUserName>\0</ToUserName></xml>",
    "half": event("subscribe")[:-9],
    "a time that is none": event("subscribe").replace("<CreateTime>", "<CreateTime>x"),
    "a job without its facts": event("PUBLISHJOBFINISH"),
    "a status that is none": event(
        "PUBLISHJOBFINISH",
        "<PublishEventInfo><publish_id>1</publish_id><publish_status>-1</publish_status>"
        "</PublishEventInfo>",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
async def test_hostile_xml_in_a_good_box_is_a_bad_request(client: Http, pusher: Pusher, what: str):
    answer = await pusher.push(client, HOSTILE[what])

    assert (answer.status_code, answer.content) == (400, b"")


async def test_what_is_not_sealed_and_signed_by_wechat_is_forbidden(
    client: Http, fake: FakeWeChat, pusher: Pusher
):
    async def sent(address: str, body: bytes) -> int:
        headers = {"Content-Type": "text/xml"}
        answer = await client.post(address, content=body, headers=headers)
        assert answer.content in (b"", b"success")
        return answer.status_code

    good, body = pusher.letter(event("subscribe"))
    plain = Pusher(TOKEN, fake.appid).letter(event("subscribe"))
    old = str(int((clock.now() - timedelta(minutes=6)).timestamp()))
    stale = pusher.letter(event("subscribe"), timestamp=old)
    other_key = Pusher(TOKEN, fake.appid, AES_KEY[::-1]).letter(event("subscribe"))
    other_account = Pusher(TOKEN, "wx0000000000000000", AES_KEY).letter(event("subscribe"))
    other_token = Pusher("BBBBB", fake.appid, AES_KEY).letter(event("subscribe"))
    doubled = (f"{good}&{urlencode({'nonce': '1'})}", body)
    altered = (good, body.replace(b"<Encrypt><![CDATA[", b"<Encrypt><![CDATA[AAAA"))
    unsigned = (re.sub("msg_signature=[0-9a-f]+", "msg_signature=x", good), body)

    for case in (
        plain,
        stale,
        other_key,
        other_account,
        other_token,
        doubled,
        altered,
        unsigned,
        ("/wechat/push", body),
    ):
        assert await sent(*case) == 403, case
    assert await followers() == (0, 0)
    assert await sent(good, body) == 200


async def test_other_bodies_do_not_come_in(client: Http, pusher: Pusher):
    address, body = pusher.letter(event("subscribe"))
    large = await client.post(
        address, content=b"<xml>" + b"x" * 70_000, headers={"Content-Type": "text/xml"}
    )
    form = await client.post(address, data={"a": "b"})
    json = await client.post(address, json={})
    plain = await client.post(address, content=body, headers={"Content-Type": "text/plain"})
    elsewhere = await client.post(
        "/sign-in/codes", content=body, headers={"Content-Type": "text/xml"}
    )

    assert large.status_code == 413
    assert (plain.status_code, elsewhere.status_code) == (415, 415)
    assert (form.status_code, json.status_code) == (400, 400)


async def test_without_a_token_nothing_is_taken(client: Http, db: None):
    pusher = Pusher("AAAAA", "wx0123456789abcdef")
    answer = await pusher.push(client, event("subscribe"))
    echo = await client.get("/wechat/push", params=pusher.query() | {"echostr": "1"})

    assert (answer.status_code, echo.status_code) == (403, 403)
