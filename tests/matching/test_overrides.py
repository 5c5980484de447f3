"""Locks, swaps, new runs: whatever staff do, nothing is promised twice and the reason is kept."""

from typing import Any

import pytest

from jobs.checks.matching import CHECKS
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.matching import commands
from match.proofs.database import stored_run
from match.proofs.run import false_statements
from tests.matching import make
from tests.offers import make as offers

REASON = "两家换一换，离学校更近"


async def two_pairs(**other: Any) -> tuple[Actor, list[dict[str, Any]]]:
    """Two homes of one county, two offers, two proposals; and an officer who may change them."""
    for wanted in (60, 50):
        at = await make.village()
        await make.open_need(at, lines=[make.Line("注音绘本", wanted, "册")])
    await offers.published(quantity=60)
    await offers.published(quantity=50, title="又一批注音绘本", **other)
    await commands.run_matching(SYSTEM, make.COUNTY)
    found = await rows("SELECT * FROM proposal ORDER BY id")
    return await make.another_officer(), found


async def anew(**ordered: Any) -> int:
    """A run that plans again what nobody has answered; its id."""
    order = await commands.order_run(SYSTEM, make.COUNTY, anew=True, **ordered)
    return (await commands.carry_out_order(SYSTEM, order))["run_id"]


async def wrong() -> list[str]:
    """Names of this room's checks that found something."""
    return [name for name, query in CHECKS.items() if await rows(query)]


async def test_a_new_run_plans_again_what_nobody_answered_and_keeps_what_is_locked(db: None):
    officer, (fixed, free, *_) = await two_pairs()
    await commands.lock_proposal(officer, fixed["id"], "校长已经口头答应")
    run = await anew()

    after = {row["id"]: row for row in await rows("SELECT * FROM proposal")}
    assert after[fixed["id"]]["status"] == "proposed"
    assert (after[free["id"]]["status"], after[free["id"]]["superseded_by"]) == ("superseded", run)
    again = [row for row in after.values() if row["run_id"] == run]
    assert [(row["line_id"], row["offer_id"], row["units"]) for row in again] == [
        (free["line_id"], free["offer_id"], free["units"])
    ]
    assert again[0]["replaces"] == free["id"]
    assert await wrong() == []
    told = await stored_run(run)
    assert told is not None
    assert false_statements(told) == ()


async def test_a_new_run_leaves_what_a_side_has_accepted(db: None):
    _officer, (first, *_) = await two_pairs()
    director = await value("SELECT director_id FROM home WHERE id = $1", first["home_id"])
    from match.people.sessions import actor_of_account

    person = await actor_of_account(director)
    assert person is not None
    await commands.accept_for_need(person, first["id"])
    await anew()

    assert (await one("SELECT status FROM proposal WHERE id = $1", first["id"])) == {
        "status": "need_accepted"
    }
    assert await wrong() == []


async def test_a_swap_exchanges_the_offers_and_says_why(db: None):
    officer, (first, second, *_) = await two_pairs()
    made = await commands.swap_offers(officer, first["id"], second["id"], REASON)

    new = {row["id"]: row for row in await rows("SELECT * FROM proposal WHERE id = ANY($1)", made)}
    assert [new[each]["line_id"] for each in made] == [first["line_id"], second["line_id"]]
    assert [new[each]["offer_id"] for each in made] == [second["offer_id"], first["offer_id"]]
    # 50 of 60 fit into the smaller offer; the other need wants no more than its 50.
    assert sorted(row["units"] for row in new.values()) == [50, 50]
    assert {row["origin"] for row in new.values()} == {"swap"}
    ended = await rows(
        "SELECT status FROM proposal WHERE id = ANY($1)", [first["id"], second["id"]]
    )
    assert {row["status"] for row in ended} == {"swapped"}
    kept = await one("SELECT kind, reason, other_id FROM match_override")
    assert kept == {"kind": "swap", "reason": REASON, "other_id": second["id"]}
    assert await wrong() == []
    told = await stored_run(first["run_id"])
    assert told is not None
    assert false_statements(told) == ()


async def test_a_swap_keeps_the_donors_restriction(db: None):
    """The second offer is for left-behind children only; the first need has none."""
    at, other = await make.village(), await make.village()
    await make.open_need(at, lines=[make.Line("注音绘本", 60, "册")])
    await make.open_need(other, lines=[make.Line("注音绘本", 50, "册")], groups=["LBC"])
    await offers.published(quantity=60)
    await offers.published(quantity=50, title="只给留守儿童的绘本", groups=["LBC"])
    await commands.run_matching(SYSTEM, make.COUNTY)
    first, second = await rows("SELECT id FROM proposal ORDER BY id")
    before = await rows("SELECT id, status, units FROM proposal ORDER BY id")
    with pytest.raises(Invalid) as refused:
        await commands.swap_offers(await make.another_officer(), first["id"], second["id"], REASON)

    assert "other" in refused.value.fields
    assert await rows("SELECT id, status, units FROM proposal ORDER BY id") == before


