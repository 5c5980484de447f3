"""The machine, its suspension, and what is kept when: every state and every verb."""

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.tenders import commands, queries
from match.tenders.facts import Decision
from match.tenders.states import TENDER_MACHINE, TenderStatus
from tests.tenders import make

pytestmark = pytest.mark.usefixtures("hunan", "db")

WAY = ("publish", "close", "open", "report", "decide", "award", "contract", "archive")
WINNER = Decision("湘西州某社会工作服务中心", 17_000_000)
# By hand from docs/domain.md §2 and decision 0022, not from the machine.
ALLOWED = {
    "draft": {"announce_intent", "publish", "withdraw"},
    "intent": {"publish", "withdraw"},
    "published": {"close", "withdraw"},
    "closed": {"open", "fail", "withdraw"},
    "opened": {"report", "fail", "withdraw"},
    "reported": {"decide", "rejudge", "fail", "withdraw"},
    "decided": {"award", "rejudge", "fail", "withdraw"},
    "awarded": {"contract", "rejudge", "fail", "withdraw"},
    "contracted": {"archive"},
    "failed": {"archive"},
    "withdrawn": {"archive"},
    "archived": set(),
}
VERBS = sorted(set().union(*ALLOWED.values()))


async def carried(to):
    """A purchase carried on to a state of the straight way."""
    officer, tender_id = await make.published()
    for verb in WAY[1:]:
        if (await queries.facts(tender_id)).status == to:
            break
        await step(tender_id, verb)
    return officer, tender_id


async def step(tender_id, verb):
    decision = WINNER if verb == "decide" else None
    await commands.advance(SYSTEM, tender_id, verb, reason="采购任务取消", decision=decision)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", TenderStatus)
def test_every_state_knows_its_verbs_and_refuses_the_others(state, verb):
    if verb in ALLOWED[state]:
        TENDER_MACHINE.move(state, verb)
    else:
        with pytest.raises(Conflict):
            TENDER_MACHINE.move(state, verb)


async def test_the_whole_way_keeps_when_each_step_was_and_tells_it():
    _officer, tender_id = await carried("archived")
    facts = await queries.facts(tender_id)
    assert facts.status == "archived"
    moments = (
        facts.published_at,
        facts.closed_at,
        facts.opened_at,
        facts.reported_at,
        facts.decided_at,
        facts.awarded_at,
        facts.contracted_at,
        facts.archived_at,
    )
    assert None not in moments
    assert list(moments) == sorted(moments)
    assert (facts.winner_name, facts.award_fen) == (WINNER.name, WINNER.amount_fen)
    told = [
        row["topic"]
        for row in await rows(
            "SELECT topic FROM outbox WHERE topic LIKE 'tender.%'"
            " AND topic <> 'tender.notice_published' ORDER BY id"
        )
    ]
    assert told == [
        "tender.published",
        "tender.closed",
        "tender.opened",
        "tender.reported",
        "tender.decided",
        "tender.awarded",
        "tender.contracted",
        "tender.archived",
    ]


async def test_nobody_is_named_without_a_name_and_an_amount():
    _officer, tender_id = await carried("reported")
    with pytest.raises(Invalid) as refusal:
        await commands.advance(SYSTEM, tender_id, "decide")
    assert set(refusal.value.fields) == {"decision"}


async def test_judging_again_forgets_the_report_and_the_winner():
    _officer, tender_id = await carried("awarded")
    await commands.advance(SYSTEM, tender_id, "rejudge")
    facts = await queries.facts(tender_id)
    assert (facts.status, facts.winner_name, facts.award_fen) == ("opened", "", None)
    assert (facts.reported_at, facts.decided_at, facts.awarded_at) == (None, None, None)
    assert facts.opened_at is not None


@pytest.mark.parametrize("state", ["published", "closed", "opened", "reported", "awarded"])
async def test_a_suspended_purchase_goes_nowhere_but_to_its_end(state):
    _officer, tender_id = await carried(state)
    await commands.suspend(SYSTEM, tender_id, "质疑可能影响结果，暂停签订合同")
    for verb in ALLOWED[state] - {"fail", "withdraw"}:
        with pytest.raises(Conflict, match="暂停"):
            await step(tender_id, verb)
    await commands.resume(SYSTEM, tender_id)
    for verb in sorted(ALLOWED[state] - {"fail", "withdraw", "rejudge"}):
        await step(tender_id, verb)
    assert (await queries.facts(tender_id)).suspended is False


@pytest.mark.parametrize(("verb", "state"), [("fail", "failed"), ("withdraw", "withdrawn")])
async def test_a_suspension_forces_nobody_to_go_on(verb, state):
    _officer, tender_id = await carried("opened")
    await commands.suspend(SYSTEM, tender_id, "财政部门要求暂停采购活动")
    await step(tender_id, verb)
    assert (await queries.facts(tender_id)).status == state


async def test_suspending_asks_why_and_adds_a_second_reason():
    _officer, tender_id = await carried("awarded")
    with pytest.raises(Invalid) as refusal:
        await commands.suspend(SYSTEM, tender_id, "无")
    assert set(refusal.value.fields) == {"reason"}
    with pytest.raises(Conflict, match="没有暂停"):
        await commands.resume(SYSTEM, tender_id)
    await commands.suspend(SYSTEM, tender_id, "质疑可能影响结果")
    first = (await queries.facts(tender_id)).suspended_at
    await commands.suspend(SYSTEM, tender_id, "投诉处理期间暂停")
    facts = await queries.facts(tender_id)
    assert facts.suspended_reason == "质疑可能影响结果；投诉处理期间暂停"
    assert facts.suspended_at == first


async def test_what_is_over_is_not_suspended():
    _officer, tender_id = await carried("archived")
    with pytest.raises(Conflict, match="已经结束"):
        await commands.suspend(SYSTEM, tender_id, "质疑可能影响结果")


@pytest.mark.parametrize("verb", ["fail", "withdraw"])
async def test_an_ending_says_why(verb):
    _officer, tender_id = await carried("closed")
    with pytest.raises(Invalid) as refusal:
        await commands.advance(SYSTEM, tender_id, verb, reason=" 无 ")
    assert set(refusal.value.fields) == {"reason"}


async def test_what_is_not_there_is_not_found():
    for ask in (queries.facts(0), commands.advance(SYSTEM, 0, "close")):
        with pytest.raises(NotFound):
            await ask


async def test_the_sweep_leaves_a_suspended_purchase_and_closes_it_once_it_goes_on():
    _officer, tender_id = await make.published()
    await commands.suspend(SYSTEM, tender_id, "财政部门要求暂停采购活动")
    facts = await queries.facts(tender_id)
    with clock.freeze(facts.closes_at):
        assert await commands.sweep_tenders(SYSTEM) == 0
        await commands.resume(SYSTEM, tender_id)
        assert await commands.sweep_tenders(SYSTEM) == 1


async def test_the_databases_clock_closes_and_not_ours():
    """The sweep's own clock runs an hour ahead; the database says that there is time left."""
    _officer, tender_id = await make.published()
    await one("UPDATE tender SET next_check_at = now() - interval '1 hour' RETURNING id")
    assert await value("SELECT closes_at > clock_timestamp() FROM tender WHERE id = $1", tender_id)
    assert await commands.sweep_tenders(SYSTEM) == 0
    assert (await queries.facts(tender_id)).status == "published"
