"""A run: read, allocate outside any transaction, then keep plan, proof and proposals in one."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

import anyio.to_thread
import msgspec

from match.allocation.answers import Plan
from match.allocation.plan import allocate
from match.allocation.shapes import PARTS, Parameters, Weights
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, connection, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.matching import policy
from match.matching.queries import latest_run_id, lines_for_matching
from match.matching.rules import WantedLine, engine_rows
from match.matching.supply import offers_for_matching
from match.needs.commands import mark_proposed

Report = Callable[[int], Awaitable[None]]
LOCK = 0x6D61  # one run is stored at a time


async def run_matching(
    actor: Actor, scope: str, *, report: Report | None = None, dry_run: bool = False
) -> dict[str, Any]:
    """
    Match the open needs of *scope* (a division prefix) and return the run's figures.

    Units in proposals that are still open are not offered twice. A run that is killed leaves
    nothing; a run that another one overtook is refused with Conflict and may simply be repeated.
    """
    require(policy.can_run(actor, scope))
    seen = await latest_run_id()
    lines = await lines_for_matching(scope)
    offers = await offers_for_matching(scope)
    needs, givers = engine_rows(lines, offers, clock.today(), await whole("need.valid_days"))
    if report:
        await report(20)
    parameters = await run_parameters()
    plan = await anyio.to_thread.run_sync(lambda: allocate(needs, givers, parameters))
    if report:
        await report(70)
    run_id = None if dry_run else await store_run(actor, scope, lines, len(givers), plan, seen)
    return summary(plan, run_id)


async def run_parameters() -> Parameters:
    """The weights and the ladder as they are set today; they are stored with the run."""
    weights = {part: await whole(f"match.weight.{part}") for part in PARTS}
    return Parameters(weights=Weights(**weights), ladder_steps=await whole("match.ladder_steps"))


def summary(plan: Plan, run_id: int | None) -> dict[str, Any]:
    """The figures that a run's page, the command line and the demo show."""
    return {
        "run_id": run_id,
        "pairs": plan.pairs,
        "objective": plan.objective,
        "dual_objective": plan.dual_objective,
        "gap": plan.gap,
        "violated_pairs": plan.violated_pairs,
        "quality": plan.quality,
        "coverage": plan.figures.coverage,
        "worst_decile": plan.figures.worst_decile,
        "gini": plan.figures.gini,
        "worst_decile_without_ladder": plan.figures_without_ladder.worst_decile,
        "first_come": plan.first_come,
        "greedy": plan.greedy,
        "proposals": len(plan.proposals),
        "unserved": len(plan.unserved),
        "solver": f"{plan.solver} {plan.solver_version}",
        "input_sha256": plan.input_sha256,
    }


@command
async def store_run(
    actor: Actor, scope: str, lines: Sequence[WantedLine], offers: int, plan: Plan, seen: int
) -> int:
    """Keep a plan: run, certificate, proposals. Refuses an unproven or overtaken one."""
    require(policy.can_run(actor, scope))
    assert plan.gap == 0, "a plan without proof is not kept"
    assert plan.violated_pairs == 0, "a plan without proof is not kept"
    await value("SELECT pg_advisory_xact_lock($1)", LOCK)
    if await latest_run_id() != seen:
        raise Conflict(_("另一次匹配刚刚完成，请重新发起。"))
    run_id = await _run_row(actor, scope, len(lines), offers, plan)
    await _prices(run_id, plan)
    by_line = {line.line_id: line for line in lines}
    await _unserved(run_id, plan)
    for proposal in plan.proposals:
        await _propose(actor, run_id, by_line[proposal.need_id], proposal)
    await record(actor, "match.ran", subject=("match_run", run_id), division=None)
    await tell("match.ran", run_id=run_id, scope=scope, proposals=len(plan.proposals))
    return run_id


async def _run_row(actor: Actor, scope: str, needs: int, offers: int, plan: Plan) -> int:
    return await value(
        "INSERT INTO match_run (scope, ran_by, at, needs, offers, pairs, objective, dual_objective,"
        " gap, violated_pairs, figures, parameters, solver, solver_version, input_sha256,"
        " proposals) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12::jsonb,"
        " $13, $14, $15, $16) RETURNING id",
        scope,
        actor.id,
        clock.now(),
        needs,
        offers,
        plan.pairs,
        plan.objective,
        plan.dual_objective,
        plan.gap,
        plan.violated_pairs,
        _json(
            {
                "with": plan.figures,
                "without_ladder": plan.figures_without_ladder,
                "quality": plan.quality,
                "first_come": plan.first_come,
                "greedy": plan.greedy,
                "blocks": plan.blocks,
                "tiers": plan.tiers,
            }
        ),
        _json(plan.parameters),
        plan.solver,
        plan.solver_version,
        plan.input_sha256,
        len(plan.proposals),
    )


async def _prices(run_id: int, plan: Plan) -> None:
    prices = [(run_id, "need", each.need_id, each.price) for each in plan.need_prices]
    prices += [(run_id, "offer", each.offer_id, each.price) for each in plan.offers]
    async with connection() as open_connection:
        await open_connection.copy_records_to_table(
            "run_price", records=prices, columns=["run_id", "side", "subject_id", "price"]
        )


async def _unserved(run_id: int, plan: Plan) -> None:
    records = [
        (run_id, each.need_id, each.missing, each.reason, _json(each)) for each in plan.unserved
    ]
    async with connection() as open_connection:
        await open_connection.copy_records_to_table(
            "unserved",
            records=records,
            columns=["run_id", "line_id", "missing", "reason", "facts"],
        )


async def _propose(actor: Actor, run_id: int, line: WantedLine, found: Any) -> None:
    giver = await one("SELECT organisation_id FROM offer WHERE id = $1", found.offer_id)
    assert giver is not None, "offers are never deleted once published"
    await value(
        "INSERT INTO proposal (run_id, need_id, line_id, offer_id, home_id, organisation_id,"
        " division, units, score, unit_value, need_price, offer_price, parts, facts, runner_up,"
        " margin, next_check_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
        " $13::jsonb, $14::jsonb, $15::jsonb, $16, $17) RETURNING id",
        run_id,
        line.need_id,
        line.line_id,
        found.offer_id,
        line.home_id,
        giver["organisation_id"],
        line.division,
        found.units,
        found.score,
        found.unit_value,
        found.need_price,
        found.offer_price,
        _json(found.parts),
        _json(found.facts),
        _json(found.runner_up) if found.runner_up else None,
        found.runner_up.margin if found.runner_up else None,
        clock.now() + timedelta(days=await whole("match.proposal_days")),
    )
    await mark_proposed(actor, line.need_id, proposed=True)


def _json(thing: Any) -> str:
    return msgspec.json.encode(thing).decode()
