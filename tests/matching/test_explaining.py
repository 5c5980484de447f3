"""Is what the explanations say true? Held against new plans made from the run's own open files."""

import csv
from pathlib import Path
from typing import Any

import httpx

from match.allocation.directory import allocate_directory
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import rows, value
from match.foundation.language import speak
from match.matching import commands, wording
from match.matching.explaining import offer_standing, why_unserved
from match.matching.exporting import export_run
from match.matching.queries import ProposalFile, proposal_file
from match.needs.forms import Line
from tests.matching import make
from tests.offers import make as offers
from tests.people import make as people

# v = 8 × points × children × 10,000 ÷ units, at a home that nothing has reached: 110 %.
ONE_POINT = 8 * 10_000 * 110 // 60


async def homes_want(*children: int, wanted: int = 60) -> list[tuple[Actor, int]]:
    """A home in one township for each number of children, each wants so many books."""
    found: list[tuple[Actor, int]] = []
    for many in children:
        at = await make.village()
        lines = [Line("注音绘本", wanted, "册")]
        found.append((at.director, await make.open_need(at, lines=lines, bands={"6-8": many})))
    return found


async def planned(**ordered: Any) -> tuple[int, list[ProposalFile]]:
    """A run without a ladder, and its proposals, the largest worth per unit first."""
    order = await commands.order_run(
        SYSTEM, make.COUNTY, ladder_steps=0, reason="没有阶梯的对照", **ordered
    )
    run = (await commands.carry_out_order(SYSTEM, order))["run_id"]
    officer = await make.another_officer()
    found = await rows("SELECT id FROM proposal WHERE run_id = $1 ORDER BY unit_value DESC", run)
    return run, [await proposal_file(officer, row["id"]) for row in found]


async def again_with(run: int, file: ProposalFile, less: int, folder: Path) -> int:
    """Units of the pair when a unit of it is worth so much less and all is planned again."""
    await export_run(run, folder)
    path = folder / "instance" / "edges.csv"
    with path.open(encoding="utf-8", newline="") as opened:
        edges = list(csv.DictReader(opened))
    for edge in edges:
        if (edge["need_id"], edge["offer_id"]) == (str(file.line_id), str(file.offer_id)):
            edge["value"] = str(int(edge["value"]) - less)
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, ["need_id", "offer_id", "value"])
        writer.writeheader()
        writer.writerows(edges)
    assert allocate_directory(folder / "instance", folder / "again").exit_code == 0
    with (folder / "again" / "flows.csv").open(encoding="utf-8", newline="") as opened:
        return sum(
            int(flow["units"])
            for flow in csv.DictReader(opened)
            if (flow["need_id"], flow["offer_id"]) == (str(file.line_id), str(file.offer_id))
        )


async def test_the_only_offer_there_is_may_still_be_lost_to_another_need(db: None, tmp_path: Path):
    await homes_want(40, 30)
    await offers.published(quantity=90)
    run, (first, second) = await planned()
    # By hand: the second home takes over once a unit is worth less at the first.
    bears = (first.unit_value - second.unit_value) // (ONE_POINT * 40)

    assert (first.line.units, second.line.units) == (60, 30)
    assert 0 < bears < first.line.score
    assert f"再低 {bears + 1} 分以上，就可能改给别的需求" in wording.change_reason(first)
    assert wording.change_reason(first).startswith("只有这一份供给可行")
    assert await again_with(run, first, bears * ONE_POINT * 40, tmp_path) == 60
    assert await again_with(run, first, (bears + 1) * ONE_POINT * 40, tmp_path) == 30
    speak("en")
    assert f"{bears + 1} or more points less" in wording.change_reason(first)
    speak("zh")


async def test_where_some_is_left_no_score_changes_anything(db: None, tmp_path: Path):
    await homes_want(40)
    await offers.published(quantity=90)
    run, (only,) = await planned()

    assert wording.change_reason(only) == "只有这一份供给可行，它还有余量；得分变化不会改变结果。"
    assert wording.price_reason(only) == "这份供给还有余量。"
    assert wording.runner_up_reason(only) == "没有其他可行的供给。"
    assert await again_with(run, only, only.unit_value - 8, tmp_path) == 60


