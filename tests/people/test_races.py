"""Many at once, on connections of their own: what may happen once happens once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.foundation.errors import Invalid, TooMany
from match.people.authenticator import code_at
from match.people.commands.accounts import create_account
from match.people.commands.codes import request_code, try_code
from match.people.commands.factor import confirm_authenticator, pending_seed, set_password
from match.people.commands.sign_in import sign_in_by_password
from match.people.phones import phone_key
from match.people.sessions import actor_of_account
from match.people.visit import Visit
from tests.people import make

HERE = Visit("203.0.113.77", "Chrome Android")
PASSWORD = "山里的灯还亮着呢"


@pytest.fixture
async def number(database: None) -> AsyncIterator[str]:
    """A phone number whose traces are removed afterwards: these tests commit."""
    number = make.phone()
    yield number
    account = await value("SELECT id FROM account WHERE phone_key = $1", phone_key(number))
    await rows("DELETE FROM one_time_code WHERE phone_key = $1", phone_key(number))
    await rows("DELETE FROM throttle")
    await rows("DELETE FROM session WHERE account = $1", account)
    await rows("DELETE FROM recovery_code WHERE account = $1", account)
    await rows("DELETE FROM outbox WHERE payload->>'account_id' = $1", str(account))
    await rows("DELETE FROM account WHERE id = $1", account)


async def test_guesses_at_once_do_not_share_a_try(number: str) -> None:
    sent = await request_code(HERE, number)
    wrong = f"{(int(sent.code) + 1) % 1_000_000:06d}"

    guesses = await asyncio.gather(*(try_code(sent.browser, wrong) for _ in range(20)))

    assert guesses == [None] * 20
    row = await one("SELECT tries FROM one_time_code")
    assert row == {"tries": 5}
    assert await try_code(sent.browser, sent.code) is None


async def test_a_right_code_sent_many_times_at_once_is_accepted_once(number: str) -> None:
    sent = await request_code(HERE, number)

    answers = await asyncio.gather(*(try_code(sent.browser, sent.code) for _ in range(5)))

    assert sorted(answers, key=str) == [number, None, None, None, None]


async def test_an_authenticator_code_sent_many_times_at_once_signs_in_once(number: str) -> None:
    # Without consent, which is only ever added to: the account must be able to go again.
    account = await create_account(SYSTEM, name="向春兰", phone=number)
    person = await actor_of_account(account)
    assert person is not None
    await set_password(person, PASSWORD, fresh=True)
    seed = await pending_seed(person, fresh=True)
    before = clock.now() - timedelta(minutes=5)
    with clock.freeze(before):
        code = code_at(seed, before.timestamp())
        await confirm_authenticator(person, code, HERE, replaces="")
    code = code_at(seed, clock.now().timestamp())

    async def attempt() -> str:
        try:
            return await sign_in_by_password(HERE, phone=number, password=PASSWORD, second=code)
        except (Invalid, TooMany):
            return ""

    tokens = [token for token in await asyncio.gather(*(attempt() for _ in range(4))) if token]

    assert len(tokens) == 1
