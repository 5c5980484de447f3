"""The hard constraints and the score of domain.md §4.10 told a second time, in plain Python.

Written from the domain page, not from the engine: the two must agree about every pair.
"""

import math

ORDER = (
    "category",
    "area",
    "period",
    "skills",
    "check",
    "group",
    "recipient",
    "direct",
    "conflict",
    "quantity",
)


def refusals(need, offer):
    """Names of every rule that forbids this offer to serve this need, in order."""
    broken = set()
    if offer.category not in {need.category, need.parent}:
        broken.add("category")
    if not any(need.county.startswith(area) for area in offer.areas):
        broken.add("area")
    if max(need.from_day, offer.from_day) > min(need.by_day, offer.until_day):
        broken.add("period")
    if need.skills | offer.skills != offer.skills:
        broken.add("skills")
    if need.child_contact and not offer.valid_check:
        broken.add("check")
    if offer.groups and not offer.groups & need.groups:
        broken.add("group")
    if (need.category.startswith("FND") or offer.money) and not need.money_recipient:
        broken.add("recipient")
    if offer.only_need and offer.only_need != need.id:
        broken.add("direct")
    if offer.organisation in need.conflicts or need.home in offer.conflicts:
        broken.add("conflict")
    if need.quantity == 0 or offer.capacity == 0:
        broken.add("quantity")
    return [name for name in ORDER if name in broken]


def score_parts(need, offer):
    """Points per part with the ordinary weights."""
    common = set(need.tokens) & set(offer.tokens)
    shorter = min(len(set(need.tokens)), len(set(offer.tokens)))
    wanted = min(90, need.by_day - need.from_day + 1)
    together = min(need.by_day, offer.until_day) - max(need.from_day, offer.from_day) + 1
    return {
        "category": 30 if need.category == offer.category else 15,
        "text": 15 * len(common) // shorter if shorter else 0,
        "distance": _distance_points(need, offer),
        "quantity": 10 * min(offer.capacity, need.quantity) // need.quantity,
        "time": 10 * min(together, wanted) // wanted,
        "priority": 10 if need.priority else 0,
        "waiting": 5 * min(need.waiting_days, 180) // 180,
        "reliability": 5 * offer.reliability // 100,
    }


def _distance_points(need, offer):
    if need.category.startswith("FND") or offer.money:
        return 15
    if need.lon is None or offer.lon is None:
        return 0
    east = (round(need.lon * 10_000) - round(offer.lon * 10_000)) * 99
    north = (round(need.lat * 10_000) - round(offer.lat * 10_000)) * 111
    kilometres = math.isqrt(east * east + north * north) // 10_000
    return 15 * max(0, 300 - kilometres) // 300


def worth(need, offer):
    """Worth of one unit without the tie, which is at most 7 eighths of a step."""
    score = sum(score_parts(need, offer).values())
    asked = max(need.asked, need.quantity, 1)
    percent = 100 + (10 if need.never_served else 0) - need.home_share // 10
    return max(1, score * max(1, need.beneficiaries) * percent * 10_000 // asked)
