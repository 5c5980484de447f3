"""Clock hands of the restricted room."""

from datetime import timedelta
from typing import Any

import anyio.to_thread

from match.care.commands import close_month, sweep_files
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.key_copies import copy_keys
from match.foundation.settings import settings


async def keep_children(ctx: dict[str, Any], report: Any) -> dict[str, Any]:
    """Archive who is 18, erase what was kept long enough, count last month, copy the keys."""
    del ctx, report
    if not settings().cares:
        return {"off": True}
    done = await sweep_files(SYSTEM)
    today = clock.today()
    last = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    counted = await close_month(last) if today.day <= 3 else 0
    await anyio.to_thread.run_sync(copy_keys, settings())
    return {"files": done, "homes": counted}
