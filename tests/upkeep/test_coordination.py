"""Coordination bodies with minutes and decisions; insurance with reminders."""

from datetime import datetime, timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import DatabaseError, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, NotFound
from match.upkeep import commands, forms, queries
from match.upkeep.states import BodyKind, DepartmentKind, InsuranceKind, Level, Payer
from tests.people import make as people
from tests.upkeep import make

pytestmark = pytest.mark.usefixtures("db")
D = DepartmentKind


@pytest.mark.notice
async def test_each_level_sets_up_a_body_that_leaves_minutes() -> None:
    """Notice 5.1a: province, prefecture, county: leading group or joint meeting, with minutes."""
    at = await make.scene()
    made: dict[Level, int] = {}
    for level, actor in (
        (Level.province, at.province),
        (Level.prefecture, at.prefecture),
        (Level.county, at.county),
    ):
        form = make.body_form(kind=BodyKind.leading_group, name=f"{level}儿童工作领导小组")
        made[level] = await commands.set_up_body(actor, form)
        await commands.record_meeting(actor, made[level], make.meeting_form())
    await make.settle()
    with pytest.raises(Conflict, match="已经有一个"):
        await commands.set_up_body(at.second, make.body_form())
    with pytest.raises(Denied):
        await commands.record_meeting(at.prefecture, made[Level.county], make.meeting_form())

    seen = await queries.bodies(at.county)
    assert [body.level for body in seen] == [Level.province, Level.prefecture, Level.county]
    (meeting,) = (await queries.body_file(at.finance, made[Level.county])).meetings
    assert meeting.attended == (D.civil, D.finance, D.education)
    with make.complaint("删去"):
        named = make.meeting_form(minutes="留守儿童王小明（身份证 43310120150101123X）由奶奶照看。")
        await commands.record_meeting(at.county, made[Level.county], named)


@pytest.mark.notice
async def test_civil_affairs_leads_and_the_others_work_with_it() -> None:
    """Notice 5.1b: civil affairs leads, education and federation with it, finance for the money."""
    at = await make.scene()
    for missing in (D.finance, D.education, D.federation):
        short = [one for one in D if one is not missing]
        with make.complaint("民政（牵头）"):
            await commands.set_up_body(at.county, make.body_form(departments=short))
    with pytest.raises(Denied):
        await commands.set_up_body(at.finance, make.body_form())
    body = await commands.set_up_body(at.county, make.body_form())
    leads = await rows(
        "SELECT department FROM coordination_member WHERE body_id = $1 AND leads = 1", body
    )
    assert leads == [{"department": "civil"}]
    for fault in (
        "UPDATE coordination_member SET leads = 1 WHERE body_id = $1 AND department = 'finance'",
        "DELETE FROM coordination_member WHERE body_id = $1 AND department = 'education'",
    ):
        with pytest.raises(DatabaseError):
            async with unit_of_work():
                await rows(fault, body)
                await rows("UPDATE coordination_body SET name = name WHERE id = $1", body)
                await make.settle()


@pytest.mark.notice
async def test_the_five_departments_are_known_at_every_level() -> None:
    """Notice H2: civil affairs, party organisation, finance, education, federation × level."""
    at = await make.scene()
    body = await commands.set_up_body(at.county, make.body_form())
    (shown,) = [one for one in await queries.bodies(at.county) if one.id == body]
    assert set(shown.departments) == {D.civil, D.party, D.finance, D.education, D.federation}
    for role in ("party", "finance", "education", "federation"):
        for division in ("433101", "4331", "43"):
            sitting = await people.account(role, division)
            assert body in {one.id for one in await queries.bodies(sitting)}, (role, division)
        elsewhere = await people.account(role, "433122")
        assert await queries.bodies(elsewhere) == []
        with pytest.raises(NotFound):
            await queries.body_file(elsewhere, body)


