"""A stored run in the open CSV format of docs/matching.md, for whoever has their own checker."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import anyio.to_thread
import msgspec

from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.proofs.instance import sha256_of
from match.proofs.market import Market
from match.proofs.stored import decompress, unpack


async def export_run(run_id: int, out: Path) -> int:
    """
    Fill ``out/instance`` and ``out/result``; returns the number of pairs. Ids of lines and offers
    only: no name, no place finer than a county.
    """
    run = await one("SELECT * FROM match_run WHERE id = $1", run_id)
    kept = await one("SELECT content FROM run_input WHERE run_id = $1", run_id)
    if run is None or kept is None:
        raise NotFound(_("没有找到这次匹配的输入。"))
    flows = await rows(
        "SELECT line_id, offer_id, units FROM proposal WHERE run_id = $1 AND origin = 'run'"
        " ORDER BY line_id, offer_id",
        run_id,
    )
    prices = await rows(
        "SELECT side, subject_id, name, price FROM run_price WHERE run_id = $1"
        " ORDER BY side, subject_id, name",
        run_id,
    )

    def write() -> int:
        market = Market(*unpack(decompress(kept["content"])))
        pairs = _instance(market, out / "instance")
        _result(run, flows, prices, sha256_of(out / "instance"), out / "result")
        return pairs

    return await anyio.to_thread.run_sync(write)


def _instance(market: Market, folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    at, names = market.at, market.categories
    needs = zip(
        at["needs.id"].tolist(),
        (names[code] for code in at["needs.category"].tolist()),
        (f"{county:06d}" for county in at["needs.county"].tolist()),
        at["needs.quantity"].tolist(),
        strict=True,
    )
    _table(folder / "needs.csv", "need_id,category,county,quantity", needs)
    offers = zip(
        at["offers.id"].tolist(),
        (names[code] for code in at["offers.category"].tolist()),
        at["offers.capacity"].tolist(),
        strict=True,
    )
    _table(folder / "offers.csv", "offer_id,category,capacity", offers)
    pairs = 0

    def edges() -> Iterable[tuple[int, int, int]]:
        nonlocal pairs
        for chunk in market.pairs():
            pairs += len(chunk.need)
            yield from zip(
                at["needs.id"][chunk.need].tolist(),
                at["offers.id"][chunk.offer].tolist(),
                chunk.value.tolist(),
                strict=True,
            )

    _table(folder / "edges.csv", "need_id,offer_id,value", edges())
    return pairs


def _result(
    run: dict[str, Any],
    flows: list[dict[str, Any]],
    prices: list[dict[str, Any]],
    sha256: str,
    folder: Path,
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _table(folder / "flows.csv", "need_id,offer_id,units", (row.values() for row in flows))
    _table(
        folder / "prices.csv",
        "side,id,price",
        ((row["side"], row["name"] or row["subject_id"], row["price"]) for row in prices),
    )
    report = {
        **{
            name: run[name]
            for name in (
                "objective", "dual_objective", "gap", "violated_pairs", "pairs",
                "solver", "solver_version",
            )
        },
        "run": run["id"],
        "run_input_sha256": run["input_sha256"],
        "input_sha256": sha256,
    }  # fmt: skip
    limits = msgspec.json.decode(run["parameters"]).get("limits", {})
    if any(limits.values()):
        report["constraints"] = limits
        report["bound"] = run["dual_objective"]
        report["gap_to_bound"] = round(run["gap"] / max(1, run["dual_objective"]), 6)
    tiers = msgspec.json.decode(run["figures"])["tiers"]
    if tiers:
        steps = len(tiers[0]["bonuses"])
        share = round(1_000_000 / steps) / 1_000_000
        report["ladder_steps"] = steps
        report["ladder"] = {
            tier["category"]: [{"share": share, "bonus": bonus} for bonus in tier["bonuses"]]
            for tier in tiers
        }
    (folder / "report.json").write_text(json.dumps(report, indent=1), encoding="utf-8")


def _table(path: Path, header: str, records: Iterable[Iterable[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(records)
