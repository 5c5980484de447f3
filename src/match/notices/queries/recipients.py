"""Who must hear of something."""

from match.foundation import clock
from match.foundation.db import rows
from match.foundation.permissions import ROLES, Permission, Role

LEVELS = (Role.supervisor, Role.county, Role.prefecture, Role.province)
"""The line of supervision (notice 1.2, 4.1): township, county, prefecture, province."""


async def holders(permission: Permission, division: str) -> list[int]:
    """Accounts that hold *permission* over the thing at *division*, closest level only."""
    roles = [str(role) for role, held in ROLES.items() if permission in held]
    return await _closest(roles, division)


async def watchers(division: str, width: int) -> list[int]:
    """
    Who supervises *division* at the level whose codes have *width* digits (9 township, 6 county,
    4 prefecture, 2 province), or at the next one above where nobody does.
    """
    return await _closest([str(role) for role in LEVELS], division[:width])


async def _closest(roles: list[str], division: str) -> list[int]:
    found = await rows(
        "SELECT m.account, m.division FROM membership m JOIN account a ON a.id = m.account"
        " WHERE m.role = ANY($1) AND $2 LIKE m.division || '%' AND m.ended_at IS NULL"
        " AND a.disabled_at IS NULL AND NOT m.waiting AND m.home IS NULL AND m.organisation IS NULL"
        " AND m.valid_from <= $3 AND (m.valid_until IS NULL OR m.valid_until >= $3)",
        roles,
        division,
        clock.today(),
    )
    closest = max((len(row["division"]) for row in found), default=0)
    return [row["account"] for row in found if len(row["division"]) == closest]


async def members_of(organisation_id: int) -> list[int]:
    """Accounts that may act for an organisation."""
    found = await rows(
        "SELECT DISTINCT account FROM membership WHERE organisation = $1 AND ended_at IS NULL",
        organisation_id,
    )
    return [row["account"] for row in found]
