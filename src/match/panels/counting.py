"""
The arithmetic of an evaluation, done by the system only: whole numbers, no float.

Points are hundredths (100.00 is 10000), prices fen, cuts basis points. Every division rounds half
up (domain.md §2.5). Price points: lowest valid price / price × the weight of the price criterion
(财库〔2007〕2号; 87号令55). Prices are cut for small firms and domestic products before that; no
highest or lowest price is left out.
"""

from collections.abc import Mapping, Sequence

import msgspec

WHOLE = 10_000


class Cell(msgspec.Struct, frozen=True):
    """One member's answer to one criterion for one bid: ``passed``, or ``points``."""

    seat_id: int
    bid_id: int
    criterion_id: int
    passed: bool | None = None
    points: int | None = None


class Criterion(msgspec.Struct, frozen=True):
    """``kind``: pass, objective, subjective or price; ``points`` is the most it gives."""

    id: int
    kind: str
    title: str
    points: int


class Offered(msgspec.Struct, frozen=True):
    """A bid before the count. ``price_fen`` None: not opened yet."""

    bid_id: int
    price_fen: int | None
    small: bool = False
    domestic: bool = False
    void: str = ""
    lot: str = ""


class Rules(msgspec.Struct, frozen=True):
    """What the notice fixed: ``scheme`` lowest or scoring; ``budget_fen`` is the highest price."""

    scheme: str
    budget_fen: int
    small_cut_bp: int
    domestic_cut_bp: int


class Counted(msgspec.Struct, frozen=True):
    """A bid after the count; ``failing`` says by code why it is invalid, with the criterion."""

    bid_id: int
    valid: bool
    failing: str
    criterion_id: int | None
    judged_fen: int | None
    technical: int
    price_points: int
    points: int
    place: int | None


def half_up(numerator: int, denominator: int) -> int:
    """The quotient of two whole numbers ≥ 0, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


def judged_price(offered: Offered, rules: Rules) -> int | None:
    """The price that takes part in the count: both cuts are taken from the price as bid."""
    if offered.price_fen is None:
        return None
    cut = (rules.small_cut_bp if offered.small else 0) + (
        rules.domestic_cut_bp if offered.domestic else 0
    )
    return half_up(offered.price_fen * (WHOLE - cut), WHOLE)


def price_points(base_fen: int, judged_fen: int, weight: int) -> int:
    """base / price × weight, in hundredths."""
    return half_up(base_fen * weight, judged_fen)


def mean_points(sheets: Sequence[int]) -> int:
    """The mean of the members' totals for one bid, in hundredths."""
    return half_up(sum(sheets), len(sheets))


def outlying(points: Sequence[int], own: int, most: int, outlier_bp: int) -> bool:
    """Whether *own* lies further from the mean of *points* than *outlier_bp* of the full points."""
    return abs(len(points) * own - sum(points)) * WHOLE > outlier_bp * most * len(points)


def flagged(
    cells: Sequence[Cell], criteria: Sequence[Criterion], outlier_bp: int
) -> frozenset[tuple[int, int, int]]:
    """
    (seat, bid, criterion) of every answer that may not stand without a word: a subjective score
    far from the mean, and an objective one that the members read differently (87号令64).
    """
    found: set[tuple[int, int, int]] = set()
    known = {criterion.id: criterion for criterion in criteria}
    together: dict[tuple[int, int], list[Cell]] = {}
    for cell in cells:
        together.setdefault((cell.bid_id, cell.criterion_id), []).append(cell)
    for (_bid, criterion_id), answers in together.items():
        criterion = known[criterion_id]
        points = [cell.points for cell in answers if cell.points is not None]
        if criterion.kind == "subjective":
            odd = [
                cell
                for cell in answers
                if cell.points is not None
                and outlying(points, cell.points, criterion.points, outlier_bp)
            ]
        elif criterion.kind == "objective" and len(set(points)) > 1:
            odd = answers
        else:
            odd = []
        found |= {(cell.seat_id, cell.bid_id, cell.criterion_id) for cell in odd}
    return frozenset(found)


def differing(cells: Sequence[Cell], criteria: Sequence[Criterion]) -> bool:
    """Whether any objective criterion is read differently: then nothing is counted."""
    objective = {criterion.id for criterion in criteria if criterion.kind == "objective"}
    read: dict[tuple[int, int], set[int | None]] = {}
    for cell in cells:
        if cell.criterion_id in objective:
            read.setdefault((cell.bid_id, cell.criterion_id), set()).add(cell.points)
    return any(len(points) > 1 for points in read.values())


