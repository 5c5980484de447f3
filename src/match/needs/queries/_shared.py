"""Rows of needs with their home and place, and their lines."""

from collections.abc import Sequence
from typing import Any

from match.foundation.db import rows
from match.foundation.parameters import whole
from match.needs.public import NeedView, public_view

NEED = (
    "SELECT n.*, h.name AS home_name, h.withheld_at, d.path FROM need n"
    " JOIN home h ON h.id = n.home_id JOIN division d ON d.code = n.division"
)


async def lines_of(need_ids: Sequence[int]) -> list[dict[str, Any]]:
    """Lines in order, each with what brought its units: ``closed`` is JSON of kind → units."""
    return await rows(
        "SELECT l.*, CASE WHEN l.received > 0 THEN (SELECT jsonb_object_agg(kind, units) FROM"
        " (SELECT kind, sum(units) AS units FROM need_closure c WHERE c.line_id = l.id GROUP BY 1)"
        " AS way WHERE units > 0) END AS closed"
        " FROM need_line l WHERE l.need_id = ANY($1) ORDER BY l.need_id, l.position",
        list(need_ids),
    )


async def views_of(found: list[dict[str, Any]]) -> list[NeedView]:
    limit = await whole("need.small_group")
    by_need: dict[int, list[dict[str, Any]]] = {}
    for line in await lines_of([row["id"] for row in found]):
        by_need.setdefault(line["need_id"], []).append(line)
    return [public_view(row, by_need.get(row["id"], []), limit) for row in found]
