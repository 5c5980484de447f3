"""The engine's front: rows and parameters in, a certified plan out.

The same rows, in whatever order, with the same parameters and solver give the same plan.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from itertools import starmap

import msgspec
import numpy as np

from match.allocation.answers import Plan
from match.allocation.block_plan import BlockPlan, plan_block
from match.allocation.blocks import Block, blocks
from match.allocation.columns import Ints, Needs, Offers, codebook, need_columns, offer_columns
from match.allocation.explanations import Explainer
from match.allocation.figures import CountyShare, Figures, county_shares, figures
from match.allocation.shapes import (
    NeedRow,
    OfferRow,
    Parameters,
    canonical_needs,
    canonical_offers,
    checked,
)
from match.allocation.solver import NetworkSimplex, Solver
from match.allocation.workers import in_processes

WORTH_A_PROCESS = 2_000_000
"""Need × offer cells below which starting a process (half a second) costs more than it saves."""


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
    need_rows, offer_rows = canonical_needs(needs), canonical_offers(offers)
    categories = codebook(need_rows, offer_rows)
    return allocate_columns(
        need_columns(need_rows, categories),
        offer_columns(offer_rows, categories),
        categories,
        parameters,
        input_sha256(need_rows, offer_rows, parameters),
        solver=solver,
        workers=workers,
        progress=progress,
    )


def allocate_columns(
    needs: Needs,
    offers: Offers,
    categories: tuple[str, ...],
    parameters: Parameters,
    sha256: str,
    *,
    solver: Solver | None = None,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """The same for who has columns already, rows by id; *sha256* is the input's, for the plan."""
    run = _Run(needs, offers, categories, checked(parameters), solver or NetworkSimplex())
    parts = blocks(run.needs, run.offers)
    return run.plan(parts, run.solved(parts, workers, progress), sha256)


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


@dataclass(frozen=True)
class _Run:
    needs: Needs
    offers: Offers
    categories: tuple[str, ...]
    parameters: Parameters
    solver: Solver

    def solved(
        self, parts: list[Block], workers: int, progress: Callable[[int, int], None] | None
    ) -> list[BlockPlan]:
        """A plan per block, in the order of the blocks, whoever solves them."""
        work = [
            (
                self.needs.take(part.needs),
                self.offers.take(part.offers),
                self.parameters,
                self.solver,
            )
            for part in parts
        ]
        cells = sum(len(part.needs) * len(part.offers) for part in parts)
        if workers <= 1 or len(parts) <= 1 or cells < WORTH_A_PROCESS:
            return _watched(starmap(plan_block, work), len(parts), progress)
        largest = sorted(
            range(len(parts)), key=lambda k: (-len(parts[k].needs) * len(parts[k].offers), k)
        )
        return in_processes(plan_block, work, largest, workers, progress)

    def plan(self, parts: list[Block], plans: list[BlockPlan], sha256: str) -> Plan:
        """The blocks' plans as one, with facts instead of row numbers."""
        explainer = Explainer(self.needs, self.offers, self.categories, self.parameters)
        for part, plan in zip(parts, plans, strict=True):
            explainer.add(part, plan)
        total = _Totals.of(plans)
        return Plan(
            proposals=tuple(explainer.sorted_proposals()),
            unserved=tuple(explainer.sorted_unserved()),
            offers=tuple(explainer.offer_uses()),
            need_prices=tuple(explainer.need_prices()),
            tiers=tuple(explainer.tiers),
            blocks=tuple(explainer.blocks),
            counties=self._counties(parts, plans),
            pairs=total.pairs,
            objective=total.objective,
            dual_objective=total.dual_objective,
            gap=total.dual_objective - total.objective,
            violated_pairs=total.violated_pairs,
            worth=total.worth,
            quality=_share(total.worth, total.best_worth),
            first_come=_share(total.first_come_worth, total.best_worth),
            greedy=_share(total.greedy_worth, total.best_worth),
            figures=self._figures(parts, [plan.served for plan in plans]),
            figures_without_ladder=self._figures(
                parts, [plan.served_without_ladder for plan in plans]
            ),
            solver=self.solver.name,
            solver_version=self.solver.version,
            input_sha256=sha256,
            parameters=self.parameters,
        )

    def _figures(self, parts: list[Block], served: list[Ints]) -> Figures:
        units = self._units(parts, served)
        return figures(self.needs.quantity, self.needs.beneficiaries, self.needs.county, units)

    def _counties(self, parts: list[Block], plans: list[BlockPlan]) -> tuple[CountyShare, ...]:
        return county_shares(
            self.needs.quantity,
            self.needs.beneficiaries,
            self.needs.county,
            self._units(parts, [plan.served for plan in plans]),
            self._units(parts, [plan.served_without_ladder for plan in plans]),
        )

    def _units(self, parts: list[Block], served: list[Ints]) -> Ints:
        units = np.zeros(len(self.needs), np.int64)
        for part, of_block in zip(parts, served, strict=True):
            units[part.needs] = of_block
        return units


@dataclass(frozen=True)
class _Totals:
    """Sums over the blocks; whole numbers without limit."""

    pairs: int
    objective: int
    dual_objective: int
    violated_pairs: int
    worth: int
    best_worth: int
    first_come_worth: int
    greedy_worth: int

    @classmethod
    def of(cls, plans: list[BlockPlan]) -> "_Totals":
        return cls(*(sum(getattr(plan, one.name) for plan in plans) for one in fields(cls)))


def _watched(
    plans: Iterable[BlockPlan], total: int, progress: Callable[[int, int], None] | None
) -> list[BlockPlan]:
    done: list[BlockPlan] = []
    for plan in plans:
        done.append(plan)
        if progress:
            progress(len(done), total)
    return done


def _share(part: int, whole: int) -> float:
    return round(part / whole, 6) if whole else 1.0
