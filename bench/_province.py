"""A made-up province for the benches of allocation: the same rows for the same sizes and supply.

Assumptions (the seed is fixed):

- 122 counties around 14 prefectures; their shares of the needs are log-normal (σ 0.6), those of
  the offers are others (σ 1.2): givers sit in a few towns. What a child needs differs by county
  (σ 0.15): where it takes more, a unit is worth less, and a plan without a ladder passes by.
- 22 categories under 6 parents, of uneven size (the largest has 11 % of the needs). Offers for a
  parent occur under two parents only (one in eight there), so categories form 19 blocks.
- A need: 5 and more children (exponential, 30 on average), units by the child from 0.2 to 9 each
  by category (log-normal, σ 0.4); open for 10 to 180 days; waited 60 days on average; one in ten
  asks for one of 8 skills, one in five for a background check, three in ten have priority.
- An offer: capacity log-normal (σ 0.8), scaled so that each block's supply is *supply* of its
  demand (0.6 unless told otherwise); 20 % reach the province, 45 % a prefecture, 35 % one county;
  each of the 8 skills with one half, a check with 0.7; one in ten is for one of 6 groups only;
  stands 60 to 400 days.
- Needs and offers lie at their county's point. A text has 12 of the 400 words of its category.
"""

import math
from collections.abc import Iterator

import numpy as np

from match.allocation.shapes import NeedRow, OfferRow

SEED = 20190529
TODAY = 740_000
COUNTIES = 122
PREFECTURES = 14
ROOTS = {"MAT": 8, "SVC": 6, "ACT": 3, "FAC": 2, "EDU": 2, "FND": 1}
JOINED = ("ACT", "FAC")
"""Parents some offers are made for."""
LEAVES = tuple((f"{root}-{k}", root) for root, count in ROOTS.items() for k in range(count))
_SHARE = 1 / np.arange(3.0, 3.0 + len(LEAVES)) ** 0.75
LEAF_SHARE = _SHARE / _SHARE.sum()


def province(needs: int, offers: int, supply: float = 0.6) -> tuple[list[NeedRow], list[OfferRow]]:
    """Rows of the province, by id."""
    dice = np.random.default_rng(SEED)
    ground = _ground(dice)
    wanted = list(_needs(dice, needs, *ground))
    return wanted, list(_offers(dice, offers, wanted, supply, *ground))


def _ground(dice):
    codes = [f"43{1 + k % PREFECTURES:02d}{1 + k // PREFECTURES:02d}" for k in range(COUNTIES)]
    low, high = (109.3, 25.0), (113.9, 29.8)
    centre = dice.uniform(low, high, (PREFECTURES, 2))
    place = centre[np.arange(COUNTIES) % PREFECTURES] + dice.normal(0, 0.3, (COUNTIES, 2))
    people, givers = dice.lognormal(0, 0.6, COUNTIES), dice.lognormal(0, 1.2, COUNTIES)
    remote = dice.normal(0, 1, COUNTIES)
    return codes, place.tolist(), people / people.sum(), givers / givers.sum(), remote


def _needs(dice, count, codes, place, people, _, remote) -> Iterator[NeedRow]:
    kind = dice.choice(len(LEAVES), count, p=LEAF_SHARE)
    children = 5 + dice.exponential(25, count).astype(int)
    at = dice.choice(COUNTIES, count, p=people)
    each = 0.2 * 1.2**kind * dice.lognormal(0, 0.4, count) * np.exp(0.15 * remote[at])
    columns = {
        "at": at,
        "kind": kind,
        "begins": TODAY + dice.integers(0, 30, count),
        "stays": dice.integers(10, 181, count),
        "children": children,
        "quantity": 1 + (children * each).astype(int),
        "skills": np.where(dice.random(count) < 0.1, 1 << dice.integers(0, 8, count), 0),
        "groups": 1 << dice.integers(0, 6, count),
        "contact": dice.random(count) < 0.2,
        "priority": dice.random(count) < 0.3,
        "waiting": dice.exponential(60, count).astype(int),
        "words": 400 * kind[:, None] + dice.integers(0, 400, (count, 12)),
    }
    for number, row in enumerate(_rows(columns), 1):
        lon, lat = place[row["at"]]
        category, parent = LEAVES[row["kind"]]
        yield NeedRow(
            id=number,
            home=number // 3,
            county=codes[row["at"]],
            category=category,
            parent=parent,
            quantity=row["quantity"],
            lon=lon,
            lat=lat,
            from_day=row["begins"],
            by_day=row["begins"] + row["stays"],
            skills=row["skills"],
            groups=row["groups"],
            child_contact=row["contact"],
            money_recipient=True,
            priority=row["priority"],
            waiting_days=row["waiting"],
            beneficiaries=row["children"],
            tokens=tuple(row["words"]),
        )


def _offers(dice, count, wanted, supply, codes, place, _, givers, __) -> Iterator[OfferRow]:
    kind = dice.choice(len(LEAVES), count, p=LEAF_SHARE)
    joined = np.array([parent in JOINED for _, parent in LEAVES])[kind]
    columns = {
        "at": dice.choice(COUNTIES, count, p=givers),
        "kind": kind,
        "parent": joined & (dice.random(count) < 1 / 8),
        "capacity": _capacities(dice, kind, wanted, supply),
        "begins": TODAY - dice.integers(0, 90, count),
        "stays": dice.integers(60, 401, count),
        "digits": dice.choice([2, 4, 6], count, p=[0.2, 0.45, 0.35]),
        "skills": dice.integers(0, 256, count),
        "check": dice.random(count) < 0.7,
        "groups": np.where(dice.random(count) < 0.1, 1 << dice.integers(0, 6, count), 0),
        "reliability": dice.integers(0, 101, count),
        "words": 400 * kind[:, None] + dice.integers(0, 400, (count, 12)),
    }
    for number, row in enumerate(_rows(columns), 1):
        lon, lat = place[row["at"]]
        yield OfferRow(
            id=number,
            organisation=number // 2,
            category=LEAVES[row["kind"]][1 if row["parent"] else 0],
            capacity=row["capacity"],
            areas=(codes[row["at"]][: row["digits"]],),
            lon=lon,
            lat=lat,
            from_day=row["begins"],
            until_day=row["begins"] + row["stays"],
            skills=row["skills"],
            valid_check=row["check"],
            groups=row["groups"],
            reliability=row["reliability"],
            tokens=tuple(row["words"]),
        )


def _capacities(dice, kind, wanted, supply):
    """Units of each offer: those of a block together are `supply` times what the block wants."""
    place = {leaf: row for row, (leaf, _) in enumerate(LEAVES)}
    block_of = {parent: len(LEAVES) + row for row, parent in enumerate(JOINED)}
    block = np.array([block_of.get(parent, row) for row, (_, parent) in enumerate(LEAVES)])
    demand = np.zeros(len(LEAVES) + len(JOINED))
    for row in wanted:
        demand[block[place[row.category]]] += row.quantity
    share = dice.lognormal(0, 0.8, len(kind))
    total = np.bincount(block[kind], share, len(demand))
    units = supply * demand[block[kind]] * share / total[block[kind]]
    return np.maximum(1, np.rint(units)).astype(int)


def _rows(columns) -> Iterator[dict]:
    names = list(columns)
    for row in zip(*(column.tolist() for column in columns.values()), strict=True):
        yield dict(zip(names, row, strict=True))


def dense_cells(needs: int, offers: int) -> int:
    """Pairs of one category, before any other rule: what a filter has to look at."""
    return math.floor(needs * offers * float((LEAF_SHARE**2).sum()))
