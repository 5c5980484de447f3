"""A pledge from its first word to its end: offered, answered, approved, expired, withdrawn."""

from datetime import timedelta
from itertools import product

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.giving.pledging import commands
from match.giving.pledging.forms import MilestoneForm, PledgeForm
from match.giving.states import PLEDGE_MACHINE, PledgeStatus
from match.giving.tables import Pledge
from match.needs import commands as needs
from match.needs.forms import Line
from tests.giving import pledges as make
from tests.matching import make as matching
from tests.people import make as people

UNITS = 60


async def held(line: int) -> tuple[int, int]:
    """Reserved and committed units of a line."""
    found = await matching.units("need_line", line)
    return found["reserved"], found["committed"]


async def test_a_pledge_holds_its_units_at_once_so_that_nobody_promises_them_too(db: None):
    _at, _need, line = await make.books()
    first, second = await make.giver(), await make.giver()
    await commands.offer_pledge(first, PledgeForm(line, 40))

    assert await held(line) == (40, 0)
    with pytest.raises(Conflict) as refused:
        await commands.offer_pledge(second, PledgeForm(line, 21))
    assert refused.value.facts["left"] == 20
    await commands.offer_pledge(second, PledgeForm(line, 20))
    assert await held(line) == (UNITS, 0)


async def test_a_part_of_a_line_is_a_whole_pledge(db: None):
    """Fewer units than the line asks for: the rest stays open for others."""
    at, _need, line = await make.books()
    pledge = await make.agreed(at, await make.giver(), PledgeForm(line, 15))
    donation = await one("SELECT units, status FROM donation WHERE pledge_id = $1", pledge)

    assert donation == {"units": 15, "status": "promised"}
    assert await held(line) == (0, 15)


async def test_the_way_home_then_county_then_donation(db: None):
    at, _need, line = await make.books()
    pledge = await commands.offer_pledge(await make.giver(), PledgeForm(line, 30))
    officer = await matching.another_officer()
    with pytest.raises(Conflict):
        await commands.approve_pledge(officer, pledge)
    await commands.accept_pledge(at.director, pledge)
    assert await make.donation_of(pledge) is None
    assert await commands.approve_pledge(officer, pledge)

    assert await make.status(pledge) == "agreed"
    assert await held(line) == (0, 30)
    assert await make.donation_of(pledge) is not None
    told = [row["topic"] for row in await rows("SELECT topic FROM outbox ORDER BY id")]
    assert [topic for topic in told if topic.startswith("pledge.")] == [
        "pledge.offered",
        "pledge.accepted",
        "pledge.agreed",
    ]


@pytest.mark.parametrize("units", [0, -1, -60])
async def test_a_pledge_of_nothing_or_less_is_refused_and_nothing_changed(db: None, units: int):
    _at, _need, line = await make.books()
    actor = await make.giver()
    before = await make.everything()

    with pytest.raises(Invalid) as refused:
        await commands.offer_pledge(actor, PledgeForm(line, units))
    assert set(refused.value.fields) == {"units"}
    assert await make.everything() == before


async def test_more_than_the_need_asks_for_is_refused_and_nothing_changed(db: None):
    _at, _need, line = await make.books()
    actor = await make.giver()
    before = await make.everything()

    with pytest.raises(Conflict) as refused:
        await commands.offer_pledge(actor, PledgeForm(line, UNITS + 1))
    assert "60" in refused.value.message
    assert await make.everything() == before


async def test_only_what_is_public_is_promised_to(db: None):
    at = await matching.village()
    draft = await needs.draft_need(at.director, at.home)
    actor = await make.giver()

    with pytest.raises(NotFound):
        await commands.offer_pledge(actor, PledgeForm(10**9, 1))
    assert await value("SELECT count(*) FROM pledge WHERE need_id = $1", draft) == 0


async def test_nobody_pledges_in_the_name_of_others_or_to_their_own_home(db: None):
    at, _need, line = await make.books()
    firm, manager = await make.organisation()
    with pytest.raises(Denied):
        await commands.offer_pledge(await make.giver(), PledgeForm(line, 5, firm))
    with pytest.raises(Denied):
        await commands.offer_pledge(at.director, PledgeForm(line, 5))
    await commands.offer_pledge(manager, PledgeForm(line, 5, firm))

    assert await held(line) == (5, 0)


async def test_an_organisation_that_is_not_verified_promises_nothing(db: None):
    _at, _need, line = await make.books()
    firm = await people.organisation("ENT", verified=False)
    manager = await matching.manager_of(firm)

    with pytest.raises(Denied):
        await commands.offer_pledge(manager, PledgeForm(line, 5, firm))


