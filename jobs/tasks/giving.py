"""Clock hands of giving: every gift is looked at in the night, and foundations' rules pick."""

from typing import Any

from match.foundation.actor import SYSTEM
from match.giving.commands import sweep_donations
from match.giving.disclosure.tracking import track_gifts
from match.giving.pledging.commands import sweep_pledges
from match.giving.standing.commands import run_rule, run_rules
from match.statements.commands import sweep_statements


async def offer_by_rules(ctx: dict[str, Any], report: Any) -> dict[str, Any]:
    """Every rule at work."""
    del ctx, report
    return await run_rules(SYSTEM)


async def offer_by_rule(ctx: dict[str, Any], report: Any, rule: int) -> dict[str, Any]:
    """One rule, on demand."""
    del ctx, report
    return await run_rule(SYSTEM, rule)


async def track_donations(ctx: dict[str, Any], report: Any) -> dict[str, Any]:
    """Disclosure, transport, receipts; pledges that expire; statement rows without a match."""
    del ctx
    tracked = await track_gifts(SYSTEM, report=report)
    return {
        **tracked,
        "donations": await sweep_donations(SYSTEM),
        "pledges": await sweep_pledges(SYSTEM),
        "statements": await sweep_statements(SYSTEM),
    }
