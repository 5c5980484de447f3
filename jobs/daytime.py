"""
What comes and goes by day asks for the provisional matches of its block.

A block is read and planned outside the transaction of the fact, by a long task; one task that still
waits serves all facts of its block.
"""

from typing import Any

from jobs import runs
from jobs.hearing import Hear
from match.catalogue import codes
from match.foundation.db import rows
from match.matching.daylight import block_of

Payload = dict[str, Any]


async def need_changes_the_day(event_id: int, payload: Payload) -> None:
    """A need came, went, or has units free again."""
    del event_id
    lines = await rows(
        "SELECT DISTINCT category FROM need_line WHERE need_id = $1 ORDER BY category",
        payload["need_id"],
    )
    await _ask([row["category"] for row in lines])


async def offer_changes_the_day(event_id: int, payload: Payload) -> None:
    """An offer came, went, or has units free again."""
    del event_id
    offers = await rows("SELECT category FROM offer WHERE id = $1", payload["offer_id"])
    asked = [row["category"] for row in offers]
    # One given for a root joins its leaves while it is there; when it goes they fall apart.
    leaves = [
        leaf.code for code in asked if not codes.parent(code) for leaf in codes.categories(code)
    ]
    await _ask([*asked, *leaves])


async def _ask(categories: list[str]) -> None:
    ran = await rows("SELECT 1 FROM match_run LIMIT 1")
    if not ran:
        return  # nothing is provisional before the first run
    for block in sorted({(await block_of(category))[0] for category in categories}):
        await runs.ask("match_by_day", reads_anew=True, category=block)


# Whatever opens or ends one, or moves its units: promises made outside a run move them too.
_NEED = "published withdrawn expired changed units_moved partly_met met reopened"
_OFFER = "published withdrawn expired changed units_moved reserved released"
_PROPOSAL = "made declined rejected expired"
TOPICS: dict[str, Hear] = {
    **{f"need.{event}": need_changes_the_day for event in _NEED.split()},
    **{f"offer.{event}": offer_changes_the_day for event in _OFFER.split()},
    **{f"proposal.{event}": need_changes_the_day for event in _PROPOSAL.split()},
}
