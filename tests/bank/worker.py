"""
A worker of the bank, to be killed at any moment: python -m tests.bank.worker ORDERS NUMBER SEED.

It posts through `match.ledger.commands.post`, the way the product does. What it means to do is
written before each call, what came of it after, by one O_APPEND write each, which outlives kill -9.
"""

import asyncio
import os
import random
import sys
from pathlib import Path
from uuid import UUID

import msgspec

from match.foundation.actor import SYSTEM
from match.foundation.db import SERVER_TROUBLE, TASK_LIMITS, DatabaseError, connect
from match.foundation.errors import Conflict
from match.ledger.commands import Line, post
from tests.bank.config import Attempt, Orders, Purse

GIVE_UP = 0.30  # of broken calls; the others are tried again with the same key
REPEAT = 0.02  # of good calls are sent once more
REUSE = 0.002  # of good calls: their key comes again with other amounts


class Worker:
    """Some tasks on one pool, one log, one die."""

    def __init__(self, orders: Orders, number: int, seed: int) -> None:
        self.orders = orders
        self.dice = random.Random(seed)
        path = Path(orders.folder) / f"worker-{number:04d}.jsonl"
        self.log = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def write(self, what: str, key: UUID, lines: tuple[Line, ...] = (), tx: int = 0) -> None:
        told = tuple((line.account, line.amount) for line in lines)
        os.write(self.log, msgspec.json.encode(Attempt(what, key.hex, tx, told)) + b"\n")

    async def work(self) -> None:
        """For ever."""
        while True:
            key = UUID(int=self.dice.getrandbits(128), version=4)
            lines = self.wish()
            self.write("I", key, lines)
            tx = await self.posted(key, lines)
            if tx and self.dice.random() < REPEAT:
                again = await self.posted(key, lines)
                if again not in (tx, None):
                    self.write("W", key)
            if tx and self.dice.random() < REUSE:
                await self.reuse(key, lines)

    def wish(self) -> tuple[Line, ...]:
        """Two to four accounts of one unit, amounts that sum to zero; some will be too much."""
        purses: list[Purse] = self.dice.choice(list(self.orders.units.values()))
        chosen = self.dice.sample(purses, self.dice.randint(2, 4))
        amounts = [self.dice.choice((-1, 1)) * self.dice.randint(1, 500) for _ in chosen[1:]]
        if not sum(amounts):
            amounts[0] += 1 if amounts[0] > 0 else -1
        if 0 in amounts:
            return self.wish()
        amounts.append(-sum(amounts))
        return tuple(Line(each.id, amount) for each, amount in zip(chosen, amounts, strict=True))

    async def posted(self, key: UUID, lines: tuple[Line, ...]) -> int | None:
        """The transaction's id; None when it was refused or given up."""
        pause = 0.02
        while True:
            try:
                tx = await post(SYSTEM, key, "bank.moved", lines, subject=("bank", 1))
            except Conflict:
                self.write("R", key)
                return None
            except (*SERVER_TROUBLE, DatabaseError) as trouble:
                del trouble
                if self.dice.random() < GIVE_UP:
                    self.write("U", key)
                    return None
                await asyncio.sleep(pause)
                pause = min(2 * pause, 0.5)
            else:
                self.write("A", key, tx=tx)
                return tx

    async def reuse(self, key: UUID, lines: tuple[Line, ...]) -> None:
        """The same key for other amounts must be refused, whatever happens to the server."""
        first, second, *rest = lines
        other = (Line(first.account, first.amount * 3), Line(second.account, 0), *rest)
        amount = -sum(line.amount for line in other)
        if not amount:
            return
        other = (other[0], Line(second.account, amount), *rest)
        try:
            await post(SYSTEM, key, "bank.moved", other, subject=("bank", 1))
        except (Conflict, *SERVER_TROUBLE, DatabaseError):
            return
        self.write("X", key)


async def main(orders: Orders, number: int, seed: int) -> None:
    """Connect, as soon as the server lets us, and work."""
    worker = Worker(orders, number, seed)
    while True:
        try:
            await connect(orders.dsn, limits=TASK_LIMITS, size=orders.connections)
            break
        except (*SERVER_TROUBLE, DatabaseError):
            await asyncio.sleep(0.1)
    await asyncio.gather(*(worker.work() for _ in range(orders.connections)))


if __name__ == "__main__":
    told = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Orders)
    asyncio.run(main(told, int(sys.argv[2]), int(sys.argv[3])))
