"""
A plan becomes rows, all of them in one transaction: run, input, certificate, proposals, reasons.

What is new goes in by COPY (`copying`); what changes is changed by one statement over all rows.
Nobody is told row by row: ``match.ran`` is one fact, and who hears it (`jobs.hearing`) goes
through the proposals county by county and page by page.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec

from match.allocation.answers import Plan
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record, record_all
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.matching import policy
from match.matching.commands.copying import as_json, copy_findings, copy_proposals
from match.matching.commands.ordering import finish_run
from match.matching.intake import Asked, Market
from match.matching.queries import latest_run_id
from match.matching.states import PROPOSAL_MACHINE, UNDECIDED, ProposalStatus
from match.needs.commands.marking import mark_many_proposed

LOCK = 0x6D61  # one run is stored at a time
_OPEN = sorted(str(status) for status in UNDECIDED)


@dataclass(frozen=True)
class Found:
    """What a run read, planned, and will keep of its input (compressed)."""

    asked: Asked
    market: Market
    plan: Plan
    kept: bytes


@command
async def keep_plan(actor: Actor, order_id: int, found: Found, seen: int) -> int:
    """
    Keep a plan; returns the run's id. Refuses an unproven one (a bug), one whose order was ended,
    and one that another run overtook since *seen*.

    A proposal whose need or offer has changed while the run was thinking is kept as part of the
    plan, and ended in the same breath: the proof stays whole, and nothing is promised twice.
    """
    asked, plan = found.asked, found.plan
    require(policy.can_run(actor, asked.scope))
    assert plan.gap == 0 or plan.parameters.limits, "a plan without proof is not kept"
    assert plan.violated_pairs == 0, "a plan without proof is not kept"
    await value("SELECT pg_advisory_xact_lock($1)", LOCK)
    if await latest_run_id() != seen:
        raise Conflict(_("另一次匹配刚刚完成，请重新发起。"))
    run_id: int = await value("SELECT nextval('match_run_id_seq')")
    released = await _released(asked) if asked.anew else {}
    await _run_row(actor, run_id, found, len(released))
    await finish_run(actor, order_id, run_id)
    await one("INSERT INTO run_input (run_id, content) VALUES ($1, $2)", run_id, found.kept)
    await copy_findings(run_id, plan)
    if released:
        await _supersede(
            actor, list(released.values()), run_id, _("新的一次匹配重新安排了这一项。")
        )
    until = clock.now() + timedelta(days=await whole("match.proposal_days"))
    await copy_proposals(run_id, found.market, plan, replaced=released, until=until)
    await _end_overtaken(actor, run_id)
    await _mark_needs(actor, run_id)
    await _begin_day(run_id, asked.scope)
    await record(actor, "match.ran", subject=("match_run", run_id), division=None)
    await tell("match.ran", run_id=run_id, scope=asked.scope, proposals=len(plan.proposals))
    return run_id


async def _begin_day(run_id: int, scope: str) -> None:
    """What was provisional in the area is settled; prices by day begin with the run's own."""
    await one(
        "DELETE FROM day_match m USING need_line l JOIN need n ON n.id = l.need_id"
        " WHERE l.id = m.line_id AND n.division LIKE $1 || '%'",
        scope,
    )
    await one(
        "DELETE FROM day_price d USING run_price p"
        " WHERE p.run_id = $1 AND p.side = 'offer' AND p.subject_id = d.offer_id",
        run_id,
    )


def plan_sha256(plan: Plan) -> str:
    """SHA-256 of what a plan decides and proves: flows, prices, objective. A replay must agree."""
    decided = (
        [(each.need_id, each.offer_id, each.units) for each in plan.proposals],
        [(each.need_id, each.price) for each in plan.need_prices],
        [(each.offer_id, each.price) for each in plan.offers],
        [(each.county, each.category, each.price) for each in plan.tiers],
        (plan.objective, plan.dual_objective, plan.pairs),
    )
    return hashlib.sha256(msgspec.json.encode(decided)).hexdigest()


async def _run_row(actor: Actor, run_id: int, found: Found, superseded: int) -> None:
    plan = found.plan
    await one(
        "INSERT INTO match_run (id, scope, ran_by, at, needs, offers, pairs, objective,"
        " dual_objective, gap, violated_pairs, figures, parameters, solver, solver_version,"
        " input_sha256, proposals, superseded, parameter_versions, plan_sha256)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13::jsonb, $14, $15,"
        " $16, $17, $18, $19::jsonb, $20)",
        run_id,
        found.asked.scope,
        actor.id,
        clock.now(),
        len(found.market.needs),
        len(found.market.offers),
        plan.pairs,
        plan.objective,
        plan.dual_objective,
        plan.gap,
        plan.violated_pairs,
        as_json(
            {
                "with": plan.figures,
                "without_ladder": plan.figures_without_ladder,
                "quality": plan.quality,
                "first_come": plan.first_come,
                "greedy": plan.greedy,
                "blocks": plan.blocks,
                "tiers": plan.tiers,
                "unserved": len(plan.unserved),
            }
        ),
        as_json(plan.parameters),
        plan.solver,
        plan.solver_version,
        plan.input_sha256,
        len(plan.proposals),
        superseded,
        as_json(await parameter_versions()),
        plan_sha256(plan),
    )


