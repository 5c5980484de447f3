"""Several at once: one key is one transaction, the last unit goes to one, nobody deadlocks."""

import asyncio
from collections.abc import Awaitable
from uuid import uuid4

import asyncpg

from match.foundation.actor import SYSTEM
from match.foundation.errors import Conflict
from match.ledger.commands import moved, open_account, post, reverse
from match.ledger.queries import balance
from tests.ledger.house import Ledger, working_in

SUBJECT = ("donation", 1)


async def together(*calls: Awaitable[int]) -> tuple[list[int], list[Conflict]]:
    """What each answered: ids, and refusals. Anything else fails the test."""
    answers = await asyncio.gather(*calls, return_exceptions=True)
    for answer in answers:
        assert isinstance(answer, int | Conflict), answer
    return (
        [answer for answer in answers if isinstance(answer, int)],
        [answer for answer in answers if isinstance(answer, Conflict)],
    )


async def purses(count: int = 2, *, held: int = 100) -> list[int]:
    """Accounts with a floor, each holding *held*."""
    giver = await open_account(SYSTEM, "giver", owner=SUBJECT, floor=None)
    made = []
    for number in range(count):
        made.append(await open_account(SYSTEM, "earmark", owner=("donation", number), floor=0))
        await post(SYSTEM, uuid4(), "test.given", moved(giver, made[-1], held), subject=SUBJECT)
    return made


async def test_one_key_sent_eight_times_at_once_is_one_transaction(ledger: Ledger):
    async with working_in(ledger, size=8):
        one, other = await purses()
        key, lines = uuid4(), moved(one, other, 30)
        ids, refused = await together(
            *(post(SYSTEM, key, "test.moved", lines, subject=SUBJECT) for _ in range(8))
        )

        assert (len(ids), len(set(ids)), refused) == (8, 1, [])
        assert (await balance(one), await balance(other)) == (70, 130)


async def test_one_key_for_two_amounts_at_once_is_one_of_them(ledger: Ledger):
    async with working_in(ledger, size=8):
        one, other = await purses()
        key = uuid4()
        ids, refused = await together(
            *(
                post(SYSTEM, key, "test.moved", moved(one, other, amount), subject=SUBJECT)
                for amount in (30, 40) * 3
            )
        )

        assert (len(set(ids)), len(ids), len(refused)) == (1, 3, 3)
        assert await balance(one) in (70, 60)


async def test_the_last_of_it_goes_to_one_of_those_who_ask_at_once(ledger: Ledger):
    async with working_in(ledger, size=8):
        one, other = await purses()
        ids, refused = await together(
            *(
                post(SYSTEM, uuid4(), "test.moved", moved(one, other, 100), subject=SUBJECT)
                for _ in range(6)
            )
        )

        assert (len(ids), len(refused)) == (1, 5)
        assert (await balance(one), await balance(other)) == (0, 200)


async def test_two_who_reverse_at_once_reverse_once(ledger: Ledger):
    async with working_in(ledger, size=8):
        one, other = await purses()
        tx = await post(SYSTEM, uuid4(), "test.moved", moved(one, other, 30), subject=SUBJECT)
        ids, refused = await together(*(reverse(SYSTEM, uuid4(), tx, "登记错了") for _ in range(6)))

        assert (len(ids), len(refused)) == (1, 5)
        assert {each.message for each in refused} == {"这一笔已经冲正过，不能再冲正。"}
        assert await balance(one) == 100


async def test_there_and_back_at_once_does_not_deadlock(ledger: Ledger):
    """Locks are taken in the order of accounts, whichever way the money goes."""
    async with working_in(ledger, size=8):
        chain = await purses(6, held=10_000)

        async def walk(number: int) -> int:
            for step in range(20):
                source, target = chain[(number + step) % 6], chain[(number * 5 + step * 3 + 1) % 6]
                if source != target:
                    lines = moved(source, target, 1)
                    await post(SYSTEM, uuid4(), "test.moved", lines, subject=SUBJECT)
            return number

        ids, refused = await together(*(walk(number) for number in range(8)))

        assert (sorted(ids), refused) == (list(range(8)), [])
        assert sum([await balance(each) for each in chain]) == 60_000


async def test_an_account_opened_eight_times_at_once_is_one(ledger: Ledger):
    async with working_in(ledger, size=8):
        ids, _ = await together(
            *(open_account(SYSTEM, "earmark", owner=("donation", 9), floor=0) for _ in range(8))
        )

        assert len(set(ids)) == 1


async def test_a_posting_that_is_rolled_back_leaves_its_key_free(ledger: Ledger):
    from match.foundation.db import unit_of_work

    async with working_in(ledger):
        one, other = await purses()
        key = uuid4()
        lines = moved(one, other, 30)
        try:
            async with unit_of_work():
                await post(SYSTEM, key, "test.moved", lines, subject=SUBJECT)
                raise asyncpg.InternalClientError("the server is gone")
        except asyncpg.InternalClientError:
            assert await balance(one) == 100

        await post(SYSTEM, key, "test.moved", lines, subject=SUBJECT)
        assert await balance(one) == 70
