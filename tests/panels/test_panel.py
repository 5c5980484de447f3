"""Announcing, drawing and seating: who stands aside, who follows, and every refusal."""

from datetime import timedelta

import msgspec
import pytest

from match.bids.queries import board
from match.foundation import clock
from match.foundation.db import DatabaseError, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.panels import commands
from match.panels.drawing import recount
from match.panels.forms import PanelForm, TieForm
from match.panels.queries import draw_record, members
from match.panels.states import TieKind
from match.tenders.commands import suspend
from tests.bids import make as bids
from tests.panels import make
from tests.past import plan_again
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("db")


async def through_json(tender_id: int) -> dict:
    """The record as an outsider gets it."""
    return msgspec.json.decode(msgspec.json.encode(await draw_record(tender_id)))


async def test_strangers_may_not_announce():
    made = await make.scene()
    stranger = await people.account("purchaser", "4331", organisation=await people.organisation())

    with pytest.raises(Denied, match="只有本部门"):
        await commands.announce_panel(stranger, made.id, PanelForm(size=3))


@pytest.mark.parametrize(
    ("columns", "form", "field", "reason"),
    [
        ({}, PanelForm(size=4), "size", "单数"),
        ({"method": "OPEN"}, PanelForm(size=3), "size", "至少 5 人"),
        ({"method": "OPEN", "complex": True}, PanelForm(size=5), "size", "至少 7 人"),
        ({}, PanelForm(size=3, experts=1), "experts", "2 到 3 人"),
        ({}, PanelForm(size=3, fields=["没有"]), "fields", "选项"),
    ],
)
async def test_a_panel_is_as_large_as_the_method_wants(columns, form, field, reason):
    about = await bids.purchase(k=2, n=3, **{"mode": "full", "method": "CONSULT", **columns})
    for _number in range(6):
        await make.expert()

    with pytest.raises(Invalid) as refused:
        await commands.announce_panel(about.officer, about.id, form)
    assert reason in refused.value.fields[field]


async def test_a_pool_too_small_is_said_with_its_numbers():
    about = await bids.purchase(k=2, n=3, mode="full", method="CONSULT")
    await make.expert()

    with pytest.raises(Conflict, match="只有 1 人，至少需要 2 人"):
        await commands.announce_panel(about.officer, about.id, PanelForm(size=3))


async def test_the_light_flow_may_do_with_the_units_own_people():
    made = await make.scene(pool=0, experts=0, mode="light", method="INTERNAL")
    await make.seated(await make.drawn(made))

    assert await value("SELECT status FROM panel WHERE id = $1", made.panel) == "scoring"


async def test_a_draft_and_a_mirror_have_no_panel():
    about = await bids.purchase(k=2, n=3)
    await plan_again(about.id)

    with pytest.raises(Conflict, match="采购公告发布后"):
        await commands.announce_panel(about.officer, about.id, PanelForm(size=3, experts=0))


async def test_nothing_is_drawn_before_the_bids_are_open():
    about = await bids.purchase(k=2, n=3, mode="full", method="CONSULT")
    for _number in range(3):
        await make.expert()
    with pytest.raises(NotFound):
        await commands.draw_panel(about.officer, about.id)
    await commands.announce_panel(about.officer, about.id, PanelForm(size=3, experts=3))

    with pytest.raises(Conflict, match="开标之后"):
        await commands.draw_panel(about.officer, about.id)


async def test_the_seed_is_the_first_line_that_says_the_bids_are_open():
    made = await make.drawn(await make.scene())
    lines = await board(made.id)
    said = await through_json(made.id)

    assert said["public_value"] == next(line.hash for line in lines if line.kind == "opened")
    assert recount(said) == []


async def test_what_was_announced_again_replaces_what_was_not_drawn():
    made = await make.scene()
    again = await commands.announce_panel(made.officer, made.id, PanelForm(size=3, experts=3))
    states = await rows("SELECT id, status FROM panel WHERE tender_id = $1 ORDER BY id", made.id)

    assert [(row["id"], row["status"]) for row in states] == [
        (made.panel, "dissolved"),
        (again, "announced"),
    ]
    # After the opening an announcement waits for a board entry nobody knows yet.
    with pytest.raises(Conflict, match="公示板有新的记录"):
        await commands.draw_panel(made.officer, made.id)


