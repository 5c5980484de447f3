"""Organisations by their public columns."""

from collections.abc import Iterable

from match.foundation.db import rows
from match.openness.process import Body

_BODIES = """
SELECT g.id, g.name, coalesce(g.uscc, '') AS uscc, d.path
FROM organisation g JOIN division d ON d.code = g.division WHERE g.id = ANY($1)
"""


async def bodies(ids: Iterable[int]) -> dict[int, Body]:
    """The organisations by id, whatever became of them since: what was bought of whom stays."""
    return {
        row["id"]: Body(row["id"], row["name"], row["uscc"], " ".join(row["path"].split("/")[1:]))
        for row in await rows(_BODIES, sorted(set(ids)))
    }
