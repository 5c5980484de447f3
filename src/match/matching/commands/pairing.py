"""One line and one offer put together outside a run: by a swap, or by day."""

from datetime import timedelta
from typing import Any

import msgspec
import numpy as np

from match.allocation.one_pair import Pair, pair_alone
from match.allocation.pairs import WhyNone
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import one, value
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.matching.commands.running import run_parameters
from match.matching.intake import Market
from match.matching.states import UNDECIDED, Origin
from match.matching.wording import constraint_reason


async def pair_of(market: Market, line_id: int, offer_id: int) -> Pair:
    """What the engine says of one line and one offer alone; Invalid with its first objection."""
    line, offer = market.needs.id == line_id, market.offers.id == offer_id
    if not line.any() or not offer.any():
        raise Invalid({"other": _("需求或供给已经有变化，请刷新页面后再看。")})
    needs, offers = (
        market.needs.take(np.flatnonzero(line)),
        market.offers.take(np.flatnonzero(offer)),
    )
    found = pair_alone(needs, offers, await run_parameters(0))
    if isinstance(found, WhyNone):
        why = constraint_reason(found.constraint)
        raise Invalid({"other": _("这两方不符合条件：%(why)s") % {"why": why}})
    return found


async def make_proposal(actor: Actor, pair: dict[str, Any], found: Pair, origin: Origin) -> int:
    """
    The proposal of a pair, told as ``proposal.made``. *pair* has what a proposal's row has: run,
    need, line, offer, home, organisation, division, both prices, and the most units it may have.
    Raises Conflict where the two have one that is not decided yet.
    """
    known = await one(
        "SELECT id FROM proposal WHERE line_id = $1 AND offer_id = $2 AND status = ANY($3)",
        pair["line_id"],
        pair["offer_id"],
        sorted(str(status) for status in UNDECIDED),
    )
    if known is not None:
        raise Conflict(_("这两方之间已经有一条建议（%(id)s）。") % {"id": known["id"]})
    made: int = await value(
        "INSERT INTO proposal (run_id, need_id, line_id, offer_id, home_id, organisation_id,"
        " division, units, score, unit_value, need_price, offer_price, parts, facts, origin,"
        " made_by, next_check_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
        " $13::jsonb, $14::jsonb, $15, $16, $17) RETURNING id",
        pair["run_id"],
        pair["need_id"],
        pair["line_id"],
        pair["offer_id"],
        pair["home_id"],
        pair["organisation_id"],
        pair["division"],
        min(found.units, pair["units"]),
        found.score,
        found.unit_value,
        pair["need_price"],
        pair["offer_price"],
        msgspec.json.encode(found.parts).decode(),
        msgspec.json.encode(found.facts).decode(),
        origin.value,
        actor.id,
        clock.now() + timedelta(days=await whole("match.proposal_days")),
    )
    await record(actor, "proposal.made", subject=("proposal", made), division=pair["division"])
    await tell("proposal.made", proposal_id=made, need_id=pair["need_id"])
    return made
