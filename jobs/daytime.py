"""
What comes and goes by day asks for the provisional matches of its block.

A block is read and planned outside the transaction of the fact, by a long task; one task that still
waits serves all facts of its block.
"""

from typing import Any

from jobs import runs
from jobs.hearing import Hear
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
    await _ask([row["category"] for row in offers])


async def _ask(categories: list[str]) -> None:
    ran = await rows("SELECT 1 FROM match_run LIMIT 1")
    if not ran:
        return  # nothing is provisional before the first run
    for block in sorted({(await block_of(category))[0] for category in categories}):
        await runs.ask("match_by_day", reads_anew=True, category=block)


TOPICS: dict[str, Hear] = {
    "need.published": need_changes_the_day,
    "need.withdrawn": need_changes_the_day,
    "need.expired": need_changes_the_day,
    "offer.published": offer_changes_the_day,
    "offer.withdrawn": offer_changes_the_day,
    "offer.expired": offer_changes_the_day,
    "proposal.declined": need_changes_the_day,
    "proposal.rejected": need_changes_the_day,
    "proposal.expired": need_changes_the_day,
}
