"""The client against WeChat's server: one token for all, renewed once, failures told by kind."""

import asyncio
import json
import logging
import os
import sys
from collections import deque
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog

from match.foundation.db import one, rows, value
from match.foundation.keys import keys
from match.foundation.settings import Settings, changed, settings, use
from match.foundation.wechat import (
    BadCredentials,
    Later,
    NotAllowed,
    NotListed,
    QuotaSpent,
    Refused,
    WeChatClient,
    WeChatError,
    client,
)
from match.foundation.wechat.tokens import PURPOSE
from match.foundation.wechat.uses import token_state, uses
from match.foundation.wechat.wording import words
from tests.publicity.wechat.fake import HANG, FakeWeChat, serving
from tests.publicity.wechat.world import at, wechat
from tests.using import using

pytestmark = [pytest.mark.openness]
ROOT = Path(__file__).parents[3]
NOON = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)  # 12:00 in China
BOX = {"offset": 0, "count": 1}


def account() -> WeChatClient:
    found = client()
    assert found is not None
    found.wait_seconds = 0.5
    return found


async def leaf(wx: WeChatClient) -> dict[str, Any]:
    """The cheapest call with a token."""
    return await wx.call("draft/batchget", BOX)


def asked_for(fake: FakeWeChat, method: str = "stable_token") -> int:
    return fake.calls.count(method)


async def test_without_credentials_there_is_no_account(settings: Settings):
    assert client(settings) is None


async def test_a_token_is_fetched_once_kept_sealed_and_renewed_five_minutes_early(db: None):
    async with wechat() as fake:
        with at(fake, NOON):
            await leaf(account())
            await leaf(account())
            row = await one("SELECT token, expires_at FROM wechat_token")
            assert row is not None
            assert asked_for(fake) == 1
            assert fake.tokens[0].text.encode() not in row["token"]
            assert keys().open(row["token"], PURPOSE) == fake.tokens[0].text
            assert row["expires_at"] == NOON + timedelta(hours=2)
        with at(fake, NOON + timedelta(minutes=114)):
            await leaf(account())
            assert asked_for(fake) == 1
        with at(fake, NOON + timedelta(minutes=116)):
            await leaf(account())
            assert (asked_for(fake), len(fake.tokens)) == (2, 2)


@pytest.mark.parametrize("how", ["expired", "revoked", "said 40014"])
async def test_a_refused_token_is_renewed_once_and_the_call_repeated(db: None, how: str):
    async with wechat() as fake:
        await leaf(account())
        if how == "expired":
            fake.expire_tokens()
        elif how == "revoked":
            fake.revoke_tokens()
        else:
            fake.troubles["draft/batchget"] = deque([40014])
        calls = asked_for(fake, "draft/batchget")
        await leaf(account())

        assert asked_for(fake, "draft/batchget") == calls + 2
        # Told that a token is bad which is good, a normal renewal gives the same: one is forced.
        assert asked_for(fake) == (3 if how == "said 40014" else 2)
        assert len(fake.forced) == (1 if how == "said 40014" else 0)


async def test_a_token_that_is_refused_again_is_told_and_not_asked_for_a_third_time(db: None):
    async with wechat() as fake:
        fake.troubles["draft/batchget"] = deque([40001, 40001, 40001])
        with pytest.raises(BadCredentials):
            await leaf(account())

        assert asked_for(fake, "draft/batchget") == 2
        assert asked_for(fake) == 3


async def test_forced_renewals_keep_their_distance_and_their_twenty_a_day(db: None):
    async with wechat() as fake:
        moment = NOON - timedelta(hours=8)
        for _ in range(20):
            with at(fake, moment):
                fake.troubles["draft/batchget"] = deque([40014])
                await leaf(account())
            moment += timedelta(seconds=31)
            if len(fake.forced) == 1:
                with at(fake, moment - timedelta(seconds=2)):
                    fake.troubles["draft/batchget"] = deque([40014])
                    with pytest.raises(Later) as hasty:
                        await leaf(account())
        with at(fake, moment):
            asked = asked_for(fake)
            fake.troubles["draft/batchget"] = deque([40014])
            with pytest.raises(QuotaSpent) as spent:
                await leaf(account())
            state = await token_state(fake.appid)

    assert not isinstance(hasty.value, QuotaSpent)
    assert len(fake.forced) == 20
    assert asked_for(fake) == asked + 1, "a normal renewal may be asked for, a forced one not"
    assert spent.value.until == datetime(2026, 11, 26, 16, 0, tzinfo=UTC)  # midnight in China
    assert state is not None
    assert state.forced == 20


async def test_a_spent_quota_is_remembered_until_midnight_in_china(db: None):
    async with wechat(FakeWeChat(quotas={"draft/batchget": 1})) as fake:
        with at(fake, NOON):
            await leaf(account())
            for _ in range(2):
                with pytest.raises(QuotaSpent) as spent:
                    await leaf(account())
            assert asked_for(fake, "draft/batchget") == 2, "the third call was not made"
        with at(fake, datetime(2026, 11, 26, 15, 59, 59, tzinfo=UTC)), pytest.raises(QuotaSpent):
            await leaf(account())
        with at(fake, datetime(2026, 11, 26, 16, 0, 1, tzinfo=UTC)):
            await leaf(account())

    assert spent.value.until == datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
    assert "0 点" in words(spent.value.code)


