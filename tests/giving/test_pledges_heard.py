"""Who hears of a pledge, what the night does, and that the live checks hold along the whole way."""

from datetime import timedelta

import msgspec
import pytest

from jobs.checks import run_checks
from jobs.checks.flows import CHECKS as FLOWS
from jobs.checks.pledges import CHECKS
from jobs.checks.reconciliation import CHECKS as BOOKS
from jobs.listeners import listeners_of
from jobs.tasks import TASKS
from match.foundation import clock
from match.foundation.db import rows, value
from match.giving import commands as giving
from match.giving.forms import AllocationForm
from match.giving.pledging import commands
from match.giving.pledging.forms import JoinForm, JointForm, PledgeForm
from match.needs.commands import withdraw_need
from tests.giving import pledges as make
from tests.giving.test_money import gift, pay
from tests.giving.test_rules import started
from tests.matching import make as matching


async def hear_all() -> None:
    """Deliver every waiting fact to its listeners inside the house."""
    for _ in range(6):
        waiting = await rows(
            "SELECT id, topic, payload FROM outbox WHERE done_at IS NULL ORDER BY id"
        )
        for fact in waiting:
            for listener in listeners_of(fact["topic"]):
                if not listener.outside:
                    await listener.hear(fact["id"], msgspec.json.decode(fact["payload"]))
            await value("UPDATE outbox SET done_at = now() WHERE id = $1", fact["id"])


async def kinds_for(account: int | None) -> list[str]:
    found = await rows("SELECT kind FROM message WHERE account_id = $1 ORDER BY id", account)
    return [row["kind"] for row in found]


async def broken() -> list[str]:
    """Names of the checks of pledges and flows that find something."""
    return [name for page in (CHECKS, FLOWS) for name, sql in page.items() if await rows(str(sql))]


async def off_the_books() -> list[str]:
    """Names of the checks by which ledger and donations disagree."""
    found = []
    for name, query in BOOKS.items():
        if await (rows(query) if isinstance(query, str) else query()):
            found.append(name)
    return found


async def test_home_county_and_giver_hear_in_their_turn(db: None):
    at, _need, line = await make.books()
    giver = await make.giver()
    pledge = await commands.offer_pledge(giver, PledgeForm(line, 30))
    await hear_all()
    assert "pledge_offered" in await kinds_for(at.director.id)
    await commands.accept_pledge(at.director, pledge)
    await hear_all()
    assert "pledge_waiting_county" in await kinds_for(at.county.id)
    await commands.decline_pledge(at.director, pledge, "学校刚送来一批")
    await hear_all()

    assert "pledge_ended" in await kinds_for(giver.id)


async def test_the_home_hears_of_several_once_all_are_there(db: None):
    at, _need, line = await make.books()
    form = JointForm(line, 30, 60, clock.today() + timedelta(days=9))
    joint = await commands.open_joint(await make.giver(), form)
    await hear_all()
    assert "pledge_offered" not in await kinds_for(at.director.id)
    await commands.join_joint(await make.giver(), joint, JoinForm(30))
    await hear_all()

    assert "joint_complete" in await kinds_for(at.director.id)


async def test_a_need_that_ends_asks_its_givers(db: None):
    at, need, line = await make.books()
    giver = await make.giver()
    pledge = await commands.offer_pledge(giver, PledgeForm(line, 30))
    await withdraw_need(at.director, need, "学校已经送来")
    await hear_all()

    assert await make.status(pledge) == "choosing"
    assert "pledge_choose" in await kinds_for(giver.id)


async def test_the_night_lets_every_rule_pick(db: None):
    await make.books()
    rule, _keeper = await started()
    ended = await TASKS["offer_by_rules"]({}, None)

    assert ended == {"rules": 1, "pledges": 1, "refused": 0}
    again = await TASKS["offer_by_rule"]({}, None, rule=rule)
    assert again["offered"] == []


async def test_the_checks_hold_along_the_way_of_goods(db: None):
    at, _need, line = await make.books()
    giver = await make.giver()
    pledge = await commands.offer_pledge(giver, PledgeForm(line, 30))
    assert await broken() == []
    await commands.accept_pledge(at.director, pledge)
    assert await broken() == []
    await commands.approve_pledge(await matching.another_officer(), pledge)

    assert await broken() == []


async def test_the_checks_hold_along_the_way_of_money(db: None):
    made = await gift()
    assert await broken() == []
    await pay(made, 333_333, "0001")
    assert await broken() == []
    await pay(made, 1_666_667, "0002")
    assert await broken() == []
    await commands.propose_return(made.keeper, made.donation, 500_001, "采购节余")
    await commands.answer_return(made.giver, made.donation, consent=True)
    assert await broken() == []
    await giving.allocate(made.keeper, made.donation, [AllocationForm(made.at.home, fen=1_499_999)])

    assert await broken() == []
    assert await off_the_books() == []


async def test_the_books_hold_where_only_a_part_came(db: None):
    made = await gift()
    await pay(made, 333_333, "0001")
    assert await off_the_books() == []
    await commands.end_payments(made.giver, made.donation, "企业预算调整")

    assert await off_the_books() == []
    assert await broken() == []
    await rows("UPDATE donation SET paid_fen = paid_fen - 1 WHERE id = $1", made.donation)
    assert await broken() != []


async def test_the_checks_hold_for_a_rule_and_for_several(db: None):
    _at, _need, line = await make.books()
    rule, keeper = await started(cap_units=20, cap_home_units=20, cap_need_units=20)
    from match.giving.standing.commands import run_rule

    await run_rule(keeper, rule)
    form = JointForm(line, 10, 40, clock.today() + timedelta(days=9))
    joint = await commands.open_joint(await make.giver(), form)
    assert await broken() == []
    await commands.join_joint(await make.giver(), joint, JoinForm(30))

    assert await broken() == []


WRONG = [
    ("UPDATE need_line SET reserved = reserved - 1", "reserved units of a need line"),
    (
        "UPDATE pledge SET decided_by = giver_id, created_by = NULL",
        "approved a pledge of their own",
    ),
    ("UPDATE pledge SET next_check_at = now() - interval '2 days'", "past its day"),
    ("UPDATE pledge SET status = 'agreed'", "an agreed pledge is a donation"),
]


@pytest.mark.parametrize(("damage", "named"), WRONG)
async def test_the_checks_find_what_is_wrong(db: None, damage: str, named: str):
    _at, _need, line = await make.books()
    await commands.offer_pledge(await make.giver(), PledgeForm(line, 30))
    await rows(damage)

    assert any(named in name for name in await broken())


async def test_every_check_is_among_those_that_match_check_asks(db: None):
    asked = {each.name for each in await run_checks()}
    assert set(CHECKS) <= asked