async def test_a_drawn_panel_is_not_announced_again():
    made = await make.drawn(await make.scene())

    with pytest.raises(Conflict, match="已经抽取"):
        await commands.announce_panel(made.officer, made.id, PanelForm(size=3))
    with pytest.raises(Conflict, match="阶段"):
        await commands.draw_panel(made.officer, made.id)


async def test_a_suspended_purchase_draws_nobody():
    made = await make.scene()
    await suspend(made.officer, made.id, "投诉处理期间暂停采购")

    with pytest.raises(Conflict, match="已暂停"):
        await commands.draw_panel(made.officer, made.id)


async def test_whoever_has_a_tie_is_passed_over_and_the_public_reads_its_kind():
    made = await make.scene(pool=8)
    experts = list(made.experts.values())
    one, two, three = made.bidders
    declared, manages, employed, sister = experts[:4]
    name = await value("SELECT name FROM organisation WHERE id = $1", one.organisation)
    form = TieForm(name, TieKind.family)
    await commands.declare_tie(declared, await make.expert_id(declared), form)
    await rows(
        "UPDATE membership SET organisation = $2 WHERE account = $1", manages.id, two.organisation
    )
    await rows(
        "UPDATE expert SET employer_id = $2 WHERE account_id = $1", employed.id, three.organisation
    )
    other = await people.organisation("NGO", make.JISHOU)
    await rows(
        "UPDATE organisation SET person_key = (SELECT person_key FROM organisation WHERE id = $2)"
        " WHERE id = $1",
        other,
        one.organisation,
    )
    await rows("UPDATE expert SET employer_id = $2 WHERE account_id = $1", sister.id, other)
    await make.drawn(made)

    sits = await members(made.id)
    said = await through_json(made.id)
    ties = sorted(kind for each in said["recused"] for kind in each["ties"])
    held = await value(
        "SELECT ties FROM panel_candidate WHERE panel_id = $1 AND expert_id = $2",
        made.panel,
        await make.expert_id(sister),
    )
    assert not sits & {declared.id, manages.id, employed.id, sister.id}
    assert ties == ["account", "employer", "employer", "family"]
    assert [link["organisation_id"] for link in msgspec.json.decode(held)[0]["path"]] == [
        other,
        one.organisation,
    ]
    assert recount(said) == []


async def test_a_pool_without_the_graph_would_seat_a_bidders_man():
    """The twin: the same pool; as soon as the graph is blind to him, he is drawn."""
    made = await make.scene(pool=2)
    [tied, _free] = made.experts.values()
    await rows(
        "UPDATE expert SET employer_id = $2 WHERE account_id = $1",
        tied.id,
        made.bidders[0].organisation,
    )
    with pytest.raises(Conflict, match="还缺 1 名专家"):
        await make.drawn(made)
    await rows("UPDATE expert SET employer_id = NULL WHERE account_id = $1", tied.id)
    await make.drawn(made)

    assert tied.id in await members(made.id)


async def test_who_ended_a_tie_three_years_ago_may_judge_and_who_did_last_year_may_not():
    made = await make.scene(pool=3, experts=2)
    old, recent, _free = made.experts.values()
    name = await value("SELECT name FROM organisation WHERE id = $1", made.bidders[0].organisation)
    for actor, years in ((old, 4), (recent, 1)):
        tie = await commands.declare_tie(
            actor, await make.expert_id(actor), TieForm(name, TieKind.former)
        )
        await commands.end_tie(actor, tie)
        await rows(
            "UPDATE expert_tie SET ended_at = $2 WHERE id = $1",
            tie,
            clock.now() - timedelta(days=366 * years),
        )
    await make.drawn(made)

    assert old.id in await members(made.id)
    assert recent.id not in await members(made.id)


