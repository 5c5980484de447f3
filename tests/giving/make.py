"""Agreements for tests: what a run, two yeses and the county's approval lead to."""

from dataclasses import dataclass
from typing import Any

from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one
from match.giving.commands import make_agreement
from match.matching import commands
from tests.matching import make as matching


@dataclass(frozen=True)
class Deal:
    """An agreement with the people around it. ``units`` are 60 of the offer's 200."""

    agreement: int
    proposal: int
    line: int
    offer: int
    director: Actor
    supervisor: Actor
    manager: Actor
    county: Actor


async def agreed(**other: Any) -> Deal:
    """In force: both sides accepted, somebody who had no part approved."""
    at, proposal, organisation = await matching.proposed(**other)
    manager = await matching.manager_of(organisation)
    await commands.accept_for_need(at.director, proposal)
    await commands.accept_for_offer(manager, proposal)
    county = await matching.another_officer()
    await commands.approve_proposal(county, proposal)
    found = await one("SELECT line_id, offer_id FROM proposal WHERE id = $1", proposal)
    assert found is not None
    return Deal(
        await make_agreement(SYSTEM, proposal),
        proposal,
        found["line_id"],
        found["offer_id"],
        at.director,
        at.supervisor,
        manager,
        county,
    )
