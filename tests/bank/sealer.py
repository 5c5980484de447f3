"""Seals every second while the bank runs, and survives its kills: python -m tests.bank.sealer."""

import asyncio
import contextlib

from match.foundation.actor import SYSTEM
from match.foundation.db import SERVER_TROUBLE, TASK_LIMITS, DatabaseError, connect
from match.foundation.settings import settings
from match.ledger.seal_file import SealTrouble
from match.ledger.sealing import seal


async def main() -> None:
    """For ever."""
    await connect(settings().database_url, limits=TASK_LIMITS, size=2)
    while True:
        # SealTrouble: a transaction stayed open. What contradicts the file is found at the end.
        with contextlib.suppress(SealTrouble, *SERVER_TROUBLE, DatabaseError):
            await seal(SYSTEM, settings(), wait_seconds=5)
        await asyncio.sleep(1)


if __name__ == "__main__":
    asyncio.run(main())
