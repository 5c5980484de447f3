"""
What rooms above ask for before a notice goes out: bids their officials.

They import this room, not the other way round, so they leave a finder here (`asgi` puts it in
place); the check list shows what it finds, and the door of the publication waits for it.
"""

from collections.abc import Awaitable, Callable

import msgspec

from match.foundation.errors import Invalid
from match.tenders.facts import TenderFacts


class Step(msgspec.Struct, frozen=True):
    """
    One thing to do on a page of another room: *words* say what, *state* how it stands now. The
    notice of a purchase with a step that is *required* and not *done* does not go out.
    """

    words: str
    state: str
    url: str
    done: bool
    required: bool


Finder = Callable[[TenderFacts], Awaitable[Step | None]]
"""The step of a purchase that is still a plan, or None where the room asks for nothing."""

_FINDERS: dict[str, Finder] = {}


def ask(name: str, finder: Finder) -> None:
    """Let a room ask for a step; called once by the keystone. A name again replaces the old."""
    _FINDERS[name] = finder


async def steps(facts: TenderFacts) -> list[Step]:
    """Every room's step, in the order in which they were put in place."""
    found = [await finder(facts) for finder in list(_FINDERS.values())]
    return [step for step in found if step is not None]


async def refuse_unready(facts: TenderFacts) -> None:
    """Raise Invalid with what is required and not done yet."""
    missing = [step for step in await steps(facts) if step.required and not step.done]
    if missing:
        raise Invalid({f"step{at}": step.state for at, step in enumerate(missing, 1)})
