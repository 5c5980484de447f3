"""Postings between a dozen accounts, of money and of books: the same for the same numbers."""

import random
from uuid import UUID

from match.foundation.actor import SYSTEM
from match.ledger.commands import moved, open_account, post, reverse
from match.ledger.kinds import lot


async def fill(count: int, *, seed: int) -> None:
    """*count* transactions, and a reversal after every fiftieth."""
    dice = random.Random(seed)
    money = [
        await open_account(SYSTEM, "giver", owner=("donation", number), floor=None)
        for number in range(8)
    ]
    books = [
        await open_account(SYSTEM, kind, owner=("donation", 1), unit=lot(1, "本"), floor=floor)
        for kind, floor in (("giver", None), ("transit", 0), ("shelf", 0), ("used", 0))
    ]
    for number in range(count):
        if number % 4 == 3:
            source, target = books[0], dice.choice(books[1:])
        else:
            source, target = dice.sample(money, 2)
        tx = await post(
            SYSTEM,
            UUID(int=dice.getrandbits(128), version=4),
            "test.moved",
            moved(source, target, dice.randint(1, 90_000)),
            subject=("donation", number % 5),
            note="过冬物资",
        )
        if number % 50 == 49:
            await reverse(SYSTEM, UUID(int=dice.getrandbits(128), version=4), tx, "登记错了")