async def test_what_is_locked_or_answered_or_involved_is_not_swapped(db: None):
    officer, (first, second, *_) = await two_pairs()
    with pytest.raises(Invalid):
        await commands.swap_offers(officer, first["id"], second["id"], "换")
    with pytest.raises(Invalid):
        await commands.swap_offers(officer, first["id"], first["id"], REASON)
    with pytest.raises(Denied):
        township = await make.people.account("supervisor", "433101101")
        await commands.swap_offers(township, first["id"], second["id"], REASON)
    await commands.lock_proposal(officer, first["id"], REASON)
    with pytest.raises(Conflict):
        await commands.swap_offers(officer, first["id"], second["id"], REASON)
    await commands.unlock_proposal(officer, first["id"], REASON)
    await commands.swap_offers(officer, first["id"], second["id"], REASON)

    kinds = [row["kind"] for row in await rows("SELECT kind FROM match_override ORDER BY id")]
    assert kinds == ["lock", "unlock", "swap"]


async def test_a_cancelled_run_leaves_nothing(db: None):
    at = await make.village()
    await make.open_need(at)
    await offers.published()
    order = await commands.order_run(SYSTEM, make.COUNTY)

    async def cancel(percent: int) -> None:
        if percent >= 15:
            await commands.cancel_run(SYSTEM, order)

    with pytest.raises(Conflict):
        await commands.carry_out_order(SYSTEM, order, report=cancel)

    assert await value("SELECT count(*) FROM match_run") == 0
    assert await value("SELECT count(*) FROM proposal") == 0
    assert await value("SELECT status FROM run_order WHERE id = $1", order) == "cancelled"


async def test_an_order_that_is_done_is_not_done_again(db: None):
    at = await make.village()
    await make.open_need(at)
    await offers.published()
    order = await commands.order_run(SYSTEM, make.COUNTY)
    first = await commands.carry_out_order(SYSTEM, order)
    again = await commands.carry_out_order(SYSTEM, order)

    assert again == first
    assert await value("SELECT count(*) FROM match_run") == 1


async def test_an_area_has_one_open_order(db: None):
    first = await commands.order_run(SYSTEM, make.COUNTY)

    assert await commands.order_run(SYSTEM, make.COUNTY) == first


async def test_another_ladder_needs_a_higher_desk_and_a_reason(db: None):
    county = await make.another_officer()
    with pytest.raises(Denied):
        await commands.order_run(county, make.COUNTY, ladder_steps=0, reason="想看看没有阶梯的结果")
    prefecture = await make.people.account("prefecture", "4331")
    with pytest.raises(Invalid):
        await commands.order_run(prefecture, make.COUNTY, ladder_steps=0)
    with pytest.raises(Invalid):
        await commands.order_run(prefecture, make.COUNTY, ladder_steps=900, reason="级数越多越好")
    order = await commands.order_run(
        prefecture, make.COUNTY, ladder_steps=5, reason="与上月的规则对比"
    )
    run = await commands.carry_out_order(SYSTEM, order)

    steps = await value(
        "SELECT parameters->>'ladder_steps' FROM match_run WHERE id = $1", run["run_id"]
    )
    assert steps == "5"


async def test_a_need_that_was_withdrawn_meanwhile_binds_nobody(db: None):
    """The plan is kept whole, so that its proof holds; the proposal ends in the same breath."""
    from match.needs.commands import withdraw_need

    at = await make.village()
    need = await make.open_need(at)
    await offers.published()
    order = await commands.order_run(SYSTEM, make.COUNTY)

    async def withdraw(percent: int) -> None:
        if (
            percent == 80
            and await value("SELECT status FROM need WHERE id = $1", need) != "withdrawn"
        ):
            await withdraw_need(at.director, need, "学校已经送来一批")

    run = await commands.carry_out_order(SYSTEM, order, report=withdraw)
    (proposal,) = await rows("SELECT status, superseded_by FROM proposal")

    assert proposal == {"status": "superseded", "superseded_by": run["run_id"]}
    assert await value("SELECT status FROM need WHERE id = $1", need) == "withdrawn"
    told = await stored_run(run["run_id"])
    assert told is not None
    assert false_statements(told) == ()
