"""
The main job from the loaded demo on: index, propose, accept, approve, agreement.

Everything goes the way it goes in life: through the running worker and the rooms' commands, by the
accounts that may. Waiting ends with what was waited for, or with an error that names it.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from jobs import runs
from jobs.queue import open_queue
from match.demo.casting import PREFECTURE
from match.demo.gifts import follow_gifts
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import Unavailable
from match.foundation.permissions import Permission, Role
from match.foundation.settings import Settings
from match.matching.commands import accept_for_need, accept_for_offer, approve_proposal
from match.matching.states import ProposalStatus
from match.notices.queries import holders, members_of
from match.openness.publiclog.signing import sign_day
from match.people.sessions import actor_of_account
from match.searching import search_engine
from search.indexes import Index

APPROVED_MOST = 6
WAIT_SECONDS = 240
BEST = (
    "SELECT p.id, p.division, p.organisation_id, h.director_id FROM proposal p"
    " JOIN home h ON h.id = p.home_id JOIN need_line l ON l.id = p.line_id"
    " WHERE p.status = $1 AND p.organisation_id IS NOT NULL"
    " AND h.director_id IS NOT NULL AND p.division LIKE $2 AND h.director_id <> $3"
    " AND p.division NOT LIKE $4"
    # Not what another one could be swapped with: the same kind of thing from somebody else.
    " AND NOT (p.division LIKE $5 AND EXISTS (SELECT FROM proposal q"
    "   JOIN need_line ql ON ql.id = q.line_id"
    "   WHERE q.status = p.status AND q.division LIKE $5"
    "   AND q.line_id <> p.line_id AND q.offer_id <> p.offer_id"
    "   AND ql.category = l.category AND ql.unit = l.unit))"
    " ORDER BY p.score DESC, p.id LIMIT $6"
)
Progress = Callable[[str, int, int], None]


class RunFigures(msgspec.Struct, frozen=True):
    """The figures of the night's run."""

    pairs: int
    objective: int
    dual_objective: int
    gap: int
    violated_pairs: int
    quality: float
    worst_decile: float
    first_come: float


class Journey(msgspec.Struct, frozen=True):
    """What is there after the whole journey."""

    needs: int
    offers: int
    purchases: int
    indexed: dict[str, int]
    run: RunFigures
    proposals: int
    approved: int
    agreements: int
    gifts: int


async def journey(settings: Settings, progress: Progress, *, approve: bool) -> Journey:
    """Drain the outbox, run the night's matching, and take some proposals to agreements; or, not
    *approve*, to the desk of the county, where the visitor approves them."""
    await _drained(progress)
    figures = await _proposed(settings, progress)
    approved = await (_approved(progress) if approve else left_to_approve(progress))
    await _drained(progress)
    gifts = await follow_gifts(progress)
    await _drained(progress)
    await sign_day(SYSTEM, settings)  # as the night would: the public log has a head to show
    engine = search_engine(settings)
    try:
        indexed = {index.value: (await engine.digest(index)).count for index in Index}
    finally:
        await engine.close()
    return Journey(
        needs=await value("SELECT count(*) FROM need"),
        offers=await value("SELECT count(*) FROM offer"),
        purchases=await value("SELECT count(*) FROM tender"),
        indexed=indexed,
        run=msgspec.convert(figures, RunFigures),
        proposals=await value("SELECT count(*) FROM proposal"),
        approved=approved,
        agreements=await value("SELECT count(*) FROM agreement"),
        gifts=gifts,
    )


async def _drained(progress: Progress) -> None:
    """Wait until every fact has been heard by every listener."""
    total: int = await value("SELECT count(*) FROM outbox")

    async def rest() -> int:
        left: int = await value(
            "SELECT count(*) FROM outbox WHERE done_at IS NULL AND dead_at IS NULL"
        )
        progress("facts", total - left, total)
        return left

    await _until(rest, "the worker to hear all facts (see the logs in the data directory)")


