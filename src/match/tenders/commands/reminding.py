"""What the purchaser has to do next must not be missed: told a working day ahead, and when late."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.foundation.outbox import tell
from match.tenders.commands.moving import locked
from match.tenders.timetable import NEXT, next_due


@command
async def poke_due(actor: Actor, tender_id: int) -> None:
    """Tell tender.due_soon the working day before the next step's last day, tender.overdue once it
    is over; then be quiet until the state moves."""
    del actor  # the clock's own, and nothing changes but when it looks again
    facts = await locked(tender_id)
    found = next_due(facts)
    late = found is not None and clock.now() >= found.until
    if found is not None:
        await tell(
            "tender.overdue" if late else "tender.due_soon",
            tender_id=tender_id,
            organisation_id=facts.organisation_id,
            key=found.key,
            on=found.on.isoformat(),
        )
    await value(
        "UPDATE tender SET next_check_at = $2 WHERE id = $1",
        tender_id,
        None if late or found is None else found.until,
    )


async def sweep_tender_dues(actor: Actor, limit: int = 200) -> int:
    """Poke every purchase whose next step is near or late; returns how many. A suspended one waits
    by somebody else's order."""
    due = await rows(
        "SELECT id FROM tender WHERE next_check_at <= $1 AND status = ANY($2)"
        " AND suspended_at IS NULL ORDER BY next_check_at LIMIT $3",
        clock.now(),
        [str(status) for status in NEXT],
        limit,
    )
    for tender in due:
        await poke_due(actor, tender["id"])
    return len(due)
