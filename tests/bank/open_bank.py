"""Opens the accounts of a bank: python -m tests.bank.open_bank DSN COUNT; prints them as JSON."""

import asyncio
import sys

import msgspec

from match.foundation.actor import SYSTEM
from match.foundation.db import TASK_LIMITS, connect, disconnect
from match.ledger.commands import open_account
from match.ledger.kinds import MONEY, lot
from tests.bank.config import Purse


async def opened(dsn: str, count: int) -> dict[str, list[Purse]]:
    """Money, half of it with a floor, and the goods of two lots."""
    await connect(dsn, limits=TASK_LIMITS, size=1)
    try:
        return {
            MONEY: [
                await purse("giver", number, MONEY, None if number % 2 else -1_000)
                for number in range(count)
            ],
            **{
                lot(donation, "本"): [
                    await purse("giver", donation, lot(donation, "本"), None),
                    *[
                        await purse(kind, donation, lot(donation, "本"), 0)
                        for kind in ("transit", "shelf", "used", "broken", "lost", "surplus")
                    ],
                ]
                for donation in (1, 2)
            },
        }
    finally:
        await disconnect()


async def purse(kind: str, number: int, unit: str, floor: int | None) -> Purse:
    """One account."""
    made = await open_account(SYSTEM, kind, owner=("donation", number), unit=unit, floor=floor)
    return Purse(made, floor)


if __name__ == "__main__":
    accounts = asyncio.run(opened(sys.argv[1], int(sys.argv[2])))
    print(msgspec.json.encode(accounts).decode())
