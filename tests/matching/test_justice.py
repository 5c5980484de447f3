"""The audit of justice against envy counted by hand, and the words that say why."""

from typing import Any

import httpx
import numpy as np

from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.foundation.language import speak
from match.matching import commands, wording
from match.matching.commands.reporting import envy_of, report_justice
from match.matching.explaining import latest_price, offer_standing, points_of, points_within
from match.matching.justice import Served, justified_envy
from match.people.sessions import actor_of_account
from match.proofs.market import Market
from match.proofs.stored import decompress, unpack
from tests.matching import make
from tests.offers import make as offers
from tests.people import make as people


async def scarce(**ordered: Any) -> int:
    """Three homes in two counties want books; half of what they want is there. The run's id."""
    for township, wanted, children in (
        (f"{make.COUNTY}101", 60, {"6-8": 40}),
        (f"{make.COUNTY}102", 60, {"6-8": 30}),
        ("433122101", 60, {"6-8": 6}),
    ):
        at = await make.village(township)
        await make.open_need(at, lines=[make.Line("注音绘本", wanted, "册")], bands=children)
    await offers.published(quantity=90, areas=["4331"])
    order = await commands.order_run(SYSTEM, "4331", **ordered)
    return (await commands.carry_out_order(SYSTEM, order))["run_id"]


async def test_without_the_ladder_nobody_is_passed_over(db: None):
    run = await scarce(ladder_steps=0, reason="没有阶梯的对照")
    envy = await envy_of(run)

    assert envy.lines_short == 2
    assert envy.pairs == 0


async def test_what_the_ladder_costs_one_county_it_says(db: None):
    """The small county gets a first share although a unit there is worth less."""
    run = await scarce()
    report = await report_justice(SYSTEM, run)
    given = await rows(
        "SELECT n.division, p.units, p.unit_value FROM proposal p JOIN need n ON n.id = p.need_id"
        " WHERE p.run_id = $1 ORDER BY p.unit_value",
        run,
    )

    assert given[0]["division"].startswith("433122")
    # By hand: one offer; short lines worth more per unit than the least it serves.
    worth = {row["division"][:9]: row["unit_value"] for row in given}
    short = await rows(
        "SELECT n.division FROM unserved u JOIN need_line l ON l.id = u.line_id"
        " JOIN need n ON n.id = l.need_id WHERE u.run_id = $1",
        run,
    )
    by_hand = sum(worth[row["division"][:9]] > given[0]["unit_value"] for row in short)
    assert report.envy.pairs == by_hand > 0
    assert report.envy.unexplained == 0
    assert await report_justice(SYSTEM, run) == report


async def test_a_plan_that_passes_somebody_over_is_found_out(db: None):
    """The twin: the same input, but the units went to the least worth."""
    run = await scarce(ladder_steps=0, reason="没有阶梯的对照")
    content = decompress(await value("SELECT content FROM run_input WHERE run_id = $1", run))
    market = Market(*unpack(content))
    (chunk,) = list(market.pairs())
    least = int(np.argmin(chunk.value))
    served = np.zeros(3, np.int64)
    served[chunk.need[least]] = 60
    unfair = Served(
        chunk.need[[least]],
        chunk.offer[[least]],
        chunk.value[[least]],
        served,
        np.zeros(3, np.int64),
    )
    envy = justified_envy(market, unfair)

    assert (envy.pairs, envy.unexplained) == (2, 2)


async def test_homes_that_never_had_anything_are_named(db: None):
    run = await scarce(ladder_steps=0, reason="没有阶梯的对照")
    report = await report_justice(SYSTEM, run)
    without = await value(
        "SELECT n.home_id FROM need n WHERE NOT EXISTS"
        " (SELECT FROM proposal p WHERE p.need_id = n.id)"
    )

    assert report.never_served == (without,)
    assert report.homes_never_served == 1


async def test_overrides_and_declines_stand_in_the_next_report(db: None):
    run = await scarce()
    first, *_ = await rows("SELECT id, home_id FROM proposal WHERE run_id = $1 ORDER BY id", run)
    county = await make.another_officer()
    await commands.lock_proposal(county, first["id"], "校长已经口头答应")
    director = await value("SELECT director_id FROM home WHERE id = $1", first["home_id"])
    person = await actor_of_account(director)
    assert person is not None
    await commands.decline_proposal(person, first["id"], "学校已经送来一批")
    order = await commands.order_run(SYSTEM, "4331")
    again = (await commands.carry_out_order(SYSTEM, order))["run_id"]
    report = await report_justice(SYSTEM, again)

    assert [(one.kind, one.reason) for one in report.overrides] == [("lock", "校长已经口头答应")]
    assert [one.reason for one in report.declines] == ["学校已经送来一批"]


def test_a_margin_is_said_in_points():
    """v = 8 × score × children × 1,000,000 ÷ units: one point of 30 children and 60 units."""
    one_point = 8 * 30 * 1_000_000 // 60
    assert points_of(one_point, 30, 60, 100) == 1
    assert points_of(one_point * 3 + 1, 30, 60, 100) == 4
    # At a home where a unit counts half, a point is worth half.
    assert points_of(one_point, 30, 60, 50) == 2
    assert points_within(one_point * 3 - 1, 30, 60, 100) == 2


async def test_a_giver_reads_how_contested_the_offer_is(db: None, client: httpx.AsyncClient):
    await scarce()
    offer = await one("SELECT id, organisation_id FROM offer")
    assert offer is not None
    manager = await make.manager_of(offer["organisation_id"])
    standing = await offer_standing(manager, offer["id"])
    assert standing is not None
    price = await latest_price("offer", offer["id"])
    assert price == (standing.run_id, standing.price)
    assert standing.price > 0
    assert standing.waiting >= 1
    assert standing.next_place is not None
    await people.sign_in(client, manager)
    page = (await client.get(f"/desk/offers/{offer['id']}/matching")).text
    told = (await client.get(f"/api/v1/matches/offers/{offer['id']}")).json()

    assert "这份供给很抢手" in page
    assert "最接近它的需求里" in page
    assert told["price"] == standing.price
    assert told["next"]["need_id"] == standing.next_place.need_id


async def test_staff_read_why_and_the_parties_do_not(db: None, client: httpx.AsyncClient):
    at, proposal, _organisation = await make.proposed()
    await people.sign_in(client, at.director)
    refused = await client.get(f"/api/v1/matches/{proposal}/explanation")
    assert refused.status_code == 403
    await people.sign_in(client, await make.another_officer())
    told = (await client.get(f"/api/v1/matches/{proposal}/explanation")).json()

    assert told["change"] == "只有这一份供给可行，它还有余量；得分变化不会改变结果。"
    assert told["offer_price"] == 0


async def test_a_need_that_went_without_reads_why_in_the_api(db: None, client: httpx.AsyncClient):
    at = await make.village()
    need = await make.open_need(at)
    await people.place("430600000000")
    await offers.published(areas=["4306"])
    await commands.run_matching(SYSTEM, make.COUNTY)
    await people.sign_in(client, at.director)
    (why,) = (await client.get(f"/api/v1/matches/needs/{need}")).json()

    assert why["reason"] == "infeasible"
    assert why["constraint"] in ("area", "category")
    assert why["sentence"]


def test_what_a_home_has_had_is_said_in_words():
    speak("zh")
    assert "110%" in wording.standing_reason(110)
    assert "还没有得到过" in wording.standing_reason(110)
    assert "94%" in wording.standing_reason(94)
    assert wording.standing_reason(100) == ""
