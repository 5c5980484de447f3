"""A foundation's rule at work: it picks by need, keeps its caps, rests, ends and says why."""

import hashlib
from datetime import timedelta
from typing import Any

import asyncpg
import msgspec
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.giving.pledging import commands as pledging
from match.giving.pledging.forms import PledgeForm
from match.giving.standing import commands
from match.giving.standing.forms import RuleForm
from match.giving.standing.planning import plan_of
from match.needs.forms import Line
from match.needs.states import Urgency
from tests.giving import pledges as make
from tests.matching import make as matching

TITLE = "阅读角想添一批注音绘本"
CAPS = {"cap_units": 100, "cap_home_units": 60, "cap_need_units": 60}


def form(foundation: int, **other: Any) -> RuleForm:
    """Books for the county until the end of a month."""
    fields: dict[str, Any] = {
        "organisation": foundation,
        "title": "乡村阅读角图书计划",
        "category": "MAT",
        "unit": "册",
        "areas": ["433101"],
        **CAPS,
        "ends_on": clock.today() + timedelta(days=30),
        **other,
    }
    return RuleForm(**fields)


async def started(**other: Any) -> tuple[int, Actor]:
    """A rule at work and who keeps it."""
    foundation, keeper = await make.organisation("FDN")
    rule = await commands.write_rule(keeper, form(foundation, **other))
    await commands.start_rule(keeper, rule)
    return rule, keeper


async def picks(rule: int) -> list[dict[str, Any]]:
    """Lines, units and scores in the order of the picks."""
    return await rows(
        "SELECT line_id, units, score, shares, place FROM rule_pick WHERE rule_id = $1"
        " ORDER BY run_id, place",
        rule,
    )


async def test_it_offers_a_pledge_to_the_need_that_scores_highest(db: None):
    """A routine need came first, an urgent one later: 15 points put it before."""
    _at, _need, first = await make.books()
    _at, _need, urgent = await make.books(urgency=Urgency.urgent)
    rule, keeper = await started()
    run = await commands.run_rule(keeper, rule)

    assert len(run["offered"]) == 2
    made = await picks(rule)
    assert [(pick["line_id"], pick["units"]) for pick in made] == [(urgent, 60), (first, 40)]
    assert msgspec.json.decode(made[0]["shares"])["urgency"] == 1000
    pledge = await one("SELECT * FROM pledge WHERE line_id = $1", urgent)
    assert pledge is not None
    assert (pledge["rule_id"], pledge["giver_id"], pledge["status"]) == (rule, keeper.id, "offered")
    assert (await matching.units("need_line", urgent))["reserved"] == 60


async def test_the_home_accepts_and_the_county_approves_what_a_rule_offers(db: None):
    at, _need, _line = await make.books()
    rule, keeper = await started()
    (pledge,) = (await commands.run_rule(keeper, rule))["offered"]
    await pledging.accept_pledge(at.director, pledge)
    await pledging.approve_pledge(await matching.another_officer(), pledge)

    assert await make.donation_of(pledge) is not None


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
async def test_equal_needs_are_ordered_by_what_they_are_and_not_by_when_they_came(
    db: None, order: list[int]
):
    """Three homes ask for the same on the same day, in any order; seventy books are two picks."""
    rule, keeper = await started(cap_units=70)
    at = [await matching.village() for _home in range(3)]
    for place in order:
        await matching.open_need(at[place])
    marks = {
        village.division: hashlib.sha256(
            f"rule {rule}\0{village.division}:MAT-BOOK:注音绘本:60:册:1:{TITLE}".encode()
        ).hexdigest()
        for village in at
    }
    await commands.run_rule(keeper, rule)
    found = await rows(
        "SELECT h.division, p.units FROM rule_pick p JOIN need n ON n.id = p.need_id"
        " JOIN home h ON h.id = n.home_id WHERE p.rule_id = $1 ORDER BY p.place",
        rule,
    )

    first, second, _third = sorted(marks, key=lambda division: marks[division])
    assert [(row["division"], row["units"]) for row in found] == [(first, 60), (second, 10)]


