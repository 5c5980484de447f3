"""The engine's front: rows and parameters in, a certified plan out.

The same rows, in whatever order, with the same parameters and solver give the same plan.
"""

import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import starmap
from multiprocessing import get_context

import msgspec
import numpy as np

from match.allocation.answers import Plan
from match.allocation.block_plan import BlockPlan, plan_block
from match.allocation.blocks import Block, blocks
from match.allocation.columns import Ints, Needs, Offers, codebook, need_columns, offer_columns
from match.allocation.explanations import Explainer
from match.allocation.figures import Figures, figures
from match.allocation.shapes import (
    NeedRow,
    OfferRow,
    Parameters,
    canonical_needs,
    canonical_offers,
    checked,
)
from match.allocation.solver import NetworkSimplex, Solver


def allocate(
    needs: Iterable[NeedRow],
    offers: Iterable[OfferRow],
    parameters: Parameters | None = None,
    *,
    solver: Solver | None = None,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """The best plan for these rows, with its proof.

    `workers` > 1 solves blocks in that many processes; the plan is the same. `progress` is called
    after each block with (blocks done, blocks in all); raising in it cancels the run.
    AllocationError: a row or parameter that makes no sense, numbers too large for 64 bits.
    """
    parameters = checked(parameters or Parameters())
    solver = solver or NetworkSimplex()
    need_rows, offer_rows = canonical_needs(needs), canonical_offers(offers)
    categories = codebook(need_rows, offer_rows)
    need_table = need_columns(need_rows, categories)
    offer_table = offer_columns(offer_rows, categories)
    parts = blocks(need_table, offer_table)
    plans = _solved(need_table, offer_table, parts, parameters, solver, workers, progress)
    explainer = Explainer(need_table, offer_table, categories, parameters)
    for part, plan in zip(parts, plans, strict=True):
        explainer.add(part, plan)
    best = sum(plan.best_worth for plan in plans)
    objective = sum(plan.objective for plan in plans)
    dual_objective = sum(plan.dual_objective for plan in plans)
    return Plan(
        proposals=tuple(explainer.sorted_proposals()),
        unserved=tuple(explainer.sorted_unserved()),
        offers=tuple(explainer.offer_uses()),
        need_prices=tuple(explainer.need_prices()),
        tiers=tuple(explainer.tiers),
        blocks=tuple(explainer.blocks),
        pairs=sum(plan.pairs for plan in plans),
        objective=objective,
        dual_objective=dual_objective,
        gap=dual_objective - objective,
        violated_pairs=sum(plan.violated_pairs for plan in plans),
        worth=sum(plan.worth for plan in plans),
        quality=_share(sum(plan.worth for plan in plans), best),
        first_come=_share(sum(plan.first_come_worth for plan in plans), best),
        greedy=_share(sum(plan.greedy_worth for plan in plans), best),
        figures=_figures(need_table, parts, [plan.served for plan in plans]),
        figures_without_ladder=_figures(
            need_table, parts, [plan.served_without_ladder for plan in plans]
        ),
        solver=solver.name,
        solver_version=solver.version,
        input_sha256=input_sha256(need_rows, offer_rows, parameters),
        parameters=parameters,
    )


def input_sha256(
    needs: Iterable[NeedRow], offers: Iterable[OfferRow], parameters: Parameters
) -> str:
    """SHA-256 of parameters and rows as JSON: keys and rows sorted, so arrival does not matter."""
    content = {
        "needs": canonical_needs(needs),
        "offers": canonical_offers(offers),
        "parameters": parameters,
    }
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def _solved(
    needs: Needs,
    offers: Offers,
    parts: list[Block],
    parameters: Parameters,
    solver: Solver,
    workers: int,
    progress: Callable[[int, int], None] | None,
) -> list[BlockPlan]:
    """A plan per block, in the order of the blocks whoever solves them."""
    work = [
        (needs.take(part.needs), offers.take(part.offers), parameters, solver) for part in parts
    ]
    if workers <= 1 or len(parts) <= 1:
        return _watched(starmap(plan_block, work), len(parts), progress)
    # Spawned, not forked: the caller may be a server full of threads and open connections.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return _watched(pool.map(plan_block, *zip(*work, strict=True)), len(parts), progress)


def _watched(
    plans: Iterable[BlockPlan], total: int, progress: Callable[[int, int], None] | None
) -> list[BlockPlan]:
    done: list[BlockPlan] = []
    for plan in plans:
        done.append(plan)
        if progress:
            progress(len(done), total)
    return done


def _figures(needs: Needs, parts: list[Block], served: list[Ints]) -> Figures:
    units = np.zeros(len(needs), np.int64)
    for part, of_block in zip(parts, served, strict=True):
        units[part.needs] = of_block
    return figures(needs.quantity, needs.beneficiaries, needs.county, units)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 6) if whole else 1.0
