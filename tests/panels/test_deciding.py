"""The report, the decision, the second body, the award; void purchases; judged again."""

from datetime import timedelta

import pytest

from match.bids.commands import open_prices, void_bid
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import DatabaseError, one, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.panels import commands
from match.panels.drawing import recount
from match.panels.forms import DecisionForm
from match.panels.queries import draw_record, outcome, result
from match.panels.states import Basis
from tests.bids import make as bids
from tests.panels import make
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("db")


async def status(made: make.Scene) -> str:
    return await value("SELECT status FROM tender WHERE id = $1", made.id)


async def judged(**other: object) -> make.Scene:
    """Reported: the bidders stand third, second and first."""
    points = [("10", "40"), ("15", "45"), ("20", "50")]
    return await make.reported(await make.scored(await make.working(**other), points))


async def bid_of(made: make.Scene, place: int) -> int:
    return await value(
        "SELECT bid_id FROM panel_bid WHERE panel_id = $1 AND place = $2", made.panel, place
    )


async def decided(made: make.Scene) -> make.Scene:
    await commands.decide(made.officer, made.id, DecisionForm(bid=await bid_of(made, 1)))
    return made


async def test_who_knows_the_ranking_voids_no_bid_any_more():
    """While the panel works the purchaser may; after the count it would choose the winner."""
    made = await make.working()
    third, *_rest = (await made.bids()).values()
    await void_bid(made.officer, third, "营业执照已经被吊销")
    await make.scored(made)
    first = await bid_of(made, 1)

    with pytest.raises(Conflict, match="正在评审"):
        await void_bid(made.officer, first, "没有响应实质性要求")
    await make.reported(made)
    with pytest.raises(Conflict, match="正在评审"):
        await void_bid(made.officer, first, "没有响应实质性要求")
    assert await bid_of(made, 1) == first


async def test_dissent_is_kept_and_silence_is_agreement():
    made = await make.scored(await make.working())
    one_, two, _silent = await made.members()
    await commands.sign_report(one_, made.panel, "第二名的方案更适合本地情况。")
    await commands.sign_report(two, made.panel)
    with pytest.raises(Conflict, match="已经签署"):
        await commands.sign_report(two, made.panel)
    with pytest.raises(Conflict, match="期限还没有到"):
        await commands.conclude_report(SYSTEM, made.id)
    before = await status(made)
    with clock.freeze(clock.now() + timedelta(days=12)):
        assert await commands.sweep_panels(SYSTEM) == 1
    found = await result(made.officer, made.id)

    assert before == "opened"
    assert await status(made) == "reported"
    assert [each.words for each in found.dissents] == ["第二名的方案更适合本地情况。"]
    assert found.silent == 1


async def test_the_report_is_due_two_workdays_after_the_count():
    """Thursday 2026-11-26 counted: Friday and Monday; over at Tuesday's first instant."""
    made = await make.working()
    with clock.freeze(clock.now().replace(year=2026, month=11, day=26, hour=3)):
        await make.scored(made)
    due = await value("SELECT next_check_at FROM panel WHERE id = $1", made.panel)

    assert due.astimezone(clock.HERE).isoformat() == "2026-12-01T00:00:00+08:00"


async def test_only_the_first_is_named_without_a_lawful_reason():
    made = await judged()
    first, second = await bid_of(made, 1), await bid_of(made, 2)
    for form, field, reason in (
        (DecisionForm(bid=second), "bid", "法定理由"),
        (DecisionForm(bid=second, basis=Basis.declined), "reason", "至少 4 个字"),
        (DecisionForm(bid=first, basis=Basis.declined, reason="书面放弃"), "reason", "不需要说明"),
        (DecisionForm(bid=10**9), "bid", "有效供应商"),
    ):
        with pytest.raises(Invalid) as refused:
            await commands.decide(made.officer, made.id, form)
        assert reason in refused.value.fields[field]
    form = DecisionForm(bid=second, basis=Basis.declined, reason="第一名书面放弃成交资格。")
    await commands.decide(made.officer, made.id, form)

    assert await status(made) == "decided"
    winner = (await outcome(made.id)).winner
    assert winner is not None
    assert winner.place == 2