def failed_check(
    bid_id: int, cells: Sequence[Cell], criteria: Sequence[Criterion]
) -> Criterion | None:
    """The first pass/fail check that most members answered with no (87号令61)."""
    for criterion in criteria:
        answers = [
            cell.passed
            for cell in cells
            if cell.bid_id == bid_id and cell.criterion_id == criterion.id
        ]
        if criterion.kind == "pass" and 2 * sum(a is False for a in answers) > len(answers):
            return criterion
    return None


def technical(bid_id: int, cells: Sequence[Cell], criteria: Sequence[Criterion]) -> int:
    """The mean over the members of what they gave for everything but the price."""
    scored = {criterion.id for criterion in criteria if criterion.kind in _SCORED}
    sheets: dict[int, int] = {}
    for cell in cells:
        if cell.bid_id == bid_id and cell.criterion_id in scored:
            sheets[cell.seat_id] = sheets.get(cell.seat_id, 0) + (cell.points or 0)
    return mean_points(list(sheets.values())) if sheets else 0


_SCORED = frozenset({"objective", "subjective"})


def count(
    offers: Sequence[Offered],
    cells: Sequence[Cell],
    criteria: Sequence[Criterion],
    rules: Rules,
) -> list[Counted]:
    """
    Validity, points and places of all bids, in the order of their places, invalid ones last.

    Scoring: most points; equal points: lower price as bid; equal prices: more technical points;
    then the public lot (87号令57; 财库〔2014〕214号25). Lowest: the lowest judged price, then the
    lower price as bid, then the lot.
    """
    judged = {offered.bid_id: judged_price(offered, rules) for offered in offers}
    failing = {offered.bid_id: _failing(offered, cells, criteria, rules) for offered in offers}
    valid = [offered for offered in offers if not failing[offered.bid_id][0]]
    prices = [fen for offered in valid if (fen := judged[offered.bid_id]) is not None]
    weight = sum(criterion.points for criterion in criteria if criterion.kind == "price")
    made: dict[int, tuple[int, int]] = {}
    for offered in offers:
        fen = judged[offered.bid_id]
        sits = not failing[offered.bid_id][0] and fen is not None and rules.scheme == "scoring"
        made[offered.bid_id] = (
            technical(offered.bid_id, cells, criteria) if rules.scheme == "scoring" else 0,
            price_points(min(prices), fen, weight) if sits and fen else 0,
        )
    places = _places(valid, judged, made, rules)
    counted = [
        Counted(
            offered.bid_id,
            not failing[offered.bid_id][0],
            failing[offered.bid_id][0],
            failing[offered.bid_id][1],
            judged[offered.bid_id],
            *made[offered.bid_id],
            sum(made[offered.bid_id]),
            places.get(offered.bid_id),
        )
        for offered in offers
    ]
    return sorted(counted, key=lambda each: (each.place is None, each.place or 0, each.bid_id))


def _failing(
    offered: Offered, cells: Sequence[Cell], criteria: Sequence[Criterion], rules: Rules
) -> tuple[str, int | None]:
    if offered.void:
        return "void", None
    failed = failed_check(offered.bid_id, cells, criteria)
    if failed is not None:
        return "check", failed.id
    if offered.price_fen is None:
        return "no_price", None
    return ("over_budget", None) if offered.price_fen > rules.budget_fen else ("", None)


def _places(
    valid: Sequence[Offered],
    judged: Mapping[int, int | None],
    made: Mapping[int, tuple[int, int]],
    rules: Rules,
) -> dict[int, int]:
    def key(offered: Offered) -> tuple[int, int, int, str, int]:
        fen = offered.price_fen or 0
        scores, price = made[offered.bid_id]
        if rules.scheme == "lowest":
            return (judged[offered.bid_id] or 0, fen, 0, offered.lot, offered.bid_id)
        return (-(scores + price), fen, -scores, offered.lot, offered.bid_id)

    return {offered.bid_id: at for at, offered in enumerate(sorted(valid, key=key), 1)}


def void_ground(counted: Sequence[Counted], min_bids: int) -> str:
    """
    Why the whole purchase is void (采购法36): ``over_budget`` where every bid that passed is above
    the budget, ``too_few`` under *min_bids* valid ones; empty where neither.
    """
    passed = [each for each in counted if each.failing not in ("check", "void")]
    if passed and all(each.failing == "over_budget" for each in passed):
        return "over_budget"
    return "too_few" if sum(each.valid for each in counted) < min_bids else ""
