"""A rule's row for those who may know of it, and whether it picks today."""

from datetime import date
from typing import Any

from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.giving.standing import policy
from match.giving.standing.states import RuleStatus


async def the_rule(actor: Actor, rule_id: int, lock: str = "") -> dict[str, Any]:
    rule = await one(f"SELECT * FROM giving_rule WHERE id = $1 {lock}", rule_id)  # noqa: S608 # our own words
    if rule is None or not policy.can_see(actor, rule):
        raise NotFound(_("没有找到这条捐赠规则。"))
    return rule


def at_work(rule: dict[str, Any], today: date) -> bool:
    """Whether a rule picks today."""
    within: bool = rule["starts_on"] <= today <= rule["ends_on"]
    return rule["status"] == RuleStatus.active and within
