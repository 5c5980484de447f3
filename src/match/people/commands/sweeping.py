"""What runs out among people: verifications, sessions, codes, counters."""

from match.foundation.actor import Actor
from match.foundation.errors import Denied
from match.foundation.language import _
from match.people.commands.organisations import due_organisations, expire_organisation
from match.people.commands.sessions import sweep_sessions


async def sweep_people(actor: Actor) -> int:
    """
    End what has run out; returns how many verifications and sessions it were.

    Each verification in a transaction of its own: one that fails keeps no other from ending.
    """
    if not actor.system:
        raise Denied(_("这项工作由系统定时完成。"))
    ended = 0
    for organisation in await due_organisations():
        ended += await expire_organisation(actor, organisation)
    return ended + await sweep_sessions()
