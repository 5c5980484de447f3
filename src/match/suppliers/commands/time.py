"""What time does to papers: a reminder before the end, and the end."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.foundation.outbox import tell
from match.suppliers.commands._shared import Row
from match.suppliers.commands.papers import ends_at, locked, move


async def sweep_papers(actor: Actor, limit: int = 200) -> int:
    """Remind of papers that end soon and end those that did; returns how many. One by one."""
    due = await rows(
        "SELECT id FROM qualification WHERE next_check_at <= $1 ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    for paper in due:
        await _look(actor, paper["id"])
    return len(due)


@command
async def _look(actor: Actor, paper_id: int) -> None:
    paper = await locked(actor, paper_id)
    if paper["next_check_at"] is None or paper["next_check_at"] > clock.now():
        return  # somebody was faster
    if clock.now() >= ends_at(paper["valid_to"]):
        await move(actor, paper, "expire", next_check_at=None)
    else:
        await _remind(paper)


async def _remind(paper: Row) -> None:
    await value(
        "UPDATE qualification SET reminded_at = $2, next_check_at = $3 WHERE id = $1",
        paper["id"],
        clock.now(),
        ends_at(paper["valid_to"]),
    )
    await tell(
        "qualification.ending", paper_id=paper["id"], organisation_id=paper["organisation_id"]
    )
