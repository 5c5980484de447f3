"""Clock hand of the gauges: everything counted anew, and the month that has ended written down."""

from typing import Any

from match.foundation.actor import SYSTEM
from match.insight.commands import recount_gauges, write_monthly_reports


async def recount(ctx: dict[str, Any], report: Any) -> dict[str, Any]:
    """The recount first: reports are written of what was counted."""
    del ctx, report
    drifted = await recount_gauges(SYSTEM)
    return {"drifted": drifted, "reports": await write_monthly_reports(SYSTEM)}