async def test_it_gives_to_its_area_its_category_its_unit_and_its_groups_only(db: None):
    await make.books(category="MAT-STAT", title="给孩子们添一批画笔和本子")
    at = await matching.village("433122100")
    await matching.open_need(at)
    _at, _need, poor = await make.books(groups=["DIF-POV"])
    await make.books(lines=[Line("成套绘本", 5, "套")])
    rule, keeper = await started(category="MAT-BOOK", groups=["DIF-POV"])
    await commands.run_rule(keeper, rule)

    assert [pick["line_id"] for pick in await picks(rule)] == [poor]


async def test_no_cap_is_passed_over_many_nights(db: None):
    """40 to one need, 70 to one home; the other village gets its 40. A night more adds nothing."""
    at, need, line = await make.books(lines=[Line("注音绘本", 200, "册")])
    rule, _keeper = await started(cap_units=200, cap_home_units=70, cap_need_units=40)
    for _night in range(3):
        await commands.run_rules(SYSTEM)
    await matching.open_need(
        at, category="MAT-STAT", title="开学前给孩子们发练习本", lines=[Line("练习本", 90, "册")]
    )
    await make.books(title="另一个村的阅读角也想添绘本")
    for _night in range(3):
        await commands.run_rules(SYSTEM)

    assert await value("SELECT sum(units) FROM pledge WHERE need_id = $1", need) == 40
    assert await value("SELECT sum(units) FROM pledge WHERE home_id = $1", at.home) == 70
    assert await value("SELECT sum(units) FROM pledge WHERE rule_id = $1", rule) == 110
    assert (await matching.units("need_line", line))["reserved"] == 40


async def test_what_ended_without_a_gift_is_the_rules_to_give_again(db: None):
    at, _need, line = await make.books()
    rule, keeper = await started(cap_units=60)
    (pledge,) = (await commands.run_rule(keeper, rule))["offered"]
    assert (await commands.run_rule(keeper, rule))["offered"] == []
    await pledging.decline_pledge(at.director, pledge, "学校刚送来一批")
    assert (await commands.run_rule(keeper, rule))["offered"] == [], "a home that declined"
    _at, _need, other = await make.books()
    await commands.run_rule(keeper, rule)

    lines = await rows("SELECT line_id FROM pledge WHERE status = 'offered'")
    assert [row["line_id"] for row in lines] == [other]
    assert (await matching.units("need_line", line))["reserved"] == 0


async def test_the_database_keeps_the_caps_whatever_the_commands_forget(db: None):
    await make.books()
    rule, keeper = await started(cap_units=30, cap_home_units=30, cap_need_units=30)
    (pledge,) = (await commands.run_rule(keeper, rule))["offered"]

    with pytest.raises(asyncpg.CheckViolationError, match="caps"):
        await rows("UPDATE pledge SET units = 31 WHERE id = $1", pledge)


async def test_what_somebody_else_took_meanwhile_is_skipped_and_the_rest_goes_on(db: None):
    _at, _need, first = await make.books(urgency=Urgency.urgent)
    _at, _need, second = await make.books()
    rule, keeper = await started()
    row = await one("SELECT * FROM giving_rule WHERE id = $1", rule)
    assert row is not None
    plan, _weights, _found = await plan_of(row)
    assert [pick.line_id for pick in plan.picks] == [first, second]
    await pledging.offer_pledge(await make.giver(), PledgeForm(first, 1))
    run: int = await value(
        "INSERT INTO rule_run (rule_id, candidates, planned, weights) VALUES ($1, 2, 2, '{}')"
        " RETURNING id",
        rule,
    )
    with pytest.raises(Conflict):
        await commands.offer_pick(keeper, rule, run, 1, plan.picks[0])
    await commands.offer_pick(keeper, rule, run, 2, plan.picks[1])

    assert [pick["line_id"] for pick in await picks(rule)] == [second]


async def test_a_dry_run_writes_nothing(db: None):
    await make.books()
    rule, _keeper = await started()
    before = await make.everything()
    row = await one("SELECT * FROM giving_rule WHERE id = $1", rule)
    assert row is not None
    plan, _weights, _found = await plan_of(row)

    assert len(plan.picks) == 1
    assert await make.everything() == before


