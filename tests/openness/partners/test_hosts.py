"""Whatever a partner's host answers: not followed, not waited for, never called inside."""

import asyncio
from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.foundation.settings import Settings
from match.openness.partners import carrying
from match.openness.partners.commands import write_messages
from match.openness.partners.states import SentState
from tests.openness.partners.receiver import Receiver, receiving, says
from tests.openness.partners.test_hooks import approved, carry_due, change, local, partner
from tests.using import using

__all__ = ["local", "partner"]
pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("db", "local")]


async def test_a_redirect_is_not_followed(partner: Receiver):
    async with receiving() as inside:
        partner.answers = [says(302, Location=inside.url), says(307, Location=inside.url)]
        await approved(partner.url)
        await change()
        await write_messages(SYSTEM)
        assert await carry_due() == [SentState.waiting]
        with clock.freeze(clock.now() + timedelta(hours=1)):
            assert await carry_due() == [SentState.waiting]
        assert len(partner.got) == 2
        assert inside.got == []


async def hanging(_writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


async def dripping(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(50):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.1)


async def endless(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
    for _ in range(100_000):
        writer.write(b"x" * 65536)
        await writer.drain()


async def rubbish(writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x00\xff not http\r\n\r\n")


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (hanging, SentState.waiting),
        (dripping, SentState.waiting),
        (endless, SentState.sent),
        (rubbish, SentState.waiting),
        (says(200, b"y" * 3000), SentState.sent),
    ],
    ids=["hanging", "dripping", "endless", "rubbish", "whole"],
)
async def test_whatever_a_host_answers_it_takes_its_time_and_no_more(
    partner: Receiver, monkeypatch: pytest.MonkeyPatch, answer, state: SentState
):
    monkeypatch.setattr(carrying, "SECONDS", 0.3)
    partner.answers = [answer]
    await approved(partner.url)
    await change()
    await write_messages(SYSTEM)
    began = asyncio.get_running_loop().time()
    assert await carry_due() == [state]
    assert asyncio.get_running_loop().time() - began < 2


async def test_an_address_that_leads_inside_is_never_connected_to(
    partner: Receiver, settings: Settings
):
    await approved(partner.url)
    await change()
    await write_messages(SYSTEM)
    with using(settings):
        assert await carry_due() == [SentState.waiting]
    assert partner.got == []
    assert "internet" in await value("SELECT error FROM hook_message")
