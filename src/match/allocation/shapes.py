"""What the engine is told: one row per need, one per offer, and the parameters of the run.

Rows are facts, already read and authorised by the matching room; nothing here names a person.
Days are proleptic ordinals (`date.toordinal()`), areas are division codes, sets of skills and
beneficiary groups are bit masks whose bits the caller assigns.
"""

from collections.abc import Iterable

import msgspec

FOREVER = 3_652_059
"""Ordinal of 9999-12-31: the `until_day` of an offer without an end."""

PARTS = (
    "category",
    "text",
    "distance",
    "quantity",
    "time",
    "priority",
    "waiting",
    "reliability",
)
"""The parts of a score, in the order in which every array of parts is laid out."""


LARGEST_LIMIT = 10**17
"""As large as the numbers of the open file format may be."""


class AllocationError(ValueError):
    """The input cannot be allocated; the message says which row or file, and what to do."""


class NeedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One need that is still open."""

    id: int
    home: int
    county: str
    """6 digits, the county of the home: a finer position is never known here."""
    category: str
    parent: str = ""
    """The parent of `category`: an offer made for it may serve this need."""
    quantity: int
    """Whole units still wanted (money in fen)."""
    asked: int = 0
    """Units asked for at the beginning; 0 = `quantity`. Divides the worth of the need."""
    lon: float | None = None
    lat: float | None = None
    from_day: int
    by_day: int
    skills: int = 0
    """Capabilities all of which the giver must have. Where several certificates will do, the
    caller gives the capability a bit of its own."""
    groups: int = 0
    """Beneficiary groups this need is for."""
    child_contact: bool = False
    money_recipient: bool = False
    """The recipient may lawfully receive money (domain.md §3.3)."""
    priority: bool = False
    """For poor left-behind children or children in difficulty (notice 4.3d)."""
    waiting_days: int = 0
    beneficiaries: int = 1
    never_served: bool = False
    """Nothing has ever reached this home."""
    home_share: int = 0
    """Percent of all that this home asked for within a year that it has had, 0 to 100."""
    tokens: tuple[int, ...] = ()
    """Ids of words and single characters, thesaurus already applied."""
    conflicts: tuple[int, ...] = ()
    """Organisations that may not serve this need."""


class OfferRow(msgspec.Struct, frozen=True, kw_only=True):
    """One published offer with capacity left."""

    id: int
    organisation: int
    category: str
    """A leaf, or a parent: then it may serve every need below it."""
    capacity: int
    areas: tuple[str, ...]
    """Division codes it reaches, as prefixes: 2 digits province, 4 prefecture, 6 county."""
    lon: float | None = None
    lat: float | None = None
    from_day: int = 0
    until_day: int = FOREVER
    skills: int = 0
    valid_check: bool = False
    """A background check that covers child contact is on file and not expired."""
    groups: int = 0
    """Only for these beneficiary groups; 0 = for everybody."""
    money: bool = False
    only_need: int = 0
    """A direct offer: the one need it was made for; 0 = any."""
    reliability: int = 50
    """0 to 100, from past deliveries; 50 = unknown."""
    tokens: tuple[int, ...] = ()
    conflicts: tuple[int, ...] = ()
    """Homes this offer may not serve."""


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """Points of each part of the score, of 100 together (domain.md §4.10)."""

    category: int = 30
    text: int = 15
    distance: int = 15
    quantity: int = 10
    time: int = 10
    priority: int = 10
    waiting: int = 5
    reliability: int = 5


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Side constraints; 0 or false = off. With one of them on, a plan is good and its bound proved
    (`side`), where without them it is best."""

    min_lot: int = 0
    """Least units of a delivery; where need or offer has fewer, all of them."""
    min_lot_percent: int = 0
    """The same, of what the need wants, rounded up."""
    max_suppliers: int = 0
    """Most offers that serve one need."""
    delivery_cost: int = 0
    """What each delivery takes off the plan's worth, in units of value."""
    whole: bool = False
    """Offers that must go whole go to one need with all their units, or nowhere."""

    def __bool__(self) -> bool:
        return self != Limits()


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that shapes a plan besides the rows; stored with the run."""

    version: str = "2026.2"
    weights: Weights = Weights()
    parent_share_percent: int = 50
    """Share of the category points for an offer made for the parent category."""
    reach_km: int = 300
    """Distance at which the distance points are gone."""
    waiting_full_days: int = 180
    time_full_days: int = 90
    """An overlap this long (or as long as the need's own window) has all time points."""
    never_served_percent: int = 10
    """How much more a unit is worth to a home that nothing has ever reached."""
    home_share_percent: int = 10
    """How much less to a home that has had all it asked for; in proportion to what it had."""
    limits: Limits = Limits()
    """Side constraints of the run."""
    ladder_steps: int = 10
    """Steps of the fairness ladder per county and category; 0 = no ladder."""
    exact_below_pairs: int = 100_000
    """Blocks up to this size are solved with every pair at once, larger ones by pricing."""
    first_columns: int = 20
    more_columns: int = 10


def checked(parameters: Parameters) -> Parameters:
    """The parameters, or an AllocationError that names the one that makes no sense."""
    weights = msgspec.structs.asdict(parameters.weights)
    for name, value in weights.items():
        if value < 0:
            raise AllocationError(f"Weight {name} is {value}: give 0 or more.")
    if not 0 < sum(weights.values()) <= 100:
        total = sum(weights.values())
        raise AllocationError(f"The weights add up to {total}: they must add up to 1 to 100.")
    if not 0 <= parameters.parent_share_percent <= 100:
        raise AllocationError("parent_share_percent must be between 0 and 100.")
    if not 0 <= parameters.never_served_percent <= 100:
        raise AllocationError("never_served_percent must be between 0 and 100.")
    if not 0 <= parameters.home_share_percent < 100:
        raise AllocationError("home_share_percent must be between 0 and 99.")
    for name in ("min_lot", "min_lot_percent", "max_suppliers", "delivery_cost"):
        most = 100 if name == "min_lot_percent" else LARGEST_LIMIT
        if not 0 <= getattr(parameters.limits, name) <= most:
            raise AllocationError(f"limits.{name} must be between 0 (no such limit) and {most}.")
    if not 0 <= parameters.ladder_steps <= 100:
        raise AllocationError("ladder_steps must be between 0 (no ladder) and 100.")
    for name in (
        "reach_km",
        "waiting_full_days",
        "time_full_days",
        "first_columns",
        "more_columns",
    ):
        if getattr(parameters, name) < 1:
            raise AllocationError(f"{name} must be 1 or more.")
    return parameters


def canonical_needs(rows: Iterable[NeedRow]) -> list[NeedRow]:
    """By id, sets sorted: the order in which rows arrive must not change a plan."""
    return sorted(
        (
            msgspec.structs.replace(
                row, tokens=_as_set(row.tokens), conflicts=_as_set(row.conflicts)
            )
            for row in rows
        ),
        key=lambda row: row.id,
    )


def canonical_offers(rows: Iterable[OfferRow]) -> list[OfferRow]:
    """By id, sets sorted."""
    return sorted(
        (
            msgspec.structs.replace(
                row,
                tokens=_as_set(row.tokens),
                conflicts=_as_set(row.conflicts),
                areas=tuple(sorted(set(row.areas))),
            )
            for row in rows
        ),
        key=lambda row: row.id,
    )


def _as_set(values: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(values)))
