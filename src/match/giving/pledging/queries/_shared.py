"""Rows of pledges with their need, home, giver and charity."""

from collections.abc import Sequence
from typing import Any

from match.foundation.actor import Actor
from match.foundation.db import rows
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.giving.amounts import amount_word
from match.giving.pledging import policy
from match.giving.pledging.shapes import PledgeLine
from match.giving.pledging.states import JointStatus
from match.giving.states import GiftKind, PledgeStatus

PLEDGE = """
SELECT p.*, n.title AS need_title, n.beneficiaries, l.name AS subject, h.name AS home_name, d.path,
       g.name AS organisation_name, c.name AS charity_name, j.status AS joint_status,
       (SELECT id FROM donation WHERE pledge_id = p.id) AS donation_id
  FROM pledge p JOIN need n ON n.id = p.need_id JOIN need_line l ON l.id = p.line_id
  JOIN home h ON h.id = p.home_id JOIN division d ON d.code = p.division
  LEFT JOIN organisation g ON g.id = p.organisation_id
  LEFT JOIN organisation c ON c.id = p.charity_id
  LEFT JOIN joint_pledge j ON j.id = p.joint_id
"""
MINE = (
    "(p.home_id = ANY($1) OR p.organisation_id = ANY($2) OR p.charity_id = ANY($2)"
    " OR (p.organisation_id IS NULL AND p.giver_id = $3))"
)
# From here on the two sides know each other.
KNOWN = (PledgeStatus.agreed, PledgeStatus.kept)


async def listed(
    actor: Actor, condition: str, values: Sequence[Any], limit: int
) -> list[PledgeLine]:
    """Lines for this reader."""
    found = await rows(f"{PLEDGE} WHERE {condition} LIMIT {int(limit)}", *values)
    return [await line_for(actor, row) for row in found]


async def line_for(actor: Actor, row: dict[str, Any]) -> PledgeLine:
    """
    A row as this reader may see it. A home is called after its village: a giver of a small group
    learns neither before the pledge is agreed (domain.md §3.7).
    """
    small = row["beneficiaries"] < await whole("need.small_group")
    inside = policy.is_receiver(actor, row) or actor.may(Permission.giving_read, row["division"])
    hidden = small and not inside and PledgeStatus(row["status"]) not in KNOWN
    names = row["path"].split("/")[1:]
    return _line(
        row,
        home=_("由乡镇转交的儿童之家") if hidden else row["home_name"],
        place=" ".join(names[:-1] if hidden else names),
    )


def _line(row: dict[str, Any], *, home: str, place: str) -> PledgeLine:
    units = row["units"]
    amount = row["amount_fen"] if units is None else units
    joint = row["joint_status"]
    return PledgeLine(
        row["id"],
        row["number"],
        GiftKind(row["kind"]),
        PledgeStatus(row["status"]),
        row["need_id"],
        row["need_title"],
        row["line_id"],
        home,
        place,
        row["organisation_name"] or _("个人"),
        row["charity_name"],
        row["subject"],
        units,
        row["unit"],
        row["amount_fen"],
        amount_word(row["kind"], row["unit"], amount),
        row["condition"],
        row["expires_on"],
        row["choose_until"],
        row["rule_id"] is not None,
        row["joint_id"],
        None if joint is None else JointStatus(joint),
        row["donation_id"],
        row["changed_at"],
    )
