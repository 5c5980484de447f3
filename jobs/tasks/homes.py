"""Clock hands of the homes room."""

from typing import Any

from match.foundation.actor import SYSTEM
from match.homes.commands import propose_idle


async def notice_idle_homes(ctx: dict[str, Any], report: Any) -> dict[str, Any]:
    """Ask townships about homes without a sign of life."""
    del ctx, report
    return {"proposed": len(await propose_idle(SYSTEM))}