async def test_two_offers_for_one_need_are_not_the_only_one_there_is(db: None):
    await homes_want(40)
    await offers.published(quantity=35)
    await offers.published(quantity=30, title="又一批注音绘本")
    _run, files = await planned()

    assert (len(files), sum(file.line.units for file in files)) == (2, 60)
    for file in files:
        assert wording.runner_up_reason(file) == "其他可行的供给也都用在这项需求上了。"
        assert wording.change_reason(file).startswith("这项需求同时由 2 份供给满足")


async def test_an_offer_that_goes_out_even_keeps_nobody_waiting(db: None):
    """Whichever side the price falls on: there is no other need, and none is said to wait."""
    await homes_want(40)
    manager, offer = await offers.published(quantity=60)
    _run, (only,) = await planned()
    standing = await offer_standing(manager, offer)
    assert standing is not None

    assert only.used_up
    assert wording.price_reason(only).startswith(("这份供给正好分完", "这份供给已全部分完；再多"))
    assert (standing.used_up, standing.waiting) == (True, 0)
    assert wording.contested_reason(standing) == "这份供给已经全部分完。"
    assert wording.next_reason(standing) == ""


async def test_who_got_a_part_is_among_those_that_went_short(db: None):
    await homes_want(40, 30)
    manager, offer = await offers.published(quantity=90)
    await planned()
    standing = await offer_standing(manager, offer)
    assert standing is not None

    assert standing.used_up
    assert wording.contested_reason(standing).endswith("还有 1 项需求最接近它，但没有分够。")
    assert "还差 30" in wording.next_reason(standing)
    (why,) = await why_unserved(*await _short())
    assert why.missing == 30
    assert wording.unserved_reason(why).startswith("合适的供给不够分；再有多的，这里在最先考虑之列")


async def test_who_lost_to_more_worth_reads_what_it_is_at_least(db: None):
    await homes_want(40, 30)
    await offers.published(quantity=60)
    _run, (first,) = await planned()
    (why,) = await why_unserved(*await _short())

    assert why.unit_value <= why.offer_price <= first.unit_value
    if why.offer_price > why.unit_value:
        assert f"至少值 {why.offer_price:,}" in wording.unserved_reason(why)


async def _short() -> tuple[Actor, int]:
    """The director of the home that went short, and its need."""
    from match.people.sessions import actor_of_account

    (row,) = await rows(
        "SELECT l.need_id, h.director_id FROM unserved u JOIN need_line l ON l.id = u.line_id"
        " JOIN need n ON n.id = l.need_id JOIN home h ON h.id = n.home_id"
    )
    actor = await actor_of_account(row["director_id"])
    assert actor is not None
    return actor, row["need_id"]


async def test_a_line_that_a_later_run_served_no_longer_reads_that_it_went_without(
    db: None, client: httpx.AsyncClient
):
    ((director, need),) = await homes_want(40)
    await commands.run_matching(SYSTEM, make.COUNTY)
    assert [why.reason for why in await why_unserved(director, need)] == ["infeasible"]
    await offers.published(quantity=90)
    await commands.run_matching(SYSTEM, make.COUNTY)

    assert await value("SELECT sum(units) FROM proposal WHERE need_id = $1", need) == 60
    assert await why_unserved(director, need) == []
    await people.sign_in(client, director)
    page = (await client.get(f"/desk/needs/{need}/matching")).text
    assert "为什么还没有全部匹配上" not in page
    assert (await client.get(f"/api/v1/matches/needs/{need}")).json() == []


async def test_a_pair_that_people_made_is_compared_with_nothing(db: None):
    await homes_want(30)
    _giver, offer = await offers.published(quantity=90)
    await commands.run_matching(SYSTEM, make.COUNTY)
    ((_director, need),) = await homes_want(40, wanted=20)
    await commands.follow_by_day(SYSTEM, "MAT-BOOK")
    line = await value("SELECT id FROM need_line WHERE need_id = $1", need)
    officer = await make.another_officer()
    made = await commands.propose_now(officer, need, line, offer, "学校下周开学，等不到今晚以后。")
    file = await proposal_file(officer, made)

    assert wording.change_reason(file) == "这一对由工作人员在白天提出，没有备选比较。"
    assert wording.runner_up_reason(file) == ""
