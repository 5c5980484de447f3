"""
What brought the units of a need, source by source, and where a reader may look at it.

The sources lie in rooms above (giving, volunteers, contracts), which say here who may follow what:
`asgi` puts the finders in place.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import rows
from match.needs.states import ClosureKind

Finder = Callable[[Actor, Sequence[int]], Awaitable[Mapping[int, tuple[str, str]]]]
"""Of these sources, those the reader may see: id → (words, address)."""

SHOWN_MOST = 40


class Followed(msgspec.Struct, frozen=True):
    """One source that the reader may look at, with the units it brought."""

    kind: ClosureKind
    units: int
    words: str
    url: str


_FINDERS: dict[ClosureKind, Finder] = {}


def follow(kind: ClosureKind, finder: Finder) -> None:
    """Let readers look at sources of this kind; called once by the keystone."""
    _FINDERS[kind] = finder


async def followed(actor: Actor, need_id: int) -> dict[int, list[Followed]]:
    """By line, the sources this reader may look at, in the order in which they came."""
    found = await rows(
        "SELECT c.line_id, c.kind, c.source_id, sum(c.units) AS units FROM need_closure c"
        " JOIN need_line l ON l.id = c.line_id WHERE l.need_id = $1"
        " GROUP BY 1, 2, 3 HAVING sum(c.units) > 0 ORDER BY min(c.id) LIMIT $2",
        need_id,
        SHOWN_MOST,
    )
    known: dict[tuple[str, int], tuple[str, str]] = {}
    for kind, finder in _FINDERS.items():
        sources = [row["source_id"] for row in found if row["kind"] == kind]
        if sources:
            seen = await finder(actor, sources)
            known |= {(kind, source): told for source, told in seen.items()}
    listed: dict[int, list[Followed]] = {}
    for row in found:
        told = known.get((row["kind"], row["source_id"]))
        if told is not None:
            one = Followed(ClosureKind(row["kind"]), row["units"], *told)
            listed.setdefault(row["line_id"], []).append(one)
    return listed
