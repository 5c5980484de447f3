"""What the worker does with the facts an upgrade left: python -m tests.upgrade.deliver"""

from jobs.consumer import deliver
from match.cli.common import with_database
from match.foundation.db import rows
from match.foundation.settings import Settings


async def drain(_: Settings) -> None:
    """Hand every fact that waits to its listeners, oldest first."""
    for fact in await rows("SELECT id FROM outbox WHERE done_at IS NULL ORDER BY id"):
        assert await deliver(fact["id"]), f"fact {fact['id']} was not heard"


if __name__ == "__main__":
    with_database(drain)
