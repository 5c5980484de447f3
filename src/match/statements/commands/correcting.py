"""A case whose cause is gone: whoever removed it handled it, and somebody else closes it."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.moves import carry_out
from match.statements.states import CASE_MACHINE, CaseStatus
from match.statements.tables import ClearingCase

_WAITING = ("open", "explained")


async def correct_case_of(
    actor: Actor, *, row_id: int | None = None, donation_id: int | None = None
) -> None:
    """Inside a command: the row found its donation, or the donation's clearing is zero again."""
    case = await one(
        "SELECT * FROM clearing_case WHERE status = ANY($1)"
        " AND (row_id = $2 OR donation_id = $3) FOR UPDATE",
        list(_WAITING),
        row_id,
        donation_id,
    )
    if case is None:
        return
    await carry_out(
        actor,
        CASE_MACHINE,
        ClearingCase,
        case,
        CaseStatus(case["status"]),
        "correct",
        sets={"handled_by": actor.id, "handled_at": clock.now()},
        case_id=case["id"],
    )
