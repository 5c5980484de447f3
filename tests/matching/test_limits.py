"""Side constraints of a kept run: what a delivery must carry, proved by a bound."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jobs.checks import run_checks
from jobs.checks.flows import CHECKS
from match.foundation.actor import SYSTEM
from match.foundation.db import rows
from match.matching import commands, wording
from match.matching.exporting import export_run
from match.matching.queries import run_view
from match.matching.replaying import replay_run
from match.proofs.database import stored_run
from match.proofs.run import Told, false_statements
from match.proofs.verify import verify_directory
from tests.matching import make
from tests.offers import make as offers
from tests.people import make as people


async def limited(name: str, number: int) -> None:
    await rows(
        "INSERT INTO parameter (key, value, source, confidence, valid_from)"
        " VALUES ($1, $2, '县级通知', 'L', '2020-01-01')",
        f"match.limit.{name}",
        str(number),
    )


async def a_run() -> int:
    """Two homes want 60 and 90; five givers have 30 each, which fills neither alone."""
    for township, wanted in ((f"{make.COUNTY}101", 60), ("433122101", 90)):
        at = await make.village(township)
        await make.open_need(at, lines=[make.Line("注音绘本", wanted, "册")])
    for _giver in range(5):
        await offers.published(quantity=30, areas=["4331"])
    return (await commands.run_matching(SYSTEM, "4331"))["run_id"]


async def deliveries(run: int) -> list[tuple[int, int]]:
    """(units, units the line wants) of each proposal."""
    found = await rows(
        "SELECT p.units, l.quantity FROM proposal p JOIN need_line l ON l.id = p.line_id"
        " WHERE p.run_id = $1 ORDER BY 2, 1",
        run,
    )
    return [(row["units"], row["quantity"]) for row in found]


async def test_a_line_has_no_more_givers_than_the_limit(db: None):
    await limited("max_suppliers", 1)
    run = await a_run()

    assert await deliveries(run) == [(30, 60), (30, 90)]
    told = await stored_run(run)
    assert told is not None
    assert false_statements(told) == ()
    assert not [each for each in await run_checks(CHECKS) if each.rows]


async def test_without_a_limit_all_is_given(db: None):
    assert sum(units for units, _wanted in await deliveries(await a_run())) == 150


async def test_a_delivery_carries_its_least_or_does_not_go(db: None):
    await limited("min_lot_percent", 50)
    run = await a_run()

    # Half of 60 is 30: it goes. Half of 90 is 45, but whoever has only 30 may give all of it.
    assert all(2 * units >= wanted or units == 30 for units, wanted in await deliveries(run))


async def test_a_run_under_limits_is_replayed_exported_and_told(db: None, tmp_path: Path):
    await limited("max_suppliers", 1)
    await limited("delivery_cost", 5)
    run = await a_run()

    assert (await replay_run(run))["same"]
    await export_run(run, tmp_path)
    verdict = verify_directory(tmp_path / "instance", tmp_path / "result")
    assert (verdict.exit_code, verdict.false_statements) == (0, ())
    view = await run_view(await people.account("province", "43"), run)
    assert view.limits == {"max_suppliers": 1, "delivery_cost": 5}
    assert view.gap == view.dual_objective - view.objective > 0
    assert 0 < view.gap_share < 1
    assert wording.limit_words(view.limits) == "每项需求最多 1 个供给方、每次送达计成本 5"


async def of_run(run: int) -> Told:
    told = await stored_run(run)
    assert told is not None
    return told


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"gap": 0}, "gap"),
        ({"objective": 1}, "objective"),
        ({"dual_objective": 10**15}, "dual_objective"),
    ],
)
async def test_a_bound_that_is_not_so_is_found(db: None, change: dict[str, Any], name: str):
    await limited("max_suppliers", 1)
    told = await of_run(await a_run())

    found = {each.name for each in false_statements(replace(told, run={**told.run, **change}))}
    assert name in found


async def test_a_second_giver_where_one_is_allowed_is_found(db: None):
    await limited("max_suppliers", 1)
    told = await of_run(await a_run())
    first, second = told.proposals
    spare = next(
        row["subject_id"]
        for row in told.prices
        if row["side"] == "offer"
        and row["subject_id"] not in {first["offer_id"], second["offer_id"]}
    )
    twice = [*told.proposals, {**first, "id": 0, "offer_id": spare}]

    found = {each.name for each in false_statements(replace(told, proposals=twice))}
    assert "max_suppliers" in found
