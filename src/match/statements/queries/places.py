"""Where a transaction's subject lies."""

from match.foundation.db import value

PROVINCE = "430000000000"


async def division_of(kind: str, subject_id: int) -> str:
    """Where a transaction's subject lies; of what has no place, the province."""
    if kind != "donation":
        return PROVINCE
    return await value("SELECT division FROM donation WHERE id = $1", subject_id) or PROVINCE