async def test_a_decision_is_a_task_with_a_last_day() -> None:
    at = await make.scene()
    body = await commands.set_up_body(at.county, make.body_form())
    meeting = await commands.record_meeting(at.county, body, make.meeting_form())
    due = clock.today() + timedelta(days=20)
    form = forms.DecisionForm(D.finance, "把运行经费列入明年预算。", due)
    decision = await commands.add_decision(at.county, meeting, form)
    finance = await people.account("finance", "433101")
    education = await people.account("education", "433101")
    assert [one.id for one in await queries.open_decisions(finance)] == [decision]
    assert await queries.open_decisions(education) == []
    assert await commands.sweep_decisions(SYSTEM) == 0
    with clock.freeze(_noon(due - timedelta(days=7))):
        assert await commands.sweep_decisions(SYSTEM) == 1
        assert await commands.sweep_decisions(SYSTEM) == 0
    with clock.freeze(_noon(due + timedelta(days=1))):
        assert await commands.sweep_decisions(SYSTEM) == 1
        assert (await queries.decision_of(finance, decision)).late
    topics = await rows("SELECT topic FROM outbox WHERE topic LIKE 'decision.%' ORDER BY id")
    assert [row["topic"] for row in topics] == ["decision.made", "decision.due", "decision.late"]

    with pytest.raises(Denied):
        await commands.finish_decision(education, decision, forms.ResultForm("已经列入。"))
    done = forms.ResultForm("已列入明年县级预算。")
    await commands.finish_decision(finance, decision, done)
    with pytest.raises(Conflict):
        await commands.finish_decision(finance, decision, done)
    assert await queries.open_decisions(finance) == []


@pytest.mark.notice
async def test_a_venue_is_insured_with_dates_and_reminded_before_it_ends() -> None:
    """Notice 5.4d: INS-VENUE policy with dates; director and county are reminded."""
    at = await make.scene()
    ends = clock.today() + timedelta(days=40)
    form = make.insurance_form(ends_on=ends)
    policy = await commands.record_insurance(at.director, at.home, form)
    with pytest.raises(Conflict, match="续保"):
        await commands.record_insurance(at.county, at.home, form)
    with make.complaint("晚于"):
        wrong = make.insurance_form(policy="CD-2", ends_on=form.starts_on)
        await commands.record_insurance(at.county, at.home, wrong)
    assert await commands.sweep_insurance(SYSTEM) == 0
    with clock.freeze(_noon(ends - timedelta(days=30))):
        assert await commands.sweep_insurance(SYSTEM) == 1
        assert [one.id for one in await queries.insurance_ending(at.county)] == [policy]
    with clock.freeze(_noon(ends + timedelta(days=1))):
        assert await commands.sweep_insurance(SYSTEM) == 1
        assert await commands.sweep_insurance(SYSTEM) == 0
    topics = await rows("SELECT topic FROM outbox WHERE topic LIKE 'insurance.exp%' ORDER BY id")
    assert [row["topic"] for row in topics] == ["insurance.expiring", "insurance.expired"]


async def test_a_policy_that_another_follows_reminds_nobody() -> None:
    at = await make.scene()
    ends = clock.today() + timedelta(days=40)
    await commands.record_insurance(at.director, at.home, make.insurance_form(ends_on=ends))
    follows = make.insurance_form(policy="CD-2027", ends_on=ends + timedelta(days=365))
    await commands.record_insurance(at.director, at.home, follows)

    with clock.freeze(_noon(ends - timedelta(days=30))):
        assert await commands.sweep_insurance(SYSTEM) == 0
        assert await queries.insurance_ending(at.county) == []


@pytest.mark.notice
async def test_accident_insurance_counts_children_and_says_who_pays() -> None:
    """Notice 5.4f: INS-ACC flag and payer, as counts; never which child."""
    at = await make.scene()
    fields = {"kind": InsuranceKind.accident, "policy": "YW-2026-1", "payer": Payer.giver}
    with make.complaint("人数"):
        await commands.record_insurance(at.director, at.home, make.insurance_form(**fields))
    form = make.insurance_form(**fields, insured=26)
    policy = await commands.record_insurance(at.director, at.home, form)
    venue = make.insurance_form(insured=5)
    await commands.record_insurance(at.director, at.home, venue)

    (cover,) = await queries.accident_cover("433101")
    assert (cover.payer, cover.homes, cover.insured) == (Payer.giver, 1, 26)
    held = await rows("SELECT kind, insured FROM home_insurance ORDER BY id")
    assert held == [
        {"kind": "INS-ACC", "insured": 26},
        {"kind": "INS-VENUE", "insured": None},
    ]
    await commands.end_insurance(at.county, policy, "保险公司注销了保单。")
    assert await queries.accident_cover("433101") == []
    assert await value("SELECT next_check_at FROM home_insurance WHERE id = $1", policy) is None


def _noon(day: object) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+08:00")
