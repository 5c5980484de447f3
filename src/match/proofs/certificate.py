"""The independent checker: is this really a best plan, and is everything it says true?

Shares no code with the solver, the plan or the allocation (a test looks at its imports), so
that a mistake there cannot hide here. It uses one theorem, weak duality: whatever the flows, no
plan is worth more than Σ quantity·u + Σ capacity·p + Σ step capacity·t when all prices are ≥ 0 and

    u_i + p_j ≥ v_ij + w_g        for every feasible pair (w_g = 0 without a ladder)
    w_g + t_gk ≥ b_gk             for every step of the ladder

A plan that reaches this bound is best. t is not stored: the cheapest one is max(0, b - w).

Under side constraints (`Limits`) no prices prove a plan best; they prove a bound. A delivery
carries at most U = min(quantity, capacity) units, so a cost V of each takes at least ⌊V ÷ U⌋ off
each unit: v_ij - ⌊V ÷ U_ij⌋ stands for v_ij, and pairs whose offer cannot go whole are left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

_Ints = npt.NDArray[np.int64]

Pairs = Iterable[tuple[_Ints, _Ints, _Ints]]
"""All feasible pairs, each once, a chunk at a time: need rows, offer rows, value per unit."""


@dataclass(frozen=True)
class Limits:
    """What deliveries must keep; 0 = no such limit. `whole` marks offers, or is empty.

    A delivery carries at least `min_lot` units, and `min_lot_percent` of what the need wants
    rounded up, or all that need or offer has; a need has at most `max_suppliers`; each delivery
    costs `delivery_cost`; an offer marked whole goes to one need with all its units or nowhere.
    """

    min_lot: int = 0
    min_lot_percent: int = 0
    max_suppliers: int = 0
    delivery_cost: int = 0
    whole: npt.NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))


@dataclass(frozen=True)
class Claim:
    """A plan and what it says of itself. Rows are numbered from 0; every array is of int64.

    `flow_*`: pairs that get units. `group` per need, `step_capacity` and `step_bonus` as
    [group, step]: empty without a ladder.
    """

    quantity: _Ints
    capacity: _Ints
    flow_need: _Ints
    flow_offer: _Ints
    flow_units: _Ints
    need_price: _Ints
    offer_price: _Ints
    group: _Ints
    group_price: _Ints
    step_capacity: _Ints
    step_bonus: _Ints
    objective: int
    dual_objective: int
    gap: int
    violated_pairs: int
    limits: Limits | None = None


@dataclass(frozen=True)
class FalseStatement:
    """Something in the claim that is not so: its name, the facts, and whom they are about: rows of
    the claim, or ids once they are `named`."""

    name: str
    detail: str
    need: int | str | None = None
    offer: int | str | None = None

    def named(self, needs: Sequence[int | str], offers: Sequence[int | str]) -> "FalseStatement":
        """With the ids that the rows stand for."""
        need = needs[self.need] if isinstance(self.need, int) else None
        offer = offers[self.offer] if isinstance(self.offer, int) else None
        return replace(self, need=need, offer=offer)

    def __str__(self) -> str:
        sides = (("need", self.need), ("offer", self.offer))
        whom = " and ".join(f"{side} {one}" for side, one in sides if one is not None)
        return ": ".join(filter(None, (self.name, whom, self.detail)))


@dataclass(frozen=True)
class Finding:
    """What is true of the claim's flows and prices, and what it says wrongly."""

    objective: int
    dual_objective: int
    violated_pairs: int
    pairs: int
    false_statements: tuple[FalseStatement, ...]

    @property
    def holds(self) -> bool:
        """The plan is feasible, best, and says nothing false."""
        return not self.false_statements