async def test_an_unlisted_address_is_told_with_the_address(db: None):
    async with wechat(FakeWeChat(listed=set())):
        with pytest.raises(NotListed) as error:
            await leaf(account())

    assert error.value.detail == "127.0.0.1"
    assert "127.0.0.1" in words(error.value.code, error.value.detail)


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (-1, Later),
        (45011, Later),
        (500, Later),
        (502, Later),
        (HANG, Later),
        (45009, QuotaSpent),
        (48001, NotAllowed),
        (40013, BadCredentials),
        (50007, BadCredentials),
        (40164, NotListed),
        (89503, NotListed),
        (89506, NotListed),
        (40007, Refused),
        (99999, Refused),
    ],
)
async def test_every_trouble_has_its_kind_and_words(
    db: None, trouble: Any, kind: type[WeChatError]
):
    async with wechat() as fake:
        fake.troubles["draft/batchget"] = deque([trouble])
        with pytest.raises(kind) as error:
            await leaf(account())
        noted = {each.method: each for each in await uses()}
        await value("UPDATE wechat_use SET closed_until = NULL")
        await leaf(account())  # the next call is as good as ever

    assert type(error.value) is kind
    assert len(words(error.value.code, error.value.detail)) > 8
    assert noted["draft/batchget"].last_code == error.value.code


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b'{"errcode": "x"}', b"\xff\xfe"])
async def test_an_answer_that_is_none_may_be_asked_for_again(db: None, answer: bytes):
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        with pytest.raises(Later):
            await WeChatClient("wx0123456789abcdef", "s" * 32, url).call("draft/batchget", {})


async def test_nobody_there_may_be_asked_for_again(db: None):
    with pytest.raises(Later) as error:
        await WeChatClient("wx0123456789abcdef", "s" * 32, "http://127.0.0.1:9").call("x", {})
    assert error.value.detail == "ConnectError"


async def test_no_secret_is_in_a_log_or_an_error(
    db: None, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
):
    caplog.set_level(logging.INFO)
    async with wechat() as fake:
        told: list[str] = []
        with structlog.testing.capture_logs() as logged:
            for trouble in (-1, 500, HANG, 48001, 40013):
                fake.troubles["draft/batchget"] = deque([trouble])
                with pytest.raises(Exception) as error:  # whichever it is
                    await leaf(account())
                told += [repr(error.value), str(error.value.__cause__)]
                assert error.value.__suppress_context__ or error.value.__context__ is None
        everything = f"{told}{logged}{caplog.text}{capsys.readouterr()}{settings()!r}"
        everything += str([await rows("SELECT * FROM wechat_token, wechat_use")])

        assert fake.secret not in everything
        assert fake.tokens[-1].text not in everything


async def test_a_template_message_reaches_a_follower_once_per_key(db: None):
    async with wechat(FakeWeChat(followers={"o1"}, templates={"T"})) as fake:
        send = account().send_template
        first = await send("o1", "T", "https://xth.test/desk", {"thing1": "有消息"}, key="m1")
        again = await send("o1", "T", "https://xth.test/desk", {"thing1": "有消息"}, key="m1")
        with pytest.raises(Refused) as stranger:
            await send("o2", "T", "https://xth.test/desk", {})

    assert first == again != ""
    assert fake.sent["o1", "m1"]["data"] == {"thing1": {"value": "有消息"}}
    assert stranger.value.code == 43004


@pytest.fixture
async def shared(settings: Settings, database: None) -> AsyncIterator[Settings]:
    """What two processes see of each other is committed, and taken away again."""
    yield settings
    use(settings)
    await value("DELETE FROM wechat_token")
    await value("DELETE FROM wechat_use")


async def _ask_from_two_processes(fake: FakeWeChat, held: Settings, *more: str) -> list[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("MATCH_")}
    env |= {
        "MATCH_DATABASE_URL": held.database_url,
        "MATCH_DATA_DIR": str(held.data_dir),
        "MATCH_KEY_FILE": str(held.keys),
        "MATCH_WECHAT_APPID": fake.appid,
        "MATCH_WECHAT_SECRET": fake.secret,
        "MATCH_WECHAT_API_URL": fake.url,
    }
    running = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.publicity.wechat.renewing",
            *more,
            env=env,
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for process in running:
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
    told: list[str] = []
    for process in running:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        await process.stdin.drain()
    for process in running:
        out, _err = await process.communicate()
        told += json.loads(out)
    return told


async def test_two_processes_at_once_renew_one_token(shared: Settings):
    async with serving(FakeWeChat(delay=0.4)) as fake:
        with using(changed(shared, demo=True)):
            told = await _ask_from_two_processes(fake, shared)

        assert len(told) == 6
        assert set(told) == {fake.tokens[0].text}
        assert asked_for(fake) == 1


async def test_without_the_shared_lock_they_would_renew_twice(shared: Settings):
    """The broken twin: each process locks something of its own."""
    async with serving(FakeWeChat(delay=0.4)) as fake:
        await _ask_from_two_processes(fake, shared, "apart")

        assert asked_for(fake) == 2
