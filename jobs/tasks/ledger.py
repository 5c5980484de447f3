"""Clock hands of the ledger: seal every hour, verify every night, stop when something is wrong."""

from typing import Any

import structlog

from jobs.checks import run_checks
from jobs.checks.ledger import STOPPING
from match.foundation.actor import SYSTEM
from match.foundation.settings import settings
from match.ledger.commands import halt
from match.ledger.sealing import seal
from match.ledger.verifying import verify

LOG = structlog.get_logger()


async def seal_ledger(ctx: dict[str, Any], report: Any) -> dict[str, Any]:
    """Put what was posted since the last seal under a new one."""
    del ctx, report
    made = await seal(SYSTEM, settings())
    return {"seal": made.number, "to": made.last_tx, "signed": bool(made.signature)} if made else {}


async def verify_ledger(ctx: dict[str, Any], report: Any) -> dict[str, Any]:
    """Ask every invariant, compute every hash anew; stop posting where one does not hold."""
    del ctx
    broken = [each.name for each in await run_checks(STOPPING) if each.rows]
    await report(30)
    verified = await verify(settings())
    if broken or verified.wrong:
        first = broken[0] if broken else verified.words[0]
        LOG.error("ledger_broken", invariants=broken, wrong=verified.wrong, words=verified.words)
        await halt(SYSTEM, f"{len(broken) + verified.wrong}: {first}")
    return {
        "transactions": verified.transactions,
        "entries": verified.entries,
        "sealed_to": verified.sealed_to,
        "wrong": len(broken) + verified.wrong,
    }