async def test_a_rule_picks_only_while_it_is_at_work(db: None):
    await make.books()
    foundation, keeper = await make.organisation("FDN")
    rule = await commands.write_rule(keeper, form(foundation))
    with pytest.raises(Conflict):
        await commands.run_rule(keeper, rule)
    await commands.start_rule(keeper, rule)
    await commands.pause_rule(keeper, rule, "理事会要重新讨论")
    with pytest.raises(Conflict):
        await commands.run_rule(keeper, rule)
    assert (await commands.run_rules(SYSTEM))["rules"] == 0
    await commands.start_rule(keeper, rule)

    assert (await commands.run_rules(SYSTEM))["pledges"] == 1


async def test_a_rule_ends_by_itself_after_its_last_day(db: None):
    rule, _keeper = await started()
    with clock.freeze(clock.now() + timedelta(days=31)):
        assert await commands.sweep_rules(SYSTEM) == 1
        assert await commands.sweep_rules(SYSTEM) == 0

    assert await value("SELECT status FROM giving_rule WHERE id = $1", rule) == "ended"


async def test_a_foundation_that_is_no_longer_verified_offers_nothing(db: None):
    await make.books()
    rule, keeper = await started()
    await rows("UPDATE organisation SET verified_until = current_date - 1")
    run = await commands.run_rule(keeper, rule)

    assert run["offered"] == []
    assert len(run["skipped"]) == 1


async def test_only_its_own_managers_keep_and_see_a_rule(db: None):
    rule, _keeper = await started()
    foundation, _other = await make.organisation("FDN")
    _mine, stranger = await make.organisation("FDN")
    with pytest.raises(Denied):
        await commands.write_rule(stranger, form(foundation))
    with pytest.raises(NotFound):
        await commands.pause_rule(stranger, rule, "不该由我来停")
    with pytest.raises(NotFound):
        await commands.run_rule(stranger, rule)


async def test_a_stricter_limit_of_the_rule_asks_for_two_bodies(db: None):
    """60 books at 10 yuan are 600 yuan; the rule asks for two from 500 on."""
    at, _need, _line = await make.books(lines=[Line("注音绘本", 60, "册", None, 1000)])
    rule, keeper = await started(two_person_yuan=500)
    (pledge,) = (await commands.run_rule(keeper, rule))["offered"]
    await pledging.accept_pledge(at.director, pledge)

    assert not await pledging.approve_pledge(await matching.another_officer(), pledge)
    assert await pledging.approve_pledge(await make.countersigner(), pledge)


async def test_money_by_rule_goes_through_its_charity_to_the_home(db: None):
    _at, _need, line = await make.fund()
    charity, _keeper = await make.charity()
    rule, keeper = await started(
        category="FND", unit="元", charity=charity,
        cap_units=5000, cap_home_units=5000, cap_need_units=5000,
    )  # fmt: skip
    await commands.run_rule(keeper, rule)
    pledge = await one("SELECT kind, amount_fen, charity_id, line_id FROM pledge")

    assert pledge == {
        "kind": "money",
        "amount_fen": 500_000,
        "charity_id": charity,
        "line_id": line,
    }


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"category": "NO-SUCH"}, "category"),
        ({"unit": "元"}, "unit"),
        ({"category": "FND", "unit": "元"}, "charity"),
        ({"areas": ["110101"]}, "areas"),
        ({"areas": ["4331", "433101"]}, "areas"),
        ({"cap_need_units": 61}, "cap_need_units"),
        ({"cap_home_units": 101}, "cap_need_units"),
        ({"ends_on": clock.today() - timedelta(days=1)}, "ends_on"),
        ({"groups": ["NOBODY"]}, "groups"),
    ],
)
async def test_a_rule_that_cannot_be_kept_is_refused(db: None, wrong: dict[str, Any], field: str):
    foundation, keeper = await make.organisation("FDN")
    with pytest.raises(Invalid) as refused:
        await commands.write_rule(keeper, form(foundation, **wrong))

    assert set(refused.value.fields) == {field}
