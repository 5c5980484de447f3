"""What a pledge is worth, and whether one person alone may approve it."""

from collections.abc import Mapping
from typing import Any

from match.foundation.db import rows, value
from match.foundation.parameters import whole
from match.giving.pledging import rules


async def is_large(pledge: Mapping[str, Any]) -> bool:
    """
    Whether two bodies must approve: over ``giving.two_person_fen``, or over the rule's own limit
    where that is stricter. All pledges that fill one line together count as one.
    """
    limit = await whole("giving.two_person_fen")
    if pledge["rule_id"] is not None:
        own = await value("SELECT two_person_fen FROM giving_rule WHERE id = $1", pledge["rule_id"])
        limit = min(limit, own) if own else limit
    price = await value(
        "SELECT reference_price_fen FROM need_line WHERE id = $1", pledge["line_id"]
    )
    together = [pledge]
    if pledge["joint_id"] is not None:
        together = await rows(
            "SELECT units, amount_fen FROM pledge WHERE joint_id = $1"
            " AND status IN ('offered', 'accepted', 'agreed')",
            pledge["joint_id"],
        )
    return sum(rules.worth_fen(one, price) for one in together) > limit