async def test_strangers_decide_nothing_and_see_nothing():
    made = await judged()
    stranger = await people.account("purchaser", "433122", organisation=await people.organisation())

    with pytest.raises(Denied, match="只有本部门"):
        await commands.decide(stranger, made.id, DecisionForm(bid=await bid_of(made, 1)))
    with pytest.raises(NotFound):
        await result(await people.account(), made.id)
    with pytest.raises(NotFound):
        await result(made.bidders[0].actor, made.id)


async def test_an_award_waits_for_a_second_person_of_another_body():
    made = await decided(await judged())
    same = await people.account("finance", "433101", organisation=await made.department())
    with pytest.raises(Conflict, match="复核后才能公告"):
        await commands.award(made.officer, made.id)
    with pytest.raises(Denied, match="不能自己复核"):
        await commands.countersign(made.officer, made.id)
    with pytest.raises(Denied, match="同一个单位"):
        await commands.countersign(same, made.id)
    with pytest.raises(NotFound):
        await commands.countersign(await people.account("finance", "430102"), made.id)
    with pytest.raises(Denied, match="财政"):
        await commands.countersign(await people.account("auditor", "43"), made.id)
    finance = await make.countersigner()
    await commands.countersign(finance, made.id)
    with pytest.raises(Conflict, match="已经批准过"):
        await commands.countersign(finance, made.id)
    await commands.award(made.officer, made.id)

    assert await status(made) == "awarded"


async def test_the_database_awards_nothing_without_the_second_body():
    """The twin: the same update that passes after the second yes is refused before it."""
    made = await decided(await judged())
    award = "UPDATE tender_decision SET awarded_at = now() WHERE tender_id = $1 RETURNING id"
    with pytest.raises(DatabaseError, match="second person"):
        async with unit_of_work():
            await rows(award, made.id)
    with pytest.raises(DatabaseError, match="never altered"):
        async with unit_of_work():
            await rows("UPDATE tender_decision SET price_fen = 1 WHERE tender_id = $1", made.id)
    await commands.countersign(await make.countersigner(), made.id)

    assert await rows(award, made.id) != []


async def test_a_loser_reads_the_own_parts_and_nobody_elses():
    made = await decided(await judged())
    await commands.countersign(await make.countersigner(), made.id)
    await commands.award(made.officer, made.id)
    loser = made.bidders[0]
    found = await result(loser.actor, made.id)
    everybody = await result(await people.account(), made.id)

    [own] = found.own
    assert own.line.organisation_id == loser.organisation
    assert [(part.title, part.points) for part in own.parts[1:]] == [
        ("同类项目经验", "10.00"),
        ("服务方案", "40.00"),
    ]
    assert everybody.own == ()
    assert len(everybody.lines) == 3
    names = (await outcome(made.id)).experts
    facts = await value("SELECT facts FROM tender_notice WHERE kind = 'result'")
    assert all(name in facts for name in names)


async def test_too_few_valid_bids_make_the_purchase_void_with_its_reason():
    made = await make.working()
    for member in await made.members():
        of, held = await made.criteria(), await made.bids()
        await make.fill(made, member, {w.organisation: ("10", "40") for w in made.bidders})
        bad = held[made.bidders[0].organisation]
        await commands.save_sheet(
            member,
            made.panel,
            [make.Answer(bad, of["pass"], passed=False, note="没有社工证书")],
        )
        await commands.sign_sheet(member, made.panel)
    await make.reported(made)
    loser = await result(made.bidders[0].actor, made.id)
    notice = await one("SELECT facts FROM tender_notice WHERE kind = 'termination'")

    assert await status(made) == "failed"
    assert "只有 2 家，不足 3 家" in await value("SELECT reason FROM tender WHERE id = $1", made.id)
    assert loser.own[0].line.reason == "未通过审查：具备社会工作师。"
    assert loser.own[0].parts[0].against == 3
    assert notice is not None
    with pytest.raises(Conflict):
        await commands.decide(made.officer, made.id, DecisionForm(bid=1))