async def test_words_that_could_tell_who_a_child_is_are_refused(db: None):
    _at, _need, line = await make.books()
    form = PledgeForm(line, 5, condition="请让家长打电话 13812345678 给我")

    with pytest.raises(Invalid):
        await commands.offer_pledge(await make.giver(), form)
    assert await held(line) == (0, 0)


async def test_only_the_home_answers_and_only_somebody_without_a_part_approves(db: None):
    at, _need, line = await make.books()
    giver = await make.giver()
    pledge = await commands.offer_pledge(giver, PledgeForm(line, 5))
    for stranger in (giver, await make.countersigner()):
        with pytest.raises(Denied):
            await commands.accept_pledge(stranger, pledge)
    with pytest.raises(NotFound):
        await commands.accept_pledge(await people.account("county", "430102"), pledge)
    await commands.accept_pledge(at.supervisor, pledge)  # 代办

    for involved in (at.supervisor, at.director, giver):
        with pytest.raises(Denied):
            await commands.approve_pledge(involved, pledge)
    assert await make.status(pledge) == "accepted"


async def test_an_officer_who_belongs_to_the_giver_does_not_approve(db: None):
    at, _need, line = await make.books()
    firm, manager = await make.organisation()
    pledge = await make.accepted(at, manager, PledgeForm(line, 5, firm))
    both = await people.account("county", "433101")
    account = await rows(
        "INSERT INTO membership (account, role, division, organisation, valid_from, source)"
        " VALUES ($1, 'manager', '', $2, current_date, 'installation') RETURNING account",
        both.id,
        firm,
    )
    tied = await matching.actor_of_account(account[0]["account"])
    assert tied is not None

    with pytest.raises(Denied):
        await commands.approve_pledge(tied, pledge)


async def test_a_large_pledge_needs_two_persons_from_two_bodies(db: None):
    """600 books at 100 yuan: 60,000 yuan, over the shipped 50,000."""
    at, _need, line = await make.books(lines=[Line("工具书", 600, "册", None, 10_000)])
    pledge = await make.accepted(at, await make.giver(), PledgeForm(line, 600))
    first, same_body = await matching.another_officer(), await matching.another_officer()

    assert not await commands.approve_pledge(first, pledge)
    assert await make.status(pledge) == "accepted"
    with pytest.raises(Conflict):
        await commands.approve_pledge(first, pledge)
    assert not await commands.approve_pledge(same_body, pledge)
    assert await commands.approve_pledge(await make.countersigner(), pledge)
    assert await make.status(pledge) == "agreed"


async def test_up_to_the_limit_the_county_alone_decides(db: None):
    """500 books at 100 yuan are 50,000 yuan: not more than the limit."""
    at, _need, line = await make.books(lines=[Line("工具书", 600, "册", None, 10_000)])
    pledge = await make.accepted(at, await make.giver(), PledgeForm(line, 500))

    with pytest.raises(Denied):
        await commands.approve_pledge(await make.countersigner(), pledge)
    assert await commands.approve_pledge(await matching.another_officer(), pledge)


async def test_the_home_declines_with_a_reason_and_the_units_are_open_again(db: None):
    at, _need, line = await make.books()
    pledge = await commands.offer_pledge(await make.giver(), PledgeForm(line, 30))
    with pytest.raises(Invalid):
        await commands.decline_pledge(at.director, pledge, "不")
    await commands.decline_pledge(at.director, pledge, "学校刚送来一批")

    assert await make.status(pledge) == "declined"
    assert await held(line) == (0, 0)
    assert await value("SELECT reason FROM pledge WHERE id = $1", pledge) == "学校刚送来一批"


async def test_the_county_may_say_no_to_what_the_home_took(db: None):
    at, _need, line = await make.books()
    pledge = await make.accepted(at, await make.giver(), PledgeForm(line, 30))
    await commands.decline_pledge(await matching.another_officer(), pledge, "材料与需求不符")

    assert await make.status(pledge) == "declined"
    assert await held(line) == (0, 0)


@pytest.mark.parametrize("far", ["offered", "accepted"])
async def test_the_giver_withdraws_with_a_reason_and_the_units_are_open_again(db: None, far: str):
    at, _need, line = await make.books()
    giver = await make.giver()
    pledge = await commands.offer_pledge(giver, PledgeForm(line, 30))
    if far == "accepted":
        await commands.accept_pledge(at.director, pledge)
    with pytest.raises(Denied):
        await commands.withdraw_pledge(at.director, pledge, "改主意了吗")
    await commands.withdraw_pledge(giver, pledge, "仓库进水了")

    assert await make.status(pledge) == "withdrawn"
    assert await held(line) == (0, 0)


