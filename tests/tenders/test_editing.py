"""A change of a published notice: a new version, a later day where the rule asks, nothing else."""

from datetime import timedelta

import asyncpg
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.tenders import commands, queries
from match.tenders.forms import EditForm
from tests.people import make as people
from tests.tenders import make
from tests.tenders.recount import recount

pytestmark = pytest.mark.usefixtures("hunan", "db")

WHY = "供应商询问后补充服务次数"


def edit(**other):
    return EditForm(
        **{"reason": WHY, "requirements": "全年不少于四百课时。另加团体辅导。", **other}
    )


async def versions(tender_id):
    return await rows(
        "SELECT version, hash, reason FROM tender_document WHERE tender_id = $1 ORDER BY version",
        tender_id,
    )


async def test_an_edit_makes_a_version_that_everybody_can_tell_from_the_first():
    officer, tender_id = await make.full()
    before = await queries.facts(tender_id)
    after = await commands.edit_tender(officer, tender_id, edit())
    assert (before.document_version, after.document_version) == (1, 2)
    assert after.requirements.startswith("全年不少于四百课时")
    [first, second] = await versions(tender_id)
    assert (first["reason"], second["reason"]) == ("", WHY)
    assert first["hash"] == before.document_hash != after.document_hash == second["hash"]
    told = await value("SELECT payload FROM outbox WHERE topic = 'tender.changed'")
    assert '"version": 2' in told
    assert '"put_off": false' in told


async def test_what_is_early_enough_leaves_the_deadline_and_what_is_late_puts_it_off():
    """A consultation: five days before. The day is counted by the tests' own hand."""
    officer, tender_id = await make.full()
    facts = await queries.facts(tender_id)
    last = recount("PROC.CONS.CLARIFY", facts.closes_on)
    assert (await commands.edit_tender(officer, tender_id, edit())).closes_at == facts.closes_at
    late = last + timedelta(days=1)
    with clock.freeze(clock.now() + (late - clock.today())):
        after = await commands.edit_tender(officer, tender_id, edit(service_days=300))
    assert after.closes_on > facts.closes_on
    assert recount("PROC.CONS.CLARIFY", after.closes_on) >= late
    assert f"{after.closes_at.astimezone(clock.HERE):%H:%M}" == "09:30"
    assert after.opens_at == after.closes_at
    assert await value("SELECT next_check_at = closes_at FROM tender WHERE id = $1", tender_id)
    assert after.decides_on > after.closes_on


async def test_a_light_purchase_is_edited_by_three_working_days():
    officer, tender_id = await make.published()
    facts = await queries.facts(tender_id)
    late = recount("PROC.NEG.CLARIFY", facts.closes_on) + timedelta(days=1)
    with clock.freeze(clock.now() + (late - clock.today())):
        after = await commands.edit_tender(officer, tender_id, edit())
    assert recount("PROC.NEG.CLARIFY", after.closes_on) >= late
    assert after.closes_at > facts.closes_at


async def test_scores_may_change_and_demands_may_not():
    officer, tender_id = await make.full()
    [_demand, price, *rest] = make.CRITERIA
    weights = [
        make.CriterionForm(make.CriterionKind.price, "价格分", points=2000),
        rest[0],
        make.CriterionForm(make.CriterionKind.subjective, "服务方案", rest[1].indicator, 4500),
    ]
    after = await commands.edit_tender(officer, tender_id, edit(criteria=weights))
    assert [(c.kind, c.points) for c in after.criteria] == [
        ("pass", 0),
        ("price", 2000),
        ("objective", 3500),
        ("subjective", 4500),
    ]
    for wrong in (make.CRITERIA, [price, rest[0]]):
        with pytest.raises(Invalid) as refusal:
            await commands.edit_tender(officer, tender_id, edit(criteria=wrong))
        assert set(refusal.value.fields) == {"criteria"}


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"requirements": None}, {"reason"}),
        ({"closes_on": clock.today() + timedelta(days=7)}, {"closes_on"}),
        ({"service_days": 800}, {"service_days"}),
        ({"documents": [4711]}, {"documents"}),
        ({"requirements": "请联系张老师13800138000了解本项目"}, {"requirements"}),
        ({"reason": "张老师13800138000要求补充"}, {"reason"}),
    ],
)
async def test_an_edit_that_cannot_be_right_is_refused_by_its_fields(change, fields):
    officer, tender_id = await make.full()
    with pytest.raises(Invalid) as refusal:
        await commands.edit_tender(officer, tender_id, edit(**change))
    assert set(refusal.value.fields) == fields
    assert len(await versions(tender_id)) == 1


async def test_nobody_edits_before_the_notice_after_the_close_or_from_outside():
    officer, tender_id = await make.announced()
    with pytest.raises(Conflict, match="不能更正"):
        await commands.edit_tender(officer, tender_id, edit())
    await commands.publish_tender(officer, tender_id)
    stranger = await people.account("purchaser", "433122")
    with pytest.raises(Denied):
        await commands.edit_tender(stranger, tender_id, edit())
    with pytest.raises(NotFound):
        await commands.edit_tender(stranger, 0, edit())
    facts = await queries.facts(tender_id)
    with clock.freeze(facts.closes_at), pytest.raises(Conflict, match="已截止"):
        await commands.edit_tender(officer, tender_id, edit())
    await commands.advance(SYSTEM, tender_id, "close")
    with pytest.raises(Conflict, match="不能更正"):
        await commands.edit_tender(officer, tender_id, edit())


async def test_the_database_stops_an_edit_of_a_server_whose_clock_is_late():
    """Ours is held at a minute before the close; by the database's own the time is over."""
    with clock.freeze(clock.now() - timedelta(days=60)):
        officer, tender_id = await make.published()
    facts = await queries.facts(tender_id)
    with (
        clock.freeze(facts.closes_at - timedelta(minutes=1)),
        pytest.raises(asyncpg.CheckViolationError, match="time for answers is over"),
    ):
        await commands.edit_tender(
            officer, tender_id, edit(closes_on=facts.closes_on + timedelta(days=9))
        )
