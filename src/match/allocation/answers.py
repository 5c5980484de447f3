"""What the engine answers: a plan, its proof, its comparisons and the facts behind every line.

All of it is plain data (msgspec), the same bytes for the same input; words are the caller's work.
A plan has a hundred thousand of some: nothing in them points back, so that Python's collector need
not go through them (``gc=False``).
"""

import msgspec

from match.allocation.figures import CountyShare, Figures
from match.allocation.shapes import Parameters


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the points of a proposal were given for."""

    category_exact: bool
    kilometres: int
    """-1 = a place is not known."""
    words_shared: int
    overlap_days: int
    priority: bool
    waiting_days: int
    reliability: int
    beneficiaries: int
    quantity: int
    """Units the need still wanted."""
    capacity: int
    """Units the offer still had."""
    standing: int = 100
    """Percent at which a unit counts at this home, for what the home had so far."""


class RunnerUp(msgspec.Struct, frozen=True, kw_only=True):
    """The best offer that is feasible for the need and does not serve it."""

    offer_id: int
    score: int
    unit_value: int
    offer_price: int
    margin: int
    """How much more a unit brings here than there, each less the offer's price; ≥ 0."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """So many units of this offer to this need, and why."""

    need_id: int
    offer_id: int
    units: int
    unit_value: int
    score: int
    parts: dict[str, int]
    """Points by part (`shapes.PARTS`); they add up to `score`."""
    need_price: int
    """u: what one more unit would be worth to this need."""
    offer_price: int
    """p: what one more unit of this offer would be worth; 0 = nobody competes for it."""
    runner_up: RunnerUp | None
    facts: Facts


class Unserved(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A need that did not get all it wants, and why."""

    need_id: int
    missing: int
    """Units."""
    reason: str
    """"infeasible": no offer may serve it, `constraint` removes the last of them.
    "outbid": `offer_id` went where a unit is worth `offer_price`, at least what it is worth here
    (`unit_value` + `tier_price`)."""
    constraint: str = ""
    removed: dict[str, int] = {}
    offer_id: int = 0
    unit_value: int = 0
    offer_price: int = 0
    tier_price: int = 0


class OfferUse(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an offer; `price` is its shadow price p: how contested it is."""

    offer_id: int
    capacity: int
    units: int
    price: int


class NeedPrice(msgspec.Struct, frozen=True, kw_only=True):
    """u of a need."""

    need_id: int
    price: int


class Tier(msgspec.Struct, frozen=True, kw_only=True):
    """The ladder of one county and category: units and bonus per step, units served, price w."""

    county: str
    category: str
    price: int
    served: int
    capacities: tuple[int, ...]
    bonuses: tuple[int, ...]


class BlockFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One independent block of the run."""

    categories: tuple[str, ...]
    needs: int
    offers: int
    pairs: int
    objective: int
    dual_objective: int
    worth: int


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """
    A certified best plan. `gap` and `violated_pairs` are 0: a plan without proof is an error.
    Under side constraints `dual_objective` bounds every plan; `gap` is this one's distance from it.
    """

    proposals: tuple[Proposal, ...]
    unserved: tuple[Unserved, ...]
    offers: tuple[OfferUse, ...]
    need_prices: tuple[NeedPrice, ...]
    tiers: tuple[Tier, ...]
    blocks: tuple[BlockFigures, ...]
    counties: tuple[CountyShare, ...]
    pairs: int
    objective: int
    """Σ unit value × units, plus the ladder's bonuses."""
    dual_objective: int
    gap: int
    violated_pairs: int
    worth: int
    """Σ unit value × units, without bonuses."""
    quality: float
    """`worth` as a share of the best plan without a ladder; 1 - quality = price of fairness."""
    first_come: float
    """The same share, had needs been served in the order in which they came."""
    greedy: float
    """The same share, had the best pair always been served first."""
    figures: Figures
    figures_without_ladder: Figures
    solver: str
    solver_version: str
    input_sha256: str
    parameters: Parameters
