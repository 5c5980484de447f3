"""Many runs of one rule at once, each on a connection of its own: no cap is ever passed."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, unit_of_work, value
from match.foundation.errors import Conflict
from match.giving.pledging.commands import offer_pledge, promise
from match.giving.pledging.forms import PledgeForm
from match.giving.standing import commands
from match.giving.standing.forms import RuleForm
from match.giving.standing.planning import plan_of
from match.giving.standing.rules import Pick
from match.needs.forms import Line
from match.people.sessions import actor_of_account
from tests.giving import pledges as make
from tests.ledger.house import Ledger

CAP = 50
RUNS = 6


async def rule_with_homes() -> int:
    """A rule that may give fifty books, and five homes that ask for sixty each."""
    for number in range(5):
        title = f"阅读角想添第{number + 1}批注音绘本"
        await make.books(title=title, lines=[Line("注音绘本", 60, "册")])
    foundation, keeper = await make.organisation("FDN")
    form = RuleForm(
        foundation, "乡村阅读角图书计划", "MAT", "册", ["433101"],
        CAP, 20, 20, clock.today() + timedelta(days=30),
    )  # fmt: skip
    rule = await commands.write_rule(keeper, form)
    await commands.start_rule(keeper, rule)
    return rule


@pytest.mark.bank
async def test_runs_that_meet_pass_no_cap(house: Ledger):
    rule = await rule_with_homes()
    ran = await asyncio.gather(
        *(commands.run_rule(SYSTEM, rule) for _run in range(RUNS)), return_exceptions=True
    )

    assert not [each for each in ran if isinstance(each, BaseException)]
    assert await value("SELECT sum(units) FROM pledge WHERE rule_id = $1", rule) == CAP
    per_home = await rows(
        "SELECT sum(units) AS units FROM pledge WHERE rule_id = $1 GROUP BY home_id", rule
    )
    assert all(row["units"] <= 20 for row in per_home)
    assert await value("SELECT sum(reserved) FROM need_line") == CAP


async def naive(rule: dict[str, Any], picks: Sequence[Pick]) -> None:
    """A run that trusts its plan: it asks for no cap again."""
    contact = await actor_of_account(rule["contact_id"])
    assert contact is not None
    for pick in picks:
        form = PledgeForm(pick.line_id, pick.units, rule["organisation_id"])
        async with unit_of_work():
            await promise(contact, form, giver_id=rule["contact_id"], rule_id=rule["id"])


@pytest.mark.bank
@pytest.mark.parametrize("guarded", [True, False])
async def test_a_run_that_trusts_its_plan_is_stopped_by_the_trigger_alone(
    house: Ledger, guarded: bool
):
    """The broken twin: two runs that planned at the same time. Without the trigger they pass."""
    rule = await rule_with_homes()
    row = await one("SELECT * FROM giving_rule WHERE id = $1", rule)
    assert row is not None
    plans = [(await plan_of(row))[0].picks for _run in range(2)]
    if not guarded:
        house.superuser("DROP TRIGGER pledge_rule_caps ON pledge")
    await naive(row, plans[0])
    if guarded:
        with pytest.raises(asyncpg.CheckViolationError, match="caps"):
            await naive(row, plans[1])
    else:
        await naive(row, plans[1])

    given = await value("SELECT sum(units) FROM pledge WHERE rule_id = $1", rule)
    assert (given <= CAP) is guarded


@pytest.mark.bank
async def test_two_givers_never_promise_the_same_unit(house: Ledger):
    """Ten givers want ten of sixty units each, at the same moment: six get them."""
    _at, _need, line = await make.books()
    givers = [await make.giver() for _giver in range(10)]
    answers = await asyncio.gather(
        *(offer_pledge(giver, PledgeForm(line, 10)) for giver in givers), return_exceptions=True
    )

    assert sum(isinstance(answer, int) for answer in answers) == 6
    assert sum(isinstance(answer, Conflict) for answer in answers) == 4
    assert await value("SELECT reserved FROM need_line WHERE id = $1", line) == 60
    assert await value("SELECT sum(units) FROM pledge") == 60
