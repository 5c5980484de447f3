"""Stopping all posting, and allowing it again: when a check fails, the ledger fails closed."""

from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell


@command
async def halt(actor: Actor, reason: str) -> bool:
    """Stop posting; False if it was stopped. Repeats of what is posted are still answered."""
    if await _halted():
        return False
    await _write(actor, halted=True, reason=reason)
    return True


@command
async def resume(actor: Actor, reason: str) -> None:
    """
    Allow posting again. Raises Invalid without a reason of a few words (kept in the trail), and
    Conflict where nothing is stopped.
    """
    if len(reason.strip()) < 4:
        raise Invalid({"reason": _("请写明恢复记账的理由，至少 4 个字。")})
    if not await _halted():
        raise Conflict(_("账本没有暂停，不需要恢复。"))
    await _write(actor, halted=False, reason=reason.strip())


async def _halted() -> bool:
    newest = await one("SELECT halted FROM ledger_halt ORDER BY id DESC LIMIT 1")
    return newest is not None and newest["halted"]


async def _write(actor: Actor, *, halted: bool, reason: str) -> None:
    written: int = await value(
        "INSERT INTO ledger_halt (halted, reason, by) VALUES ($1, $2, $3) RETURNING id",
        halted,
        reason,
        actor.id,
    )
    verb = "ledger.halted" if halted else "ledger.resumed"
    await record(actor, verb, subject=("ledger_halt", written), reason=reason)
    await tell(verb, halt_id=written)
