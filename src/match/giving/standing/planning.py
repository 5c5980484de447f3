"""What a rule would pick now: its caps and history, the open needs, and the pure choice."""

from collections.abc import Mapping
from typing import Any

from match.foundation.db import rows
from match.giving.standing.facts import Asked, candidates, standing_of, weights_today
from match.giving.standing.rules import Caps, Plan, Weights, choose

_HELD = """
SELECT home_id, need_id, sum(coalesce(units, amount_fen / 100))::bigint AS units FROM pledge
 WHERE rule_id = $1 AND status IN ('offered', 'accepted', 'agreed', 'kept', 'choosing')
 GROUP BY home_id, need_id
"""
# A home that declined this rule's gift for a line is not asked about that line again.
_DECLINED = "SELECT DISTINCT line_id FROM pledge WHERE rule_id = $1 AND status = 'declined'"


async def plan_of(rule: Mapping[str, Any]) -> tuple[Plan, Weights, int]:
    """What *rule* (its row) would offer now, the weights it used, and how many lines it weighed."""
    asked = Asked(rule["category"], rule["unit"], tuple(rule["areas"]), tuple(rule["groups"]))
    declined = {row["line_id"] for row in await rows(_DECLINED, rule["id"])}
    needs = [need for need in await candidates(asked) if need.line_id not in declined]
    weights = await weights_today()
    standing = await standing_of(asked)
    plan = choose(needs, standing, await _caps(rule), weights, salt=f"rule {rule['id']}")
    return plan, weights, len(needs)


async def _caps(rule: Mapping[str, Any]) -> Caps:
    homes: dict[int, int] = {}
    needs: dict[int, int] = {}
    for row in await rows(_HELD, rule["id"]):
        homes[row["home_id"]] = homes.get(row["home_id"], 0) + row["units"]
        needs[row["need_id"]] = needs.get(row["need_id"], 0) + row["units"]
    return Caps(
        total=rule["cap_units"] - sum(homes.values()),
        per_home=rule["cap_home_units"],
        per_need=rule["cap_need_units"],
        homes=homes,
        needs=needs,
    )
