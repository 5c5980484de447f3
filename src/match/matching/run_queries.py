"""Reading runs for the staff door: orders on their way, counties with and without, two runs."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.matching.queries import RunView, run_view
from match.matching.report import Report
from match.matching.states import OrderStatus


class OrderView(msgspec.Struct, frozen=True):
    """A run that was asked for."""

    id: int
    status: OrderStatus
    scope: str
    ladder_steps: int | None
    anew: bool
    reason: str
    asked_by: str
    asked_at: datetime
    progress: int
    step: str
    run_id: int | None

    @property
    def open(self) -> bool:
        """Whether it may still be cancelled."""
        return self.status in (OrderStatus.waiting, OrderStatus.running)


class CountyRow(msgspec.Struct, frozen=True):
    """A county in a run: units, and shares in percent with the ladder and without."""

    county: str
    name: str
    lines: int
    wanted: int
    served: int
    served_without_ladder: int
    share: float
    share_without_ladder: float

    @property
    def gain(self) -> float:
        """Percentage points that the ladder gives the county (or takes, below 0)."""
        return round(self.share - self.share_without_ladder, 1)


class Comparison(msgspec.Struct, frozen=True):
    """Two runs side by side: figures, counties that moved, and pairs that only one of them has."""

    first: RunView
    second: RunView
    same_input: bool
    same_plan: bool
    kept: int
    only_first: int
    only_second: int
    counties: tuple[tuple[str, float | None, float | None], ...]


def _touches(actor: Actor, scope: str) -> bool:
    scopes = actor.scope(Permission.matching_read)
    return any(scope.startswith(held) or held.startswith(scope) for held in scopes)


_ORDER = (
    "SELECT o.*, coalesce(a.name, '') AS name FROM run_order o"
    " LEFT JOIN account a ON a.id = o.asked_by"
)


async def order_view(actor: Actor, order_id: int) -> OrderView:
    """One order. NotFound where it does not touch the reader's area."""
    row = await one(_ORDER + " WHERE o.id = $1", order_id)
    if row is None or not _touches(actor, row["scope"]):
        raise NotFound(_("没有找到这次匹配。"))
    return _order(row)


async def open_orders(actor: Actor) -> list[OrderView]:
    """What is waiting or running, the newest first."""
    found = await rows(_ORDER + " WHERE o.status IN ('waiting', 'running') ORDER BY o.id DESC")
    return [_order(row) for row in found if _touches(actor, row["scope"])]


async def run_counties(actor: Actor, run_id: int) -> list[CountyRow]:
    """Every county of a run that the reader may see; who gains most from the ladder first."""
    await run_view(actor, run_id)
    found = await rows(
        "SELECT c.*, coalesce(d.name, c.county) AS name FROM run_county c"
        " LEFT JOIN division d ON d.code = c.county || '000000' WHERE c.run_id = $1"
        " ORDER BY c.share - c.share_without_ladder DESC, c.county",
        run_id,
    )
    return [
        CountyRow(
            row["county"],
            row["name"],
            row["lines"],
            row["wanted"],
            row["served"],
            row["served_without_ladder"],
            _percent(row["share"]),
            _percent(row["share_without_ladder"]),
        )
        for row in found
    ]


async def run_report(actor: Actor, run_id: int) -> Report | None:
    """The audit of justice, or None while it is being made."""
    await run_view(actor, run_id)
    row = await one("SELECT content FROM run_report WHERE run_id = $1", run_id)
    return msgspec.json.decode(row["content"], type=Report) if row else None


async def line_names(line_ids: list[int]) -> dict[int, tuple[int, str]]:
    """(need, title) of each line, for the lists of a report."""
    found = await rows(
        "SELECT l.id, n.id AS need_id, n.title FROM need_line l JOIN need n ON n.id = l.need_id"
        " WHERE l.id = ANY($1)",
        line_ids,
    )
    return {row["id"]: (row["need_id"], row["title"]) for row in found}


