"""Clock hands of the matching room."""

from typing import Any

from match.foundation.actor import SYSTEM
from match.matching.commands import run_matching


async def propose_matches(ctx: dict[str, Any], report: Any, scope: str = "43") -> dict[str, Any]:
    """The night's proposals for one area."""
    del ctx
    return await run_matching(SYSTEM, scope, report=report)
