"""Clock hands of the matching room."""

from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.errors import Conflict
from match.matching.commands import carry_out_order, follow_by_day, take_up_run
from match.matching.commands.reporting import report_justice


async def propose_matches(
    ctx: dict[str, Any], report: Any, scope: str = "43", order: int | None = None
) -> dict[str, Any]:
    """One order, or the night's run over an area; then its audit of justice."""
    del ctx
    order_id = order or await take_up_run(SYSTEM, scope)
    try:
        figures = await carry_out_order(SYSTEM, order_id, report=report)
    except Conflict as ended:
        return {"order_id": order_id, "ended": ended.message}
    await report_justice(SYSTEM, figures["run_id"])
    return figures


async def match_by_day(ctx: dict[str, Any], report: Any, category: str) -> dict[str, Any]:
    """Provisional matches of one block, after something in it came or went."""
    del ctx, report
    return {"matches": await follow_by_day(SYSTEM, category)}
