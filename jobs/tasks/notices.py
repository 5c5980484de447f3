"""Clock hands of notices: clocks that a lost fact left unset, and what was sent long ago."""

from typing import Any

from jobs.clocks import begin_missing
from match.foundation.actor import SYSTEM
from match.notices.commands import forget_deliveries


async def keep_notices(ctx: dict[str, Any], report: Any) -> dict[str, Any]:
    """Before the offices open."""
    del ctx, report
    return {"clocks": await begin_missing(SYSTEM), "forgotten": await forget_deliveries(SYSTEM)}