async def home_names(home_ids: list[int]) -> dict[int, str]:
    """For staff: homes that asked and never had anything."""
    found = await rows("SELECT id, name FROM home WHERE id = ANY($1)", home_ids)
    return {row["id"]: row["name"] for row in found}


async def compared(actor: Actor, first_id: int, second_id: int) -> Comparison:
    """Two runs that the reader may see."""
    first, second = await run_view(actor, first_id), await run_view(actor, second_id)
    pairs = await one(
        "WITH a AS (SELECT line_id, offer_id FROM proposal WHERE run_id = $1 AND origin = 'run'),"
        " b AS (SELECT line_id, offer_id FROM proposal WHERE run_id = $2 AND origin = 'run')"
        " SELECT (SELECT count(*) FROM a JOIN b USING (line_id, offer_id)) AS kept,"
        " (SELECT count(*) FROM a) AS of_first, (SELECT count(*) FROM b) AS of_second",
        first_id,
        second_id,
    )
    assert pairs is not None, "one row always"
    shares = {
        run: {row.county: (row.name, row.share) for row in await run_counties(actor, run)}
        for run in (first_id, second_id)
    }
    names = {code: held[0] for of_run in shares.values() for code, held in of_run.items()}
    counties = [
        (
            name,
            shares[first_id].get(code, ("", None))[1],
            shares[second_id].get(code, ("", None))[1],
        )
        for code, name in names.items()
    ]
    counties.sort(key=lambda row: -abs((row[2] or 0) - (row[1] or 0)))
    return Comparison(
        first,
        second,
        first.input_sha256 == second.input_sha256,
        first.plan_sha256 == second.plan_sha256 != "",
        pairs["kept"],
        pairs["of_first"] - pairs["kept"],
        pairs["of_second"] - pairs["kept"],
        tuple(counties),
    )


async def swap_partners(actor: Actor, proposal_id: int, limit: int = 50) -> list[dict[str, Any]]:
    """
    Open, unanswered, unlocked proposals of the reader's area with another line and offer, where
    each offer is of the other line's category or made for all of its kind.
    """
    scopes = [f"{held}%" for held in actor.scope(Permission.matching_approve)]
    return await rows(
        "SELECT p.id, p.units, n.title, h.name AS home_name, l.name AS line_name, l.unit,"
        " o.title AS offer_title, coalesce(g.name, '') AS giver FROM proposal p"
        " JOIN proposal own ON own.id = $1 JOIN need n ON n.id = p.need_id"
        " JOIN home h ON h.id = p.home_id JOIN need_line l ON l.id = p.line_id"
        " JOIN need_line ol ON ol.id = own.line_id JOIN offer o ON o.id = p.offer_id"
        " JOIN offer oo ON oo.id = own.offer_id"
        " LEFT JOIN organisation g ON g.id = p.organisation_id"
        " WHERE p.status = 'proposed' AND NOT p.locked AND p.division LIKE ANY($2)"
        " AND p.line_id <> own.line_id AND p.offer_id <> own.offer_id AND l.unit = ol.unit"
        # The category itself or its parent, both ways: all else the swap looks at itself.
        " AND o.category IN (ol.category, split_part(ol.category, '-', 1))"
        " AND oo.category IN (l.category, split_part(l.category, '-', 1))"
        " ORDER BY (l.category = ol.category) DESC, p.id LIMIT $3",
        proposal_id,
        scopes,
        limit,
    )


def _order(row: dict[str, Any]) -> OrderView:
    return OrderView(
        row["id"],
        OrderStatus(row["status"]),
        row["scope"],
        row["ladder_steps"],
        row["anew"],
        row["reason"],
        row["name"],
        row["asked_at"],
        row["progress"],
        row["step"],
        row["run_id"],
    )


def _percent(millionths: int) -> float:
    return round(millionths / 10_000, 1)
