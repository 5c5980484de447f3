"""What the purchaser has to do next must not be missed: told a working day ahead, and when late."""

from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, rows, value
from match.foundation.outbox import tell
from match.tenders.commands.moving import locked
from match.tenders.facts import TenderFacts
from match.tenders.timetable import BONDS, NEXT, Due, dues, next_due, remind_at

LOOKED_BACK = timedelta(days=60)
"""A bond's five working days are over long before, whatever the holidays."""
# Told once for its day: the audit is the memory.
_TOLD = """
SELECT EXISTS (SELECT FROM audit WHERE subject_kind = 'tender' AND subject_id = $1
  AND verb = 'tender.bond_due' AND changes->'key'->>1 = $2 AND changes->'on'->>1 = $3)
"""


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


@command
async def remind_of_bonds(actor: Actor, tender_id: int) -> int:
    """Tell tender.bond_due, once for each day by which bid bonds go back (实施条例33); how many."""
    facts = await locked(tender_id)
    told = 0
    for found in _bonds_due(facts):
        on = found.on.isoformat()
        if await value(_TOLD, tender_id, found.key, on):
            continue
        await record(
            actor,
            "tender.bond_due",
            subject=("tender", tender_id),
            division=facts.division,
            changes={"key": (None, found.key), "on": (None, on)},
        )
        await tell("tender.bond_due", tender_id=tender_id, key=found.key, on=on)
        told += 1
    return told


async def sweep_bonds(actor: Actor, limit: int = 200) -> int:
    """
    Remind of bid bonds that are to be given back: the losers' after the award, the winner's after
    the contract; returns how many. A suspended purchase keeps them: it may be judged again.
    """
    found = await rows(
        "SELECT id FROM tender WHERE bond_fen > 0 AND status IN ('awarded', 'contracted')"
        " AND suspended_at IS NULL AND greatest(awarded_at, contracted_at) > $1"
        " ORDER BY id DESC LIMIT $2",
        clock.now() - LOOKED_BACK,
        limit,
    )
    return sum([await remind_of_bonds(actor, tender["id"]) for tender in found])


def _bonds_due(facts: TenderFacts) -> list[Due]:
    return [
        each
        for each in dues(facts)
        if each.key in BONDS and not each.planned and clock.now() >= remind_at(each, facts.calendar)
    ]
