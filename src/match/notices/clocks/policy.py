"""Who sees what is late in an area, and may take it in hand."""

from match.foundation.actor import Actor
from match.foundation.permissions import Permission


def can_watch(actor: Actor, division: str) -> bool:
    """Whoever supervises *division*."""
    return actor.may(Permission.deadlines_watch, division)
