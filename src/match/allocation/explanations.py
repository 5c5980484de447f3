"""From rows of numbers back to facts about proposals, unserved needs and offers.

Facts, not words: the matching room says them in Chinese and English.
"""

from operator import attrgetter

import numpy as np

from match.allocation.answers import (
    BlockFigures,
    Facts,
    NeedPrice,
    OfferUse,
    Proposal,
    RunnerUp,
    Tier,
    Unserved,
)
from match.allocation.block_plan import BlockPlan
from match.allocation.blocks import Block
from match.allocation.columns import Ints, Needs, Offers
from match.allocation.edge_kernels import NONE
from match.allocation.pairs import Pairing, why_none_at
from match.allocation.scores import kilometres, overlap_days, parts, standing
from match.allocation.shapes import PARTS, Parameters
from match.allocation.text import shared_of_pairs


class Explainer:
    """Collects block after block; rows of blocks become rows of the whole run."""

    def __init__(
        self, needs: Needs, offers: Offers, categories: tuple[str, ...], parameters: Parameters
    ) -> None:
        self._needs, self._offers = needs, offers
        self._categories, self._parameters = categories, parameters
        self._at = Pairing.of(needs, offers)
        self._used = np.zeros(len(offers), np.int64)
        self._offer_price = np.zeros(len(offers), np.int64)
        self._need_price = np.zeros(len(needs), np.int64)
        self._proposals: list[Proposal] = []
        self._unserved: list[Unserved] = []
        self.tiers: list[Tier] = []
        self.blocks: list[BlockFigures] = []

    def add(self, block: Block, plan: BlockPlan) -> None:
        """Take over one block."""
        self._need_price[block.needs] = plan.prices.need_price
        self._offer_price[block.offers] = plan.prices.offer_price
        np.add.at(self._used, block.offers[plan.flows.offer], plan.units)
        self._add_proposals(block, plan)
        self._add_unserved(block, plan)
        self._add_tiers(plan)
        self.blocks.append(
            BlockFigures(
                categories=tuple(self._categories[code] for code in block.categories),
                needs=len(block.needs),
                offers=len(block.offers),
                pairs=plan.pairs,
                objective=plan.objective,
                dual_objective=plan.dual_objective,
                worth=plan.worth,
            )
        )

    def sorted_proposals(self) -> list[Proposal]:
        """By need, then offer."""
        return sorted(self._proposals, key=attrgetter("need_id", "offer_id"))

    def sorted_unserved(self) -> list[Unserved]:
        """By need."""
        return sorted(self._unserved, key=attrgetter("need_id"))

    def offer_uses(self) -> list[OfferUse]:
        """Every offer, by id."""
        columns = (self._offers.id, self._offers.capacity, self._used, self._offer_price)
        return [
            OfferUse(offer_id=offer, capacity=capacity, units=units, price=price)
            for offer, capacity, units, price in zip(
                *(column.tolist() for column in columns), strict=True
            )
        ]

    def need_prices(self) -> list[NeedPrice]:
        """Every need, by id."""
        return [
            NeedPrice(need_id=need, price=price)
            for need, price in zip(self._needs.id.tolist(), self._need_price.tolist(), strict=True)
        ]

    def _add_proposals(self, block: Block, plan: BlockPlan) -> None:
        i, j = block.needs[plan.flows.need], block.offers[plan.flows.offer]
        shared = shared_of_pairs(self._needs, self._offers, i, j)
        points = np.stack(parts(self._needs, self._offers, i, j, shared, self._parameters), axis=1)
        columns = (
            self._needs.id[i],
            self._offers.id[j],
            plan.units,
            plan.flows.value,
            plan.flows.score,
            points,
            self._need_price[i],
            self._offer_price[j],
        )
        rows = zip(*(column.tolist() for column in columns), strict=True)
        beside = zip(
            self._runners_up(block, plan),
            facts_of(self._needs, self._offers, i, j, shared, self._parameters),
            strict=True,
        )
        for row, (runner_up, facts) in zip(rows, beside, strict=True):
            need, offer, units, value, score, given, need_price, offer_price = row
            self._proposals.append(
                Proposal(
                    need_id=need,
                    offer_id=offer,
                    units=units,
                    unit_value=value,
                    score=score,
                    parts=dict(zip(PARTS, given, strict=True)),
                    need_price=need_price,
                    offer_price=offer_price,
                    runner_up=runner_up,
                    facts=facts,
                )
            )

    def _runners_up(self, block: Block, plan: BlockPlan) -> list[RunnerUp | None]:
        """Beside each flow the best offer that does not serve its need."""
        other, price = plan.runner_up.offer, plan.prices.offer_price
        if len(other) == 0:
            return []
        net, mine = plan.runner_up.value - price[other], plan.flows.value - price[plan.flows.offer]
        columns = (
            other,
            self._offers.id[block.offers[other]],
            plan.runner_up.score,
            plan.runner_up.value,
            price[other],
            mine - net,
        )
        return [
            None
            if row == NONE
            else RunnerUp(
                offer_id=offer, score=score, unit_value=value, offer_price=cost, margin=margin
            )
            for row, offer, score, value, cost, margin in zip(
                *(column.tolist() for column in columns), strict=True
            )
        ]

    def _add_unserved(self, block: Block, plan: BlockPlan) -> None:
        missing = self._needs.quantity[block.needs] - plan.served
        nearest = {need: row for row, need in enumerate(plan.nearest.need.tolist())}
        for row in np.flatnonzero(missing > 0).tolist():
            need = int(block.needs[row])
            self._unserved.append(
                self._infeasible(need, int(missing[row]))
                if row not in nearest
                else self._outbid(block, plan, row, nearest[row], int(missing[row]))
            )

    def _infeasible(self, need: int, missing: int) -> Unserved:
        why = why_none_at(self._at, need)
        return Unserved(
            need_id=int(self._needs.id[need]),
            missing=missing,
            reason="infeasible",
            constraint=why.constraint,
            removed=why.removed,
        )

    def _outbid(self, block: Block, plan: BlockPlan, row: int, near: int, missing: int) -> Unserved:
        offer = int(plan.nearest.offer[near])
        group = int(plan.ladder.group[row]) if len(plan.ladder) else NONE
        return Unserved(
            need_id=int(self._needs.id[block.needs[row]]),
            missing=missing,
            reason="outbid",
            offer_id=int(self._offers.id[block.offers[offer]]),
            unit_value=int(plan.nearest.value[near]),
            offer_price=int(plan.prices.offer_price[offer]),
            tier_price=0 if group == NONE else int(plan.prices.group_price[group]),
        )

    def _add_tiers(self, plan: BlockPlan) -> None:
        served = np.zeros(len(plan.ladder), np.int64)
        if len(plan.ladder):
            np.add.at(served, plan.ladder.group, plan.served)
        for row in range(len(plan.ladder)):
            self.tiers.append(
                Tier(
                    county=f"{int(plan.ladder.county[row]):06d}",
                    category=self._categories[int(plan.ladder.category[row])],
                    price=int(plan.prices.group_price[row]),
                    served=int(served[row]),
                    capacities=tuple(plan.ladder.capacity[row].tolist()),
                    bonuses=tuple(plan.ladder.bonus[row].tolist()),
                )
            )


def facts_of(
    needs: Needs, offers: Offers, i: Ints, j: Ints, shared: Ints, parameters: Parameters
) -> list[Facts]:
    """What the points of these pairs were given for; `shared` are words in common."""
    columns = {
        "category_exact": needs.category[i] == offers.category[j],
        "kilometres": kilometres(needs, offers, i, j),
        "words_shared": shared,
        "overlap_days": overlap_days(needs, offers, i, j),
        "priority": needs.priority[i],
        "waiting_days": needs.waiting_days[i],
        "reliability": offers.reliability[j],
        "beneficiaries": needs.beneficiaries[i],
        "quantity": needs.quantity[i],
        "capacity": offers.capacity[j],
        "standing": standing(needs, parameters)[i],
    }
    rows = zip(*(column.tolist() for column in columns.values()), strict=True)
    return [Facts(**dict(zip(columns, row, strict=True))) for row in rows]
