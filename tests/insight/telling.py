"""What the relay and the worker do, inside a test's own transaction: hear what was told, sweep."""

import msgspec

from jobs.gauges import SUBJECTS, mark_gauges
from match.foundation.actor import SYSTEM
from match.foundation.db import rows
from match.insight.commands import sweep_gauges


async def hear_and_sweep() -> int:
    """Every fact that moves gauges is heard, and what is due is counted; how many places."""
    for fact in await rows("DELETE FROM outbox RETURNING id, topic, payload"):
        if fact["topic"].split(".")[0] in SUBJECTS:
            await mark_gauges(fact["id"], msgspec.json.decode(fact["payload"]))
    return await sweep_gauges(SYSTEM)