def examine(claim: Claim, pairs: Pairs) -> Finding:
    """Check everything against all feasible pairs, which need not fit into memory together.

    No input makes it raise as long as row numbers exist and shapes agree.
    """
    seen = _look_at(claim, pairs)
    objective = _exact_dot(seen.flow_value, claim.flow_units * seen.flow_known)
    objective += _bonus_of_flows(claim)
    if claim.limits:
        objective -= claim.limits.delivery_cost * len(claim.flow_units)
    dual_objective = _bound(claim)
    statements = [
        *_flow_statements(claim, ~seen.flow_known),
        *_price_statements(claim, seen),
        *_ladder_statements(claim),
        *_limit_statements(claim),
        *_said("objective", claim.objective, objective),
        *_said("dual_objective", claim.dual_objective, dual_objective),
        *_said("gap", claim.gap, dual_objective - objective),
        *_said("violated_pairs", claim.violated_pairs, seen.violated),
    ]
    if dual_objective < objective or (dual_objective > objective and not claim.limits):
        statements.append(
            FalseStatement("optimal", f"worth {objective}, but the prices allow {dual_objective}")
        )
    return Finding(objective, dual_objective, seen.violated, seen.pairs, tuple(statements))


@dataclass
class _Seen:
    """What passing all pairs once has shown."""

    flow_value: _Ints
    flow_known: npt.NDArray[np.bool_]
    pairs: int = 0
    violated: int = 0
    unpaid: tuple[int, int] | None = None


def _look_at(claim: Claim, pairs: Pairs) -> _Seen:
    width = len(claim.capacity)
    flow_code = claim.flow_need * width + claim.flow_offer
    flow_order = np.argsort(flow_code, kind="stable")
    flow_code = flow_code[flow_order]
    seen = _Seen(np.zeros(len(flow_code), np.int64), np.zeros(len(flow_code), np.bool_))
    paid = claim.need_price
    if claim.step_bonus.size:
        paid = paid - claim.group_price[claim.group]
    for need, offer, value in pairs:
        seen.pairs += len(need)
        short = _worth_at_most(claim, need, offer, value) > paid[need] + claim.offer_price[offer]
        if short.any():
            seen.violated += int(np.count_nonzero(short))
            first = int(np.argmax(short))
            seen.unpaid = seen.unpaid or (int(need[first]), int(offer[first]))
        code = need * width + offer
        order = None
        if (code[1:] < code[:-1]).any():
            order = np.argsort(code, kind="stable")
            code = code[order]
        if len(code) == 0:
            continue
        low, high = np.searchsorted(flow_code, [code[0], code[-1] + 1])
        place = np.searchsorted(code, flow_code[low:high])
        here = np.flatnonzero(code[place] == flow_code[low:high])
        edge = place[here] if order is None else order[place[here]]
        flow = flow_order[low:high][here]
        seen.flow_value[flow] = value[edge]
        seen.flow_known[flow] = True
    return seen


