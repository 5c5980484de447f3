"""The pool: nobody lets himself in, keepers keep their area, ties are declared and end."""

import pytest

from match.foundation.db import DatabaseError, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.panels import commands
from match.panels.forms import TieForm
from match.panels.queries import expert_file, my_expert, pool
from match.panels.states import TieKind
from tests.panels import make
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("db")


async def applied() -> tuple:
    await people.place(make.JISHOU)
    actor = await people.account()
    return actor, await commands.apply_expert(actor, make.form())


async def test_nobody_verifies_oneself_or_whom_one_entered():
    await people.place(make.JISHOU)
    keeper = await people.account("county", "433101")
    own = await commands.apply_expert(keeper, make.form())
    other = await people.account()
    entered = await commands.enter_expert(keeper, other.id or 0, make.form())

    with pytest.raises(Denied, match="不能核验自己"):
        await commands.verify_expert(keeper, own)
    with pytest.raises(Denied, match="录入专家的人不能"):
        await commands.verify_expert(keeper, entered)
    with pytest.raises(DatabaseError, match="expert_verified_by_another"):
        async with unit_of_work():
            await rows(
                "UPDATE expert SET status = 'verified', decided_by = account_id,"
                " verified_until = '2030-01-01' WHERE id = $1",
                own,
            )
    await commands.verify_expert(await people.account("prefecture", "4331"), entered)
    assert await value("SELECT status FROM expert WHERE id = $1", entered) == "verified"


async def test_keepers_see_their_own_area_only():
    actor, entry = await applied()
    far = await people.account("county", "430102")

    with pytest.raises(NotFound):
        await commands.verify_expert(far, entry)
    with pytest.raises(NotFound):
        await expert_file(far, entry)
    with pytest.raises(Denied, match="本地区"):
        await commands.enter_expert(far, actor.id or 0, make.form())
    assert await pool(far) == []
    with pytest.raises(NotFound):
        await commands.verify_expert(await people.account(), entry)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"fields": ["没有"]}, "fields"), ({"division": "433101999000"}, "division")],
)
async def test_an_application_says_what_is_wrong_with_it(change, field):
    await people.place(make.JISHOU)

    with pytest.raises(Invalid) as refused:
        await commands.apply_expert(await people.account(), make.form(**change))
    assert field in refused.value.fields


async def test_who_was_refused_reads_why_and_may_apply_again():
    actor, entry = await applied()
    keeper = await people.account("county", "433101")
    with pytest.raises(Invalid):
        await commands.refuse_expert(keeper, entry, "")
    await commands.refuse_expert(keeper, entry, "请补充职称证明。")
    held = await my_expert(actor)
    assert held is not None
    assert (held.status, held.reason) == ("refused", "请补充职称证明。")
    await commands.apply_expert(actor, make.form(title="教授"))
    held = await my_expert(actor)
    assert held is not None
    assert (held.status, held.reason, held.title) == ("applied", "", "教授")


async def test_who_changes_the_entry_is_looked_at_again():
    actor = await make.expert()
    await commands.apply_expert(actor, make.form(employer="另一所大学"))

    assert await value("SELECT status FROM expert WHERE account_id = $1", actor.id) == "applied"


async def test_who_rests_or_left_is_not_drawn():
    actor = await make.expert()
    with pytest.raises(Conflict):
        await commands.rest_expert(actor, "return")
    with pytest.raises(Conflict, match="没有这个操作"):
        await commands.rest_expert(actor, "verify")
    await commands.rest_expert(actor, "rest")
    resting = await value("SELECT status FROM expert WHERE account_id = $1", actor.id)
    await commands.rest_expert(actor, "return")
    await commands.rest_expert(actor, "leave")

    assert resting == "resting"
    assert await value("SELECT status FROM expert WHERE account_id = $1", actor.id) == "left"
    with pytest.raises(NotFound, match="还没有申请"):
        await commands.rest_expert(await people.account(), "rest")


async def test_a_tie_is_declared_once_by_the_expert_or_a_keeper():
    actor, entry = await applied()
    await people.organisation("NGO", make.JISHOU, name="吉首市星火社会工作服务中心")
    form = TieForm("吉首市星火社会工作服务中心", TieKind.member)
    tie = await commands.declare_tie(actor, entry, form)
    with pytest.raises(Conflict, match="登记过"):
        await commands.declare_tie(await people.account("county", "433101"), entry, form)
    with pytest.raises(Invalid, match="修改"):
        await commands.declare_tie(actor, entry, TieForm("没有这家", TieKind.member))
    with pytest.raises(NotFound):
        await commands.declare_tie(await people.account(), entry, form)
    await commands.end_tie(actor, tie)
    with pytest.raises(NotFound):
        await commands.end_tie(actor, tie)
    await commands.declare_tie(actor, entry, form)
