"""
How a run becomes known: one fact a county, a page of proposals at a time.

A province's run makes ninety thousand proposals. One fact for each would put ninety thousand rows
before everything else that happens that morning; one transaction for all would hold its locks for
a quarter of an hour and begin anew with every worker that dies. So ``match.ran`` tells one
``match.announced`` per county, each of which goes through one page, and tells the next page as it
ends: whoever dies loses a page, other facts come in between, and the outbox stays short.
"""

from typing import Any

from jobs.hearing import Hear, givers_of, owners_of, proposal_parties
from jobs.indexing import indexer
from match.foundation.actor import SYSTEM
from match.foundation.db import rows
from match.foundation.outbox import tell
from match.notices.commands import notify
from match.notices.words import Kind
from search.indexes import Index

Payload = dict[str, Any]
PAGE = 100
MANY = 1_000_000_000
"""One fact tells of many things: the fact of a message is its number times this, plus the thing."""


async def announce_run(event_id: int, payload: Payload) -> None:
    """Every county that the run gave a proposal, or took one from, gets its first page."""
    del event_id
    counties = await rows(
        "SELECT DISTINCT left(division, 6) AS county FROM proposal"
        " WHERE run_id = $1 OR superseded_by = $1 ORDER BY county",
        payload["run_id"],
    )
    for row in counties:
        await tell("match.announced", run_id=payload["run_id"], county=row["county"], after=0)


async def tell_page(event_id: int, payload: Payload) -> None:
    """
    Both sides of each proposal of the page hear of it, and of what ended with this run.

    Who had the same pair and number before the run hears nothing: nothing has changed for them.
    """
    page = await _page(payload)
    for row in page:
        new = row["run_id"] == payload["run_id"]
        if (row["status"] != "proposed") if new else row["made_anew"]:
            continue
        if new and row["replaces"] is not None:
            continue
        # One message a proposal: the fact's id alone would let only the first one through.
        await _tell_parties(row["id"], event_id * MANY + row["id"], ended=not new)
    if len(page) == PAGE:
        await tell("match.announced", **{**payload, "after": page[-1]["id"]})


async def index_needs(event_id: int, payload: Payload) -> None:
    """The needs of the page entered or left matching: search shows them as they are now."""
    del event_id
    for need in sorted({row["need_id"] for row in await _page(payload)}):
        await indexer().show(Index.NEEDS, need)


async def _page(payload: Payload) -> list[dict[str, Any]]:
    return await rows(
        "SELECT p.id, p.run_id, p.need_id, p.status, p.replaces,"
        " EXISTS (SELECT FROM proposal n WHERE n.replaces = p.id) AS made_anew FROM proposal p"
        " WHERE (p.run_id = $1 OR p.superseded_by = $1) AND p.division LIKE $2 || '%'"
        " AND p.id > $3 ORDER BY p.id LIMIT $4",
        payload["run_id"],
        payload["county"],
        payload["after"],
        PAGE,
    )


async def _tell_parties(proposal_id: int, once: int, *, ended: bool) -> None:
    proposal = await proposal_parties({"proposal_id": proposal_id})
    assert proposal is not None, "read in this transaction"
    facts, link = {"title": proposal["title"]}, f"/desk/proposals/{proposal_id}"
    for people, kind in (
        (owners_of(proposal), Kind.proposal_for_need),
        (await givers_of(proposal), Kind.proposal_for_offer),
    ):
        await notify(
            SYSTEM,
            people,
            Kind.proposal_ended if ended else kind,
            link=link,
            event_id=once,
            facts=facts,
        )


TOPICS: dict[str, tuple[Hear, ...]] = {
    "match.ran": (announce_run,),
    "match.announced": (tell_page,),
}
