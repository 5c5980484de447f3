"""Clock hands of giving: foundations' rules pick in the night, and when they are asked to."""

from typing import Any

from match.foundation.actor import SYSTEM
from match.giving.standing.commands import run_rule, run_rules


async def offer_by_rules(ctx: dict[str, Any], report: Any) -> dict[str, Any]:
    """Every rule at work."""
    del ctx, report
    return await run_rules(SYSTEM)


async def offer_by_rule(ctx: dict[str, Any], report: Any, rule: int) -> dict[str, Any]:
    """One rule, on demand."""
    del ctx, report
    return await run_rule(SYSTEM, rule)