async def test_who_wrote_the_demands_or_holds_a_key_judges_as_no_expert():
    made = await make.scene(pool=3, officials=2)
    first, second, wrote, *_free = made.experts.values()
    await rows("UPDATE tender SET screened_by = $2 WHERE id = $1", made.id, wrote.id)
    await make.drawn(made)
    said = await through_json(made.id)

    assert not await members(made.id) & {first.id, second.id, wrote.id}
    assert {kind for each in said["recused"] for kind in each["ties"]} <= {"opens", "wrote"}
    assert len(said["recused"]) == 3


async def test_the_purchasers_people_are_its_own_and_hold_no_key():
    made = await make.scene()
    stranger = await people.account("panel", "433101", organisation=await people.organisation())
    holder = made.about.officials[0].actor
    await rows(
        "UPDATE membership SET organisation = $2 WHERE account = $1",
        holder.id,
        await made.department(),
    )
    for accounts, reason in (
        ([], "请选择 1 名"),
        ([stranger.id], "本单位的人员"),
        ([holder.id], "应当回避"),
        ([1, 2], "请选择 1 名"),
    ):
        with pytest.raises(Invalid) as refused:
            await commands.draw_panel(made.officer, made.id, accounts)
        assert reason in refused.value.fields["representatives"]


async def test_who_stands_aside_is_followed_by_the_next_of_the_order():
    made = await make.drawn(await make.scene())
    before = await through_json(made.id)
    first = (await made.members())[0]
    await commands.recuse_seat(first, made.panel, "我的亲属在投标单位任职")
    after = await through_json(made.id)

    gone = next(name for name in before["seats"] if name not in after["seats"])
    free = [name for name in before["order"] if name not in before["seats"]]
    assert after["seats"] == [
        name for name in after["order"] if name in {*before["seats"], free[0]} - {gone}
    ]
    assert after["left"] == [{"pseudonym": gone}]
    assert recount(after) == []
    with pytest.raises(Conflict):
        await commands.confirm_seat(first, made.panel)


async def test_an_absent_member_is_replaced_by_the_officer_with_a_reason():
    made = await make.drawn(await make.scene())
    seat = await value("SELECT min(id) FROM panel_seat WHERE panel_id = $1", made.panel)
    stranger = await people.account()

    with pytest.raises(NotFound):
        await commands.replace_absent(stranger, seat, "没有到场，电话联系不上")
    with pytest.raises(Invalid):
        await commands.replace_absent(made.officer, seat, "")
    await commands.replace_absent(made.officer, seat, "没有到场，电话联系不上")
    assert await value("SELECT status FROM panel_seat WHERE id = $1", seat) == "missed"
    assert len(await made.members()) == 3


async def test_a_representative_who_leaves_is_followed_by_a_named_one():
    made = await make.drawn(await make.scene())
    [colleague] = made.representatives
    await commands.recuse_seat(colleague, made.panel, "临时有公务不能参加")
    again = await people.account("panel", "433101", organisation=await made.department())

    assert len(await made.members()) == 2
    with pytest.raises(Conflict, match="已经退出"):
        await commands.name_representative(made.officer, made.id, colleague.id or 0)
    await commands.name_representative(made.officer, made.id, again.id or 0)
    with pytest.raises(Conflict, match="没有空缺"):
        await commands.name_representative(made.officer, made.id, again.id or 0)
    await make.seated(made)
    assert await value("SELECT status FROM panel WHERE id = $1", made.panel) == "scoring"


@pytest.mark.parametrize("column", ["nonce", "commitment", "pool_hash", "size", "outlier_bp"])
async def test_what_was_announced_cannot_be_altered_in_the_database(column):
    made = await make.scene()
    with pytest.raises(DatabaseError, match="not altered"):
        async with unit_of_work():
            await rows(
                f"UPDATE panel SET {column} = (CASE WHEN '{column}' IN ('size', 'outlier_bp')"
                " THEN '5' ELSE repeat('0', 64) END)::text"
                f"{'::int' if column in ('size', 'outlier_bp') else ''} WHERE id = $1",
                made.panel,
            )
