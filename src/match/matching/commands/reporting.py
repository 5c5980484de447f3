"""The audit of justice of a run: made once, after it, from what the run stored."""

from typing import Any

import anyio.to_thread
import msgspec
import numpy as np

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows
from match.foundation.decisions import require
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.matching import policy
from match.matching.justice import EnvyFound, Served, justified_envy
from match.matching.report import Decline, Report, StaffOverride
from match.proofs import stored
from match.proofs.market import Market

LISTED = 200


async def report_justice(actor: Actor, run_id: int) -> Report:
    """Make the report of a run, unless it is there; it is kept as it is for ever."""
    run = await one("SELECT id, scope, at FROM match_run WHERE id = $1", run_id)
    if run is None:
        raise NotFound(_("没有找到这次匹配。"))
    require(policy.can_run(actor, run["scope"]))
    known = await one("SELECT content FROM run_report WHERE run_id = $1", run_id)
    if known is not None:
        return msgspec.json.decode(known["content"], type=Report)
    envy = await envy_of(run_id)
    before = await one(
        "SELECT max(at) AS at FROM match_run WHERE scope = $1 AND id < $2", run["scope"], run_id
    )
    since = (before["at"] if before else None) or clock.now().replace(year=2000)
    period = (since, run["at"], run["scope"])
    never = await _never_served(run_id)
    report = Report(
        envy=envy,
        homes_never_served=len(never),
        never_served=tuple(never[:LISTED]),
        overrides=await _overrides(*period),
        declines=await _declines(*period),
    )
    await keep_report(actor, run_id, report)
    return report


@command
async def keep_report(actor: Actor, run_id: int, report: Report) -> None:
    """One report a run: who comes second changes nothing."""
    kept = await one(
        "INSERT INTO run_report (run_id, at, content) VALUES ($1, $2, $3::jsonb)"
        " ON CONFLICT (run_id) DO NOTHING RETURNING id",
        run_id,
        clock.now(),
        msgspec.json.encode(report).decode(),
    )
    if kept is not None:
        await record(actor, "run.reported", subject=("match_run", run_id))


async def envy_of(run_id: int) -> EnvyFound:
    """Over all feasible pairs of the stored input, beside the event loop."""
    kept = await one("SELECT content FROM run_input WHERE run_id = $1", run_id)
    if kept is None:
        raise NotFound(_("这次匹配没有保存输入。"))
    flows = await rows(
        "SELECT line_id, offer_id, units, unit_value FROM proposal"
        " WHERE run_id = $1 AND origin = 'run'",
        run_id,
    )
    tiers = await rows(
        "SELECT name, price FROM run_price WHERE run_id = $1 AND side = 'tier'", run_id
    )

    def audit() -> EnvyFound:
        market = Market(*stored.unpack(stored.decompress(kept["content"])))
        return justified_envy(market, _served(market, flows, tiers))

    return await anyio.to_thread.run_sync(audit)


def _served(market: Market, flows: list[dict[str, Any]], tiers: list[dict[str, Any]]) -> Served:
    def column(name: str) -> Any:
        return np.array([row[name] for row in flows], np.int64)

    need = np.searchsorted(market.at["needs.id"], column("line_id"))
    offer = np.searchsorted(market.at["offers.id"], column("offer_id"))
    served = np.zeros(market.needs, np.int64)
    np.add.at(served, need, column("units"))
    price = {row["name"]: row["price"] for row in tiers}
    places = zip(
        market.at["needs.county"].tolist(), market.at["needs.category"].tolist(), strict=True
    )
    tier = np.array(
        [price.get(f"{county:06d}/{market.categories[code]}", 0) for county, code in places],
        np.int64,
    )
    return Served(need, offer, column("unit_value"), served, tier)


async def _never_served(run_id: int) -> list[int]:
    """Homes that asked in this run, got nothing, and never had anything approved before."""
    found = await rows(
        "SELECT DISTINCT n.home_id FROM unserved u JOIN need_line l ON l.id = u.line_id"
        " JOIN need n ON n.id = l.need_id WHERE u.run_id = $1 AND NOT EXISTS"
        " (SELECT FROM proposal p WHERE p.home_id = n.home_id AND (p.run_id = $1 OR p.status IN"
        "  ('approved', 'in_delivery', 'received', 'evaluated'))) ORDER BY n.home_id",
        run_id,
    )
    return [row["home_id"] for row in found]


async def _overrides(since: Any, until: Any, scope: str) -> tuple[StaffOverride, ...]:
    found = await rows(
        "SELECT id, kind, proposal_id, other_id, by, at, reason FROM match_override"
        " WHERE at > $1 AND at <= $2 AND division LIKE $3 || '%' ORDER BY id LIMIT $4",
        since,
        until,
        scope,
        LISTED,
    )
    return tuple(StaffOverride(**row) for row in found)


async def _declines(since: Any, until: Any, scope: str) -> tuple[Decline, ...]:
    found = await rows(
        "SELECT id AS proposal_id, status, need_id, offer_id, decided_at AS at, reason"
        " FROM proposal WHERE status IN ('declined', 'rejected') AND decided_at > $1"
        " AND decided_at <= $2 AND division LIKE $3 || '%' ORDER BY id LIMIT $4",
        since,
        until,
        scope,
        LISTED,
    )
    return tuple(Decline(**row) for row in found)
