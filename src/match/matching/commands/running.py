"""A run: read in one snapshot, allocate outside any transaction, then keep the whole in one."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import anyio.from_thread
import anyio.to_thread

from match.allocation.answers import Plan
from match.allocation.plan import allocate_columns
from match.allocation.shapes import PARTS, Limits, Parameters, Weights
from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.decisions import require
from match.foundation.errors import Conflict
from match.foundation.parameters import whole
from match.matching import policy
from match.matching.commands.keeping import Found, keep_plan
from match.matching.commands.ordering import begin_run, fail_run, report_run, take_up_run
from match.matching.intake import Asked, Market, asked_today, read_market
from match.matching.kept_input import to_bytes
from match.matching.queries import figures_of, latest_run_id
from match.matching.states import OrderStatus
from match.proofs import stored

Report = Callable[[int], Awaitable[None]]
Tell = Callable[[int, str], Coroutine[Any, Any, None]]
TRIES = 3
"""A run that another one overtook reads anew: what it planned with is no longer free."""
LARGE = 20_000
"""From so many lines on two processes are worth what starting the second one costs."""
_READ, _SOLVED = 15, 80


async def run_matching(
    actor: Actor, scope: str, *, report: Report | None = None, dry_run: bool = False
) -> dict[str, Any]:
    """
    Match the open needs of *scope* (a division prefix) and return the run's figures.

    Units in proposals that are still open are not offered twice. A run that is killed leaves
    nothing but its order, which the next worker takes up.
    """
    if not dry_run:
        return await carry_out_order(actor, await take_up_run(actor, scope), report=report)
    require(policy.can_run(actor, scope))
    parameters = await run_parameters()
    _asked, _market, _content, plan = await _planned(scope, False, parameters, _silent)
    return summary(plan, None)


async def carry_out_order(
    actor: Actor, order_id: int, *, report: Report | None = None
) -> dict[str, Any]:
    """
    Do what was ordered; returns the figures. An order that is done already answers with its run,
    so that who takes a killed worker's place never proposes twice. Raises Conflict for one that
    was cancelled, before or while it ran; whatever else fails marks the order as failed.
    """
    known = await one("SELECT status, run_id FROM run_order WHERE id = $1", order_id)
    if known is not None and known["status"] == OrderStatus.done.value:
        return await figures_of(known["run_id"])
    order = await begin_run(actor, order_id)

    async def tell(percent: int, step: str) -> None:
        await report_run(actor, order_id, percent, step)
        if report:
            await report(percent)

    try:
        return await _run(actor, order, tell)
    except Conflict:
        ended = await one("SELECT status, run_id FROM run_order WHERE id = $1", order_id)
        if ended is not None and ended["run_id"] is not None:
            return await figures_of(ended["run_id"])  # another worker was faster
        if ended is None or ended["status"] != OrderStatus.running.value:
            raise
        await fail_run(actor, order_id)
        raise
    except Exception:
        await fail_run(actor, order_id)
        raise


async def _run(actor: Actor, order: dict[str, Any], tell: Tell) -> dict[str, Any]:
    parameters = await run_parameters(order["ladder_steps"])
    for attempt in range(TRIES):
        seen = await latest_run_id()
        asked, market, content, plan = await _planned(
            order["scope"], order["anew"], parameters, tell
        )
        await tell(_SOLVED, "keeping")
        found = Found(asked, market, plan, stored.compress(content))
        try:
            return summary(plan, await keep_plan(actor, order["id"], found, seen))
        except Conflict:
            if attempt + 1 == TRIES or seen == await latest_run_id():
                raise
    raise AssertionError("the last attempt returns or raises")


async def _planned(
    scope: str,
    anew: bool,
    parameters: Parameters,
    tell: Tell,
) -> tuple[Asked, Market, bytes, Plan]:
    asked = await asked_today(scope, anew=anew)
    market = await read_market(asked)
    content = to_bytes(asked, parameters, market)
    await tell(_READ, "solving")
    plan = await solve(market, parameters, stored.digest(content), tell)
    return asked, market, content, plan


async def solve(
    market: Market,
    parameters: Parameters,
    sha256: str,
    tell: Tell | None = None,
) -> Plan:
    """The plan of a market, made beside the event loop; *tell* may raise to end it."""

    def progress(done: int, total: int) -> None:
        if tell is not None:
            percent = _READ + (_SOLVED - _READ) * done // max(1, total)
            anyio.from_thread.run(tell, percent, "solving")

    workers = 2 if len(market.needs) >= LARGE else 1
    return await anyio.to_thread.run_sync(
        lambda: allocate_columns(
            market.needs,
            market.offers,
            market.categories,
            parameters,
            sha256,
            workers=workers,
            progress=progress,
        )
    )


async def run_parameters(ladder_steps: int | None = None) -> Parameters:
    """The weights and the ladder as they are set today; they are stored with the run."""
    weights = {part: await whole(f"match.weight.{part}") for part in PARTS}
    steps = await whole("match.ladder_steps") if ladder_steps is None else ladder_steps
    return Parameters(
        weights=Weights(**weights),
        ladder_steps=steps,
        limits=Limits(
            min_lot=await whole("match.limit.min_lot"),
            min_lot_percent=await whole("match.limit.min_lot_percent"),
            max_suppliers=await whole("match.limit.max_suppliers"),
            delivery_cost=await whole("match.limit.delivery_cost"),
        ),
        never_served_percent=await whole("match.never_served_percent"),
        home_share_percent=await whole("match.home_share_percent"),
    )


async def _silent(percent: int, step: str) -> None:
    del percent, step


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