async def test_what_is_a_donation_already_is_not_withdrawn_here(db: None):
    at, _need, line = await make.books()
    giver = await make.giver()
    pledge = await make.agreed(at, giver, PledgeForm(line, 30))

    with pytest.raises(Conflict):
        await commands.withdraw_pledge(giver, pledge, "仓库进水了")
    assert await held(line) == (0, 30)


async def at_noon(days: int):
    """The clock so many days from now."""
    return clock.freeze(clock.now() + timedelta(days=days))


async def test_the_clock_reminds_once_and_then_ends_what_nobody_answered(db: None):
    """14 days to answer, a reminder three days before (platform.csv)."""
    _at, _need, line = await make.books()
    pledge = await commands.offer_pledge(await make.giver(), PledgeForm(line, 30))
    assert await commands.sweep_pledges(SYSTEM) == 0
    with await at_noon(11):
        assert await commands.sweep_pledges(SYSTEM) == 1
        assert await commands.sweep_pledges(SYSTEM) == 0
        assert await make.status(pledge) == "offered"
    with await at_noon(15):
        assert await commands.sweep_pledges(SYSTEM) == 1

    assert await make.status(pledge) == "expired"
    assert await held(line) == (0, 0)
    told = await rows(
        "SELECT topic FROM outbox WHERE topic IN ('pledge.reminded', 'pledge.expired') ORDER BY id"
    )
    assert [row["topic"] for row in told] == ["pledge.reminded", "pledge.expired"]


async def test_an_answer_starts_the_time_of_the_next(db: None):
    at, _need, line = await make.books()
    pledge = await commands.offer_pledge(await make.giver(), PledgeForm(line, 30))
    with await at_noon(12):
        await commands.accept_pledge(at.director, pledge)
    with await at_noon(16):
        await commands.sweep_pledges(SYSTEM)

    assert await make.status(pledge) == "accepted"


async def test_a_condition_keeps_the_donation_back_until_the_home_shows_that_it_came_true(
    db: None,
):
    at, _need, line = await make.books()
    giver = await make.giver()
    form = PledgeForm(line, 30, condition="阅读角的书架装好以后")
    pledge = await make.agreed(at, giver, form)
    assert await make.status(pledge) == "agreed"
    assert await make.donation_of(pledge) is None
    shown = MilestoneForm("书架已经装好，照片附后，可以上架。")
    with pytest.raises(Denied):
        await commands.confirm_milestone(giver, pledge, shown, await make.paper(giver))
    with pytest.raises(Invalid):
        await commands.confirm_milestone(at.director, pledge, shown, await make.paper(giver))
    assert await make.donation_of(pledge) is None
    evidence = await make.paper(at.director)
    donation = await commands.confirm_milestone(at.director, pledge, shown, evidence)

    assert await make.donation_of(pledge) == donation
    with pytest.raises(Conflict):
        await commands.confirm_milestone(at.director, pledge, shown, evidence)


async def test_a_conditional_promise_may_be_withdrawn_before_it_is_due(db: None):
    at, _need, line = await make.books()
    giver = await make.giver()
    pledge = await make.agreed(at, giver, PledgeForm(line, 30, condition="书架装好以后"))
    await commands.withdraw_pledge(giver, pledge, "书架一直没有装好")

    assert await held(line) == (0, 0)


@pytest.mark.parametrize(
    ("state", "verb"),
    list(product(PledgeStatus, sorted({verb for _state, verb in PLEDGE_MACHINE.moves}))),
)
async def test_a_state_takes_its_own_verbs_only(db: None, state: PledgeStatus, verb: str):
    if (state, verb) not in PLEDGE_MACHINE.moves:
        with pytest.raises(Conflict):
            PLEDGE_MACHINE.move(state, verb)
        return
    _at, _need, line = await make.books()
    pledge = await commands.offer_pledge(await make.giver(), PledgeForm(line, 5))
    await rows(
        "UPDATE pledge SET status = $2, choose_until = current_date WHERE id = $1",
        pledge,
        state.value,
    )
    move = await PLEDGE_MACHINE.fire(Pledge, pledge, state, verb)

    assert await make.status(pledge) == str(move.to)
