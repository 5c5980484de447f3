"""
Out of the public search for want of a report, and back. Called by the room that keeps the clock.

Only search and lists: the home's page stays, what is agreed goes on, and matching still proposes.
A late report must not cost a child anything.
"""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, value
from match.foundation.outbox import tell
from match.homes.commands._shared import locked


@command
async def withhold_home(actor: Actor, home_id: int, reason: str) -> bool:
    """Take the home's needs out of search; False if they are. Raises NotFound."""
    home = await locked(home_id)
    if home["withheld_at"] is not None:
        return False
    await value("UPDATE home SET withheld_at = $2 WHERE id = $1", home_id, clock.now())
    await record(
        actor,
        "home.withheld",
        subject=("home", home_id),
        division=home["division"],
        reason=reason,
    )
    await tell("home.withheld", home_id=home_id)
    return True


@command
async def release_home(actor: Actor, home_id: int) -> bool:
    """Let its needs be found again; False if they are. Raises NotFound."""
    home = await locked(home_id)
    if home["withheld_at"] is None:
        return False
    await value("UPDATE home SET withheld_at = NULL WHERE id = $1", home_id)
    await record(actor, "home.released", subject=("home", home_id), division=home["division"])
    await tell("home.released", home_id=home_id)
    return True