async def parameter_versions() -> dict[str, Any]:
    """Which rows of the parameter table are in force; what is not named is as shipped."""
    found = await rows(
        "SELECT DISTINCT ON (key) key, id, value, valid_from FROM parameter"
        " WHERE starts_with(key, 'match.') AND valid_from <= $1"
        " ORDER BY key, valid_from DESC, id DESC",
        clock.today(),
    )
    return {
        row["key"]: {"id": row["id"], "value": row["value"], "from": row["valid_from"].isoformat()}
        for row in found
    }


async def _released(asked: Asked) -> dict[tuple[int, int, int], int]:
    """Open proposals of the scope that nobody has answered or locked, locked for the change."""
    found = await rows(
        "SELECT id, line_id, offer_id, units FROM proposal WHERE status = $1 AND NOT locked"
        " AND division LIKE $2 || '%' ORDER BY id FOR UPDATE",
        ProposalStatus.proposed.value,
        asked.scope,
    )
    return {(row["line_id"], row["offer_id"], row["units"]): row["id"] for row in found}


async def _supersede(actor: Actor, ids: Sequence[int], run_id: int, reason: str) -> None:
    step = PROPOSAL_MACHINE.move(ProposalStatus.proposed, "supersede")
    ended = await rows(
        "UPDATE proposal SET status = $2, superseded_by = $3, reason = $4, decided_by = $5,"
        " decided_at = $6, next_check_at = NULL WHERE id = ANY($1) AND status = 'proposed'"
        " RETURNING id, division",
        list(ids),
        str(step.to),
        run_id,
        reason,
        actor.id,
        clock.now(),
    )
    await record_all(
        actor,
        step.event,
        kind="proposal",
        subjects=[(row["id"], row["division"]) for row in ended],
        reason=reason,
        changes={"status": (ProposalStatus.proposed.value, str(step.to))},
    )


# Open needs and published offers hold what is proposed; per line and per offer everything that is
# spoken for and everything in the ledger fits into what there is. What does not is looked for
# first, each kind by itself: it is rare, and whose proposal it is need then be asked of few.
_OVERTAKEN = """
WITH line AS (SELECT line_id, sum(units) AS units FROM proposal
  WHERE status IN ('proposed', 'offer_accepted') GROUP BY line_id),
given AS (SELECT offer_id, sum(units) AS units FROM proposal
  WHERE status IN ('proposed', 'need_accepted') GROUP BY offer_id),
late AS (
  SELECT p.id FROM proposal p JOIN need n ON n.id = p.need_id
   WHERE p.run_id = $1 AND n.status NOT IN ('published', 'matching', 'partly_met')
  UNION ALL SELECT p.id FROM proposal p JOIN offer o ON o.id = p.offer_id
   WHERE p.run_id = $1 AND o.status <> 'published'
  UNION ALL SELECT p.id FROM line JOIN need_line l ON l.id = line.line_id
    JOIN proposal p ON p.line_id = l.id AND p.run_id = $1
   WHERE line.units + l.reserved + l.committed + l.in_transit + l.received > l.quantity
  UNION ALL SELECT p.id FROM given JOIN offer o ON o.id = given.offer_id
    JOIN proposal p ON p.offer_id = o.id AND p.run_id = $1
   WHERE given.units + o.reserved + o.committed + o.delivered > o.quantity)
SELECT DISTINCT id FROM late ORDER BY id
"""


async def _end_overtaken(actor: Actor, run_id: int) -> None:
    # Nobody has counted the new rows yet: the planner takes them for a thousand and would look up a
    # hundred thousand needs and lines one by one.
    await value("SELECT set_config('enable_nestloop', 'off', true)")
    late = await rows(_OVERTAKEN, run_id)
    await value("SELECT set_config('enable_nestloop', 'on', true)")
    if late:
        reason = _("匹配期间需求或供给有了变化，这一条作废。")
        await _supersede(actor, [row["id"] for row in late], run_id, reason)


async def _mark_needs(actor: Actor, run_id: int) -> None:
    entering = await value(
        "SELECT array_agg(DISTINCT need_id) FROM proposal"
        " WHERE run_id = $1 AND status = 'proposed'",
        run_id,
    )
    leaving = await value(
        "SELECT array_agg(DISTINCT s.need_id) FROM proposal s WHERE s.superseded_by = $1 AND NOT"
        " EXISTS (SELECT FROM proposal p WHERE p.need_id = s.need_id AND p.status = ANY($2))",
        run_id,
        _OPEN,
    )
    await mark_many_proposed(actor, entering or [], proposed=True)
    await mark_many_proposed(actor, leaving or [], proposed=False)