async def test_a_consultation_goes_on_with_two_where_the_notice_said_so():
    made = await make.working(prices=(17_000_000, 16_000_000), min_bids=2)
    await make.reported(await make.scored(made))

    assert await status(made) == "reported"


async def test_prices_above_the_budget_make_the_purchase_void():
    made = await make.working(prices=(18_000_001, 19_000_000, 20_000_000))
    await make.reported(await make.scored(made))

    assert await status(made) == "failed"
    assert "均超过采购预算" in await value("SELECT reason FROM tender WHERE id = $1", made.id)


async def test_the_purchaser_declares_a_purchase_void_with_the_laws_ground():
    made = await make.working()
    with pytest.raises(Invalid):
        await commands.fail_purchase(made.officer, made.id, commands.Ground.unlawful, "")
    with pytest.raises(Denied):
        await commands.fail_purchase(
            await people.account("purchaser", "433122"),
            made.id,
            commands.Ground.unlawful,
            "两家供应商的文件由同一人编制。",
        )
    await commands.fail_purchase(
        made.officer, made.id, commands.Ground.unlawful, "两家供应商的文件由同一人编制。"
    )

    assert await status(made) == "failed"
    assert await value("SELECT status FROM panel WHERE id = $1", made.panel) == "dissolved"
    assert "第三十六条第二项" in await value("SELECT reason FROM tender WHERE id = $1", made.id)


async def test_prices_are_opened_only_after_the_technical_sheets_are_signed():
    made = await make.working(envelopes="price_after")
    sealed = await value("SELECT max(price_fen) FROM panel_bid WHERE panel_id = $1", made.panel)
    with pytest.raises(Conflict):
        await open_prices(made.officer, made.id)
    await make.scored(made)
    waiting = await value("SELECT status FROM panel WHERE id = $1", made.panel)
    with pytest.raises(Conflict, match="报价还没有开启"):
        await commands.count_prices(made.officer, made.id)
    for official in made.about.officials[:2]:
        await bids.commands.post_shares(
            official.actor, made.id, await bids.shares(official, made.about)
        )
    await open_prices(made.officer, made.id)
    await commands.count_prices(SYSTEM, made.id)

    assert sealed is None
    assert waiting == "prices"
    assert await value("SELECT status FROM panel WHERE id = $1", made.panel) == "signing"
    assert await value("SELECT min(price_fen) FROM panel_bid") == 15_000_000


async def test_a_new_panel_judges_again_and_nobody_of_the_old_one_sits():
    made = await decided(await judged(pool=10))
    old = {member.id for member in await made.members()}
    first = made.panel
    with pytest.raises(Invalid):
        await commands.rejudge(SYSTEM, made.id, "")
    made.panel = await commands.rejudge(SYSTEM, made.id, "质疑成立：评分标准适用有误。")
    again = await people.account("panel", "433101", organisation=await made.department())
    await commands.name_representative(made.officer, made.id, again.id or 0)
    new = {member.id for member in await made.members()}

    assert await status(made) == "opened"
    assert not old & new
    assert (await outcome(made.id)).ranking == ()
    assert await value("SELECT count(*) FROM panel_score WHERE panel_id = $1", first) > 0
    assert (
        await value("SELECT undone_reason FROM tender_decision") == "质疑成立：评分标准适用有误。"
    )
    assert recount(await draw_record(made.id)) == []
    await make.scored(await make.seated(made))
    await make.reported(made)
    await decided(made)
    assert (await outcome(made.id)).winner is not None


async def test_the_same_members_may_judge_again():
    made = await judged()
    old = {member.id for member in await made.members()}
    made.panel = await commands.rejudge(SYSTEM, made.id, "汇总时漏算一项。", new_panel=False)

    assert {member.id for member in await made.members()} == old
    with pytest.raises(Conflict, match="还没有评审报告"):
        await commands.rejudge(SYSTEM, made.id, "再来一次可以吗")
