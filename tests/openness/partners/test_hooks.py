"""Webhooks: approved by another, signed, tried again, suspended, resumed without a loss."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.keys import keys
from match.foundation.settings import Settings, changed
from match.openness.partners import carrying, rules
from match.openness.partners.carrying import carry_message
from match.openness.partners.commands import (
    SECRET,
    approve_hook,
    make_hook,
    move_hook,
    record_try,
    refuse_hook,
    retry_message,
    write_messages,
)
from match.openness.partners.forms import HookForm, RefusalForm
from match.openness.partners.queries import due_messages, own_hooks
from match.openness.partners.states import HookState, SentState
from tests.docs.house import text_of
from tests.openness.partners.receiver import Receiver, receiving, says, verified
from tests.people import make as people
from tests.using import using

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("db", "local")]


@pytest.fixture
def local(settings: Settings) -> Iterator[None]:
    """Webhooks may lead to this machine."""
    with using(changed(settings, webhooks_local=True)):
        yield


@pytest_asyncio.fixture
async def partner() -> AsyncIterator[Receiver]:
    """A real server on loopback."""
    async with receiving() as receiver:
        yield receiver


async def change(kind: str = "needs", name: str = "1") -> int:
    """One more place of the feed."""
    return await value(
        "INSERT INTO public_change (id, kind, object_id, version, gone, hash)"
        " SELECT coalesce(max(id), 0) + 1, $1::varchar, $2::varchar, 1 + count(*)"
        " FILTER (WHERE kind = $1 AND object_id = $2), false, 'x' FROM public_change RETURNING id",
        kind,
        name,
    )


async def approved(url: str, kinds: list[str] | None = None) -> tuple[Actor, int, str]:
    """Owner, webhook and secret of one that is at work."""
    owner = await people.account("donor")
    secret = await make_hook(owner, HookForm(url, kinds or []))
    hook = (await own_hooks(owner))[0].id
    await approve_hook(await people.account("administrator", "43"), hook)
    return owner, hook, secret


async def carry_due() -> list[SentState | None]:
    """What the queue does with what is due."""
    return [await carry_message(message) for message, _tries in await due_messages()]


async def status(hook: int) -> str:
    return await value("SELECT status FROM web_hook WHERE id = $1", hook)


async def test_nothing_is_sent_before_somebody_else_approved(partner: Receiver):
    owner = await people.account("administrator", "43")
    await make_hook(owner, HookForm(partner.url))
    [hook] = await own_hooks(owner)
    await change()
    assert await write_messages(SYSTEM) == 0
    assert await due_messages() == []
    with pytest.raises(Denied):
        await approve_hook(owner, hook.id)
    with pytest.raises(Denied):
        await approve_hook(await people.account("donor"), hook.id)
    with pytest.raises(Conflict):
        await move_hook(owner, hook.id, "resume")
    assert await status(hook.id) == HookState.waiting
    assert partner.got == []


async def test_a_message_is_signed_and_says_what_changed_since_the_approval(partner: Receiver):
    await change(name="before")
    _owner, hook, secret = await approved(partner.url, ["needs"])
    first = await change(name="7")
    await change("homes", "8")
    last = await change(name="9")
    assert await write_messages(SYSTEM) == 1
    assert await write_messages(SYSTEM) == 0, "once is enough"
    assert await carry_due() == [SentState.sent]

    [got] = partner.got
    assert got.line == "POST /hook?from=xth HTTP/1.1"
    assert got.headers["host"] == partner.url.split("/")[2]
    assert verified(secret, got, clock.now().timestamp())
    assert not verified(secret, got, clock.now().timestamp() + 301), "an old one is a replay"
    got.body += b" "
    assert not verified(secret, got, clock.now().timestamp()), "an altered one is none"
    said = json.loads(got.body)
    assert said["type"] == "changes"
    assert (said["after"], said["upto"]) == (first - 1, last)
    assert [(c["kind"], c["id"]) for c in said["changes"]] == [("needs", "7"), ("needs", "9")]
    assert await carry_due() == [], "what arrived is not sent again"
    assert await value("SELECT failures FROM web_hook WHERE id = $1", hook) == 0


async def test_the_example_of_the_manual_verifies_a_message(partner: Receiver):
    """docs/api.md, as it stands there; another secret, body or time is refused."""
    _owner, _hook, secret = await approved(partner.url)
    await change()
    await write_messages(SYSTEM)
    await carry_due()
    [example] = re.findall(r"```python\n(import base64.*?)```", text_of("docs/api.md"), re.DOTALL)
    named: dict[str, Any] = {}
    exec(example, named)  # our own manual
    verify, [got] = named["verified"], partner.got
    assert verify(secret, got.headers, got.body)
    assert not verify(rules.new_secret(), got.headers, got.body)
    assert not verify(secret, got.headers, got.body + b" ")
    old = str(int(got.headers["webhook-timestamp"]) - 600)
    assert not verify(secret, {**got.headers, "webhook-timestamp": old}, got.body)


async def test_the_secret_is_sealed_and_only_told_once():
    _owner, hook, secret = await approved("http://127.0.0.1:9/")
    row = await one("SELECT * FROM web_hook WHERE id = $1", hook)
    assert row is not None
    assert secret.removeprefix("whsec_").encode() not in row["secret"]
    assert keys().open(row["secret"], SECRET) == secret


async def test_it_is_tried_again_at_its_times_and_given_up_after_them(partner: Receiver):
    partner.answers = [says(500)]
    await approved(partner.url)
    await change()
    now = clock.now()
    with clock.freeze(now):
        await write_messages(SYSTEM)
        assert await carry_due() == [SentState.waiting]
        assert await carry_due() == [], "not before its time"
    for delay in rules.DELAYS:
        with clock.freeze(now + delay - timedelta(seconds=1)):
            assert await carry_due() == []
        now += delay
        with clock.freeze(now):
            [came] = await carry_due()
    assert came is SentState.failed
    assert len(partner.got) == len(rules.DELAYS) + 1
    assert len({got.headers["webhook-id"] for got in partner.got}) == 1, "always the same message"
    row = await one("SELECT attempts, answered, error FROM hook_message")
    assert row == {"attempts": len(partner.got), "answered": 500, "error": "HTTP 500"}


async def lose(count: int) -> None:
    """So many messages that never arrive."""
    for number in range(count):
        await change(name=str(number))
        await write_messages(SYSTEM)
        message = await value("SELECT max(id) FROM hook_message")
        for _try in range(len(rules.DELAYS) + 1):
            await record_try(SYSTEM, message, answered=None, error="ConnectError")


async def test_five_lost_messages_suspend_and_a_resumption_loses_nothing(partner: Receiver):
    owner, hook, _secret = await approved(partner.url)
    await lose(4)
    assert await status(hook) == HookState.active
    await lose(1)
    assert await status(hook) == HookState.suspended
    told = await one("SELECT payload FROM outbox WHERE topic = 'webhook.suspended'")
    assert told is not None
    missed = await change(name="meanwhile")
    assert await write_messages(SYSTEM) == 0

    await move_hook(owner, hook, "resume")
    assert await write_messages(SYSTEM) == 1
    assert await carry_due() == [SentState.sent]
    assert json.loads(partner.got[-1].body)["upto"] == missed
    assert await value("SELECT failures FROM web_hook WHERE id = $1", hook) == 0
    lost = (await own_hooks(owner))[0].messages[-1]
    with pytest.raises(NotFound):
        await retry_message(await people.account("donor"), lost.id)
    await retry_message(owner, lost.id)
    assert await carry_due() == [SentState.sent]


async def test_an_arrival_in_between_begins_the_count_anew():
    _owner, hook, _secret = await approved("http://127.0.0.1:9/")
    await lose(4)
    await change(name="good")
    await write_messages(SYSTEM)
    await record_try(
        SYSTEM, await value("SELECT max(id) FROM hook_message"), answered=200, error=""
    )
    await lose(4)
    assert await status(hook) == HookState.active


async def test_a_paused_one_hears_later_what_it_missed(partner: Receiver):
    owner, hook, _secret = await approved(partner.url)
    await change(name="1")
    await write_messages(SYSTEM)
    await move_hook(owner, hook, "pause")
    assert await due_messages() == []
    await change(name="2")
    assert await write_messages(SYSTEM) == 0
    await move_hook(owner, hook, "resume")
    await write_messages(SYSTEM)
    await carry_due()
    await carry_due()
    told = [c["id"] for got in partner.got for c in json.loads(got.body)["changes"]]
    assert told == ["1", "2"]
    with pytest.raises(NotFound):
        await move_hook(await people.account("donor"), hook, "pause")


async def test_killed_between_the_call_and_the_note_it_is_sent_again_by_the_same_name(
    partner: Receiver, monkeypatch: pytest.MonkeyPatch
):
    await approved(partner.url)
    await change()
    await write_messages(SYSTEM)

    async def killed(*_args: object, **_named: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patch:
        patch.setattr(carrying, "record_try", killed)
        with pytest.raises(asyncio.CancelledError):
            await carry_due()
    assert await carry_due() == [SentState.sent]
    first, second = partner.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body


async def test_a_refusal_says_why_and_stops_what_was_approved(client, partner: Receiver):
    owner, hook, _secret = await approved(partner.url)
    staff = await people.account("administrator", "43")
    with pytest.raises(Invalid):
        await refuse_hook(staff, hook, RefusalForm(" "))
    await change()
    await write_messages(SYSTEM)
    await refuse_hook(staff, hook, RefusalForm("不认得这个机构"))
    assert await due_messages() == []
    await people.sign_in(client, owner)
    assert "不认得这个机构" in (await client.get("/me/partners")).text
    with pytest.raises(Conflict):
        await move_hook(owner, hook, "resume")
    await move_hook(owner, hook, "remove")
    assert await rows("SELECT id FROM hook_message") == []
    with pytest.raises(NotFound):
        await approve_hook(staff, hook)


async def test_what_cannot_be_registered_is_complained_about_at_its_field():
    owner = await people.account("donor")
    for form, field in (
        (HookForm("ftp://x.org"), "url"),
        (HookForm("https://x.org/" + "a" * 300), "url"),
        (HookForm("https://x.org/", ["nothing"]), "kinds"),
    ):
        with pytest.raises(Invalid) as refused:
            await make_hook(owner, form)
        assert list(refused.value.fields) == [field]
    for number in range(5):
        await make_hook(owner, HookForm(f"https://x{number}.org/"))
    with pytest.raises(Conflict):
        await make_hook(owner, HookForm("https://x.org/"))
