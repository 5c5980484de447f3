"""
Out of the public search for want of a report, and back. Called by the room that keeps the clock.

An organisation stays verified and keeps what it agreed: it is only not found until it has reported.
"""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one
from match.foundation.outbox import tell


@command
async def withhold_organisation(actor: Actor, organisation_id: int, reason: str) -> bool:
    """Take the organisation and its offers out of search; False if they are."""
    changed = await one(
        "UPDATE organisation SET withheld_at = $2, version = version + 1"
        " WHERE id = $1 AND withheld_at IS NULL RETURNING division",
        organisation_id,
        clock.now(),
    )
    if changed is None:
        return False
    await record(
        actor,
        "organisation.withheld",
        subject=("organisation", organisation_id),
        division=changed["division"],
        reason=reason,
    )
    await tell("organisation.withheld", organisation_id=organisation_id)
    return True


@command
async def release_organisation(actor: Actor, organisation_id: int) -> bool:
    """Let it and its offers be found again; False if they are."""
    changed = await one(
        "UPDATE organisation SET withheld_at = NULL, version = version + 1"
        " WHERE id = $1 AND withheld_at IS NOT NULL RETURNING division",
        organisation_id,
    )
    if changed is None:
        return False
    await record(
        actor,
        "organisation.released",
        subject=("organisation", organisation_id),
        division=changed["division"],
    )
    await tell("organisation.released", organisation_id=organisation_id)
    return True
