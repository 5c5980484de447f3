"""
What rooms above say about a purchase on its public page: bids their board, panels their scores,
objections their clock, contracts their milestones.

They import this room, not the other way round, so they leave a finder here: `asgi` puts the finders
in place, once, in the order in which the page shows them.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from match.foundation.actor import Actor


class Block(msgspec.Struct, frozen=True):
    """
    One block of the page: *template* (a fragment of the room's own folder, which brings its own
    heading and cards) drawn with *facts*, and with what every page knows (csrf_input, actor, ui).
    ``aside``: in the side column, for what is short.
    """

    template: str
    facts: dict[str, Any] = {}
    aside: bool = False


Finder = Callable[[Actor, int], Awaitable[Block | None]]
"""(who reads, tender id) → the room's block, or None where it has nothing to say."""

_FINDERS: dict[str, Finder] = {}


def show(name: str, finder: Finder) -> None:
    """Let a room speak on the page; called once by the keystone. A name again replaces the old."""
    _FINDERS[name] = finder


async def blocks(actor: Actor, tender_id: int) -> list[Block]:
    """Every room's block for this reader, in order. A finder's refusal is the page's refusal."""
    found = [await finder(actor, tender_id) for finder in list(_FINDERS.values())]
    return [block for block in found if block is not None]