async def _proposed(settings: Settings, progress: Progress) -> dict[str, Any]:
    """Ask the long worker for a run over the prefecture, as the night does."""
    queue = await open_queue(settings.redis_url)
    try:
        run_id = await runs.request(queue, "propose_matches", scope=PREFECTURE)
    finally:
        await queue.aclose()

    async def rest() -> int:
        run = await one("SELECT state, progress FROM run WHERE id = $1", run_id)
        assert run is not None, "just requested"
        progress("matching", run["progress"], 100)
        return 0 if run["state"] in ("done", "failed") else 101 - run["progress"]

    await _until(rest, "the matching run")
    run = await one("SELECT state, outcome FROM run WHERE id = $1", run_id)
    assert run is not None, "just requested"
    if run["state"] == "failed":
        raise Unavailable(f"The matching run failed: {run['outcome']}")
    return msgspec.json.decode(run["outcome"])


async def _approved(progress: Progress, *, besides: str = "none") -> int:
    """Both sides accept some proposals, and a county officer who had no part in them approves;
    none in the county *besides*."""
    proposals = await _best("", 0, besides)
    for done, proposal in enumerate(proposals, 1):
        await _accepted(proposal)
        await approve_proposal(await _officer(proposal), proposal["id"])
        progress("approvals", done, len(proposals))
    return len(proposals)


async def left_to_approve(progress: Progress) -> int:
    """
    Both sides accept some proposals of the county one can sign in for, so that its officer has
    something to approve, and something to swap. Those of the director one can sign in as are left
    for the visitor. In other counties some are approved: gifts to look at; how many. Once.
    """
    untouched = str(ProposalStatus.proposed)
    if await value("SELECT count(*) FROM proposal WHERE status <> $1", untouched):
        return 0
    county, director = await _first(Role.county), await _first(Role.director)
    proposals = await _best(county["division"], director["account"])
    for done, proposal in enumerate(proposals, 1):
        await _accepted(proposal)
        progress("acceptances", done, len(proposals))
    return await _approved(progress, besides=county["division"])


async def _first(role: Role) -> dict[str, Any]:
    """The first person with a role, whom the sign-in page opens the door for, and where."""
    found = await one(
        "SELECT account, division FROM membership WHERE role = $1 AND ended_at IS NULL"
        " ORDER BY id LIMIT 1",
        str(role),
    )
    assert found is not None, "the demo seats every role"
    return found


async def _best(division: str, not_of: int, besides: str = "none") -> list[dict[str, Any]]:
    """
    The best open proposals of an area, by score; none of one director's, none *besides*, and
    none that the county one can sign in for may still swap.
    """
    county = await _first(Role.county)
    return await rows(
        BEST,
        str(ProposalStatus.proposed),
        f"{division}%",
        not_of,
        f"{besides}%",
        f"{county['division']}%",
        APPROVED_MOST,
    )


async def _accepted(proposal: dict[str, Any]) -> None:
    director = await _person(proposal["director_id"])
    manager = await _person((await members_of(proposal["organisation_id"]))[0])
    await accept_for_need(director, proposal["id"])
    await accept_for_offer(manager, proposal["id"])


async def _officer(proposal: dict[str, Any]) -> Actor:
    officers = await holders(Permission.matching_approve, proposal["division"])
    took_part = await value(
        "SELECT array_remove(ARRAY[n.submitted_by, n.entered_for, n.checked_by], NULL)"
        " FROM proposal p JOIN need n ON n.id = p.need_id WHERE p.id = $1",
        proposal["id"],
    )
    return await _person(next(officer for officer in officers if officer not in took_part))


async def _person(account: int) -> Actor:
    actor = await actor_of_account(account)
    assert actor is not None, "demo accounts are never disabled"
    return actor


async def _until(rest: Callable[[], Awaitable[int]], what: str) -> None:
    """Look four times a second until nothing is left. Raises Unavailable when nothing moves on."""
    moved, before = time.monotonic(), None
    while left := await rest():
        if left != before:
            moved, before = time.monotonic(), left
        if time.monotonic() - moved > WAIT_SECONDS:
            raise Unavailable(f"Waited {WAIT_SECONDS} s for {what}; {left} left.")
        await asyncio.sleep(0.25)
