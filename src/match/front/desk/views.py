"""Pages that an official named, or a colleague shares: one tap from the desk."""

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.front.desk.shapes import Way
from match.insight.queries.views import views

SHOWN = 6


async def view_ways(actor: Actor) -> list[Way]:
    """The newest named pages, then all of them; nothing for whom reads no figures."""
    if not actor.scope(P.insight_read):
        return []
    named = [Way(one.name, one.address, "pin") for one in await views(actor, SHOWN)]
    return [*named, Way(_("保存的视图"), "/desk/views", "device-floppy")]
