"""Where the units of a need that a contract brought can be followed: its public page."""

from collections.abc import Mapping, Sequence

from match.contracts.states import PUBLIC
from match.foundation.actor import Actor
from match.foundation.db import rows


async def followed_lines(actor: Actor, lines: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    """Of these contract lines, those of signed contracts, which everybody reads: id → (words,
    address)."""
    del actor
    found = await rows(
        "SELECT l.id, c.id AS contract_id, c.title FROM contract_line l"
        " JOIN contract c ON c.id = l.contract_id WHERE l.id = ANY($1) AND c.status = ANY($2)",
        list(lines),
        [str(status) for status in PUBLIC],
    )
    return {row["id"]: (row["title"], f"/contracts/{row['contract_id']}") for row in found}
