"""Fills a database of its own with postings, through the real commands. Run: fill.py DSN COUNT."""

import asyncio
import random
import sys
from uuid import UUID

from match.foundation.actor import SYSTEM
from match.foundation.db import TASK_LIMITS, connect, disconnect
from match.ledger.commands import moved, open_account, post, reverse
from match.ledger.kinds import lot


async def fill(dsn: str, count: int, seed: int = 1) -> None:
    """*count* transactions between a dozen accounts; the same for the same numbers."""
    dice = random.Random(seed)
    await connect(dsn, limits=TASK_LIMITS, size=2)
    try:
        money = [
            await open_account(SYSTEM, "giver", owner=("donation", number), floor=None)
            for number in range(8)
        ]
        books = [
            await open_account(SYSTEM, kind, owner=("donation", 1), unit=lot(1, "本"), floor=floor)
            for kind, floor in (("giver", None), ("transit", 0), ("shelf", 0), ("used", 0))
        ]
        for number in range(count):
            key = UUID(int=dice.getrandbits(128), version=4)
            if number % 4 == 3:
                source, target = books[0], dice.choice(books[1:])
            else:
                source, target = dice.sample(money, 2)
            tx = await post(
                SYSTEM,
                key,
                "test.moved",
                moved(source, target, dice.randint(1, 90_000)),
                subject=("donation", number % 5),
                note="过冬物资",
            )
            if number % 50 == 49:
                await reverse(SYSTEM, UUID(int=dice.getrandbits(128), version=4), tx, "登记错了")
    finally:
        await disconnect()


if __name__ == "__main__":
    asyncio.run(fill(sys.argv[1], int(sys.argv[2])))
