"""The like need that a promise without a use goes to: the one with the highest need score."""

from collections.abc import Mapping
from typing import Any

import msgspec

from match.foundation.db import one
from match.giving.pledging import rules
from match.giving.standing.facts import Asked, candidates, standing_of, weights_today
from match.giving.standing.rules import need_score, tie_mark


class LikeNeed(msgspec.Struct, frozen=True):
    """An open line of the same category and unit, with its score in thousandths of a point."""

    need_id: int
    line_id: int
    home_id: int
    division: str
    title: str
    open_units: int
    score: int


async def like_need(pledge: Mapping[str, Any]) -> LikeNeed | None:
    """
    Where *pledge* would do most now: same category and unit, in its prefecture first, then in the
    province; a line that takes all of it before one that takes a part. None where there is none.
    """
    line = await one("SELECT category, unit FROM need_line WHERE id = $1", pledge["line_id"])
    if line is None:
        return None
    for area in (pledge["division"][:4], "43"):
        found = await _best(pledge, Asked(line["category"], line["unit"], (area,)))
        if found is not None:
            return found
    return None


async def _best(pledge: Mapping[str, Any], asked: Asked) -> LikeNeed | None:
    needs = [need for need in await candidates(asked) if need.need_id != pledge["need_id"]]
    if not needs:
        return None
    standing, weights = await standing_of(asked), await weights_today()
    wanted = rules.units_of(pledge)
    salt = f"regift {pledge['id']}"
    best = min(
        needs,
        key=lambda need: (
            need.open_units < wanted,
            -need_score(need, standing, weights).total,
            tie_mark(salt, need),
            need.line_id,
        ),
    )
    row = await one("SELECT title, division FROM need WHERE id = $1", best.need_id)
    assert row is not None, "read just now"
    return LikeNeed(
        best.need_id,
        best.line_id,
        best.home_id,
        row["division"],
        row["title"],
        best.open_units,
        need_score(best, standing, weights).total,
    )