def _at(claim: Claim, wrong: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """Need and offer of the first flow that is marked."""
    flow = int(np.argmax(wrong))
    return int(claim.flow_need[flow]), int(claim.flow_offer[flow])


def _flow_statements(claim: Claim, unknown: npt.NDArray[np.bool_]) -> Iterator[FalseStatement]:
    if unknown.any():
        detail = f"{np.count_nonzero(unknown)} flows are on no feasible pair"
        yield FalseStatement("flows_feasible", detail, *_at(claim, unknown))
    code = claim.flow_need * len(claim.capacity) + claim.flow_offer
    if len(np.unique(code)) != len(code):
        yield FalseStatement("flows_once", "a pair has several flows")
    if (none := claim.flow_units <= 0).any():
        detail = "a flow is not a positive number of units"
        yield FalseStatement("flows_positive", detail, *_at(claim, none))
    for name, rows, limit in (
        ("need_quantity", claim.flow_need, claim.quantity),
        ("offer_capacity", claim.flow_offer, claim.capacity),
    ):
        excess = _exact_totals(rows, claim.flow_units, len(limit)) - limit.astype(object)
        for row in np.flatnonzero(excess > 0)[:1].tolist():
            need, offer = (row, None) if name == "need_quantity" else (None, row)
            yield FalseStatement(name, f"{excess[row]} units too many", need, offer)


def _price_statements(claim: Claim, seen: _Seen) -> Iterator[FalseStatement]:
    for name, prices in (
        ("need_price", claim.need_price),
        ("offer_price", claim.offer_price),
        ("tier_price", claim.group_price),
    ):
        if (prices < 0).any():
            yield FalseStatement(name, "a price is negative")
    if seen.unpaid:
        detail = f"{seen.violated} feasible pairs are worth more than paid"
        yield FalseStatement("prices_cover", detail, *seen.unpaid)


def _ladder_statements(claim: Claim) -> Iterator[FalseStatement]:
    if claim.step_bonus.size and (np.diff(claim.step_bonus, axis=1) > 0).any():
        yield FalseStatement("ladder", "a bonus rises from one step to the next")
    if (claim.step_bonus < 0).any() or (claim.step_capacity < 0).any():
        yield FalseStatement("ladder", "a step has a negative capacity or bonus")


def _limit_statements(claim: Claim) -> Iterator[FalseStatement]:
    limits = claim.limits
    if limits is None:
        return
    quantity, capacity = claim.quantity[claim.flow_need], claim.capacity[claim.flow_offer]
    # Hundreds apart from the rest: percent × quantity would not fit into 64 bits.
    hundreds, rest = np.divmod(quantity, 100)
    share = limits.min_lot_percent * hundreds - (-limits.min_lot_percent * rest // 100)
    least = np.minimum(np.minimum(quantity, capacity), np.maximum(limits.min_lot, share))
    if (less := claim.flow_units < least).any():
        yield FalseStatement("min_lot", "a delivery carries less than it must", *_at(claim, less))
    suppliers = np.bincount(claim.flow_need, minlength=1)
    if limits.max_suppliers and suppliers.max() > limits.max_suppliers:
        detail = f"a need has {suppliers.max()} suppliers"
        yield FalseStatement("max_suppliers", detail, int(suppliers.argmax()))
    if limits.whole.size:
        divided = limits.whole[claim.flow_offer] & (claim.flow_units != capacity)
        if divided.any():
            detail = "an offer that must go whole is divided"
            yield FalseStatement("whole", detail, *_at(claim, divided))


def _said(name: str, said: int, found: int) -> Iterator[FalseStatement]:
    if said != found:
        yield FalseStatement(name, f"said {said}, found {found}")


def _worth_at_most(claim: Claim, need: _Ints, offer: _Ints, value: _Ints) -> _Ints:
    """What a unit of each pair can bring at most."""
    limits = claim.limits
    if limits is None:
        return value
    quantity, capacity = claim.quantity[need], claim.capacity[offer]
    worth = value - limits.delivery_cost // np.maximum(1, np.minimum(quantity, capacity))
    if limits.whole.size:
        # A price of nothing covers what cannot be.
        worth[limits.whole[offer] & (capacity > quantity)] = -(1 << 62)
    return worth


def _bonus_of_flows(claim: Claim) -> int:
    """The best bonuses the served units can collect: a ladder is climbed from its first step."""
    if claim.step_bonus.size == 0:
        return 0
    served = _exact_totals(claim.group[claim.flow_need], claim.flow_units, len(claim.step_bonus))
    total = 0
    for units, capacities, bonuses in zip(
        served.tolist(), claim.step_capacity.tolist(), claim.step_bonus.tolist(), strict=True
    ):
        left = max(0, units)
        for capacity, bonus in zip(capacities, bonuses, strict=True):
            on_step = min(left, capacity)
            total += on_step * bonus
            left -= on_step
    return total


def _bound(claim: Claim) -> int:
    """Σ quantity·u + Σ capacity·p + Σ step capacity·t."""
    total = _exact_dot(claim.quantity, claim.need_price)
    total += _exact_dot(claim.capacity, claim.offer_price)
    if claim.step_bonus.size:
        step_price = np.maximum(0, claim.step_bonus - claim.group_price[:, None])
        total += _exact_dot(claim.step_capacity.ravel(), step_price.ravel())
    return total


def _exact_dot(left: _Ints, right: _Ints) -> int:
    """Σ left·right as a Python integer: in 64 bits when that is safe, without limit when not."""
    if len(left) == 0:
        return 0
    largest = int(np.abs(left).max()) * int(np.abs(right).max())
    if largest * len(left) < 1 << 62:
        return int(left @ right)
    return sum(a * b for a, b in zip(left.tolist(), right.tolist(), strict=True))


def _exact_totals(rows: _Ints, units: _Ints, length: int) -> npt.NDArray[np.object_]:
    """Units per row as Python integers."""
    safe = len(units) == 0 or int(np.abs(units).max()) * len(units) < 1 << 62
    totals = np.zeros(length, np.int64 if safe else object)
    np.add.at(totals, rows, units if safe else units.astype(object))
    return totals.astype(object)
