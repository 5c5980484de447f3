"""The clock hand of contracts: milestones, acceptance, payments, terms, and objections' clocks."""

from typing import Any

from match.contracts.commands import track
from match.foundation.actor import SYSTEM
from match.objections.commands import sweep_objections


async def track_contracts(ctx: dict[str, Any], report: Any) -> dict[str, Any]:
    """
    Every reminder that is due, every day of a contract that comes near, every objection whose
    clock has run: each through its room's command and into the audit trail.
    """
    del ctx
    tracked = await track(SYSTEM, report=report)
    return {**tracked, "objections": await sweep_objections(SYSTEM)}
