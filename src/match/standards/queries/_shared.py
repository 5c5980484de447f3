"""What every list of this room says and asks: the place in words, the inspector's area."""

from match.foundation.actor import Actor
from match.foundation.permissions import Permission as P


def place_words(path: str) -> str:
    """From the county down: the prefecture is known."""
    return " ".join(path.split("/")[2:])


def inspected(actor: Actor) -> list[str]:
    """The areas where this person inspects, as patterns for LIKE."""
    return [f"{prefix}%" for prefix in actor.scope(P.standards_inspect)]
