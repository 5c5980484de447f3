"""What waits for a contract: awarded purchases of the reader's department; own organisations."""

from typing import Any

from match.contracts import policy
from match.foundation.actor import Actor
from match.foundation.db import rows
from match.foundation.permissions import Permission

_AWARDED = """
SELECT t.id, t.title, t.requirements, t.acceptance, t.organisation_id, t.division, t.award_fen,
       t.winner_name, t.stable_recurrent, t.suspended_reason
  FROM tender t WHERE t.status = 'awarded'
   AND EXISTS (SELECT FROM unnest($1::text[]) AS held WHERE starts_with(t.division, held))
   AND NOT EXISTS (SELECT FROM contract c WHERE c.tender_id = t.id
                    AND c.status NOT IN ('cancelled', 'terminated', 'archived'))
 ORDER BY t.awarded_at, t.id LIMIT 50
"""


async def awaiting(actor: Actor) -> list[dict[str, Any]]:
    """Awarded purchases that have no contract yet, the oldest first."""
    found = await rows(_AWARDED, list(actor.scope(Permission.tenders_publish)))
    return [
        row
        for row in found
        if policy.can_draft(actor, row["organisation_id"], row["division"]) is True
    ]


async def own_leads(actor: Actor) -> list[tuple[int, str]]:
    """The verified organisations for which this person may lead a project."""
    found = await rows(
        "SELECT id, name FROM organisation WHERE id = ANY($1) AND status = 'verified'"
        " AND verified_until >= current_date ORDER BY name",
        sorted(actor.organisations),
    )
    return [(row["id"], row["name"]) for row in found]
