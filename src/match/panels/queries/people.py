"""Who may sit for the purchaser."""

from match.foundation import clock
from match.foundation.db import rows


async def possible_representatives(organisation_id: int) -> list[tuple[int, str]]:
    """(account, name) of the department's officers and panel members; the caller runs its panel."""
    found = await rows(
        "SELECT DISTINCT a.id, a.name FROM membership m JOIN account a ON a.id = m.account"
        " WHERE m.organisation = $1 AND m.role IN ('purchaser', 'panel') AND m.ended_at IS NULL"
        " AND (m.valid_until IS NULL OR m.valid_until >= $2) AND a.erased_at IS NULL ORDER BY a.id",
        organisation_id,
        clock.today(),
    )
    return [(row["id"], row["name"]) for row in found]
