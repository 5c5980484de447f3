"""Cases, referrals and steady care: the notice's rows 2.1c–2.4c, 4.1g, 4.2d, 4.2e."""

# pyright: reportUnknownMemberType=false

from datetime import UTC, date, datetime, timedelta

import asyncpg
import msgspec
import pytest

from match.care.cases.commands import (
    answer_referral,
    case_of_child,
    case_of_report,
    check_entitlements,
    link_child,
    make_plan,
    note_act,
    note_contact,
    open_report,
    plan_contact,
    refer_case,
    refer_child,
    set_risks,
    step_case,
    sweep_contacts,
    sweep_referrals,
)
from match.care.cases.forms import (
    ActForm,
    ContactForm,
    EntitlementForm,
    PlanForm,
    ReferralForm,
    RiskForm,
)
from match.care.cases.queries.cases import case_file, open_cases, referral_file, referrals_of
from match.care.cases.queries.children import care_of, contacts_due
from match.care.cases.states import CaseStatus, Entitled, ReferralStatus, Stands
from match.care.cases.tables.children import ParentContact
from match.care.states import Purpose
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.restricted import restricted
from tests.care import make as care
from tests.care.cases import make
from tests.care.make_papers import guardian
from tests.people import make as people

NOON = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 26)
SEEN = "孩子连续三天没来，奶奶说不想上学"


async def _facts(topic: str) -> list[dict[str, object]]:
    found = await rows("SELECT payload FROM outbox WHERE topic = $1 ORDER BY id", topic)
    return [msgspec.json.decode(row["payload"]) for row in found]


@pytest.mark.notice
async def test_a_case_goes_from_report_to_closing_by_acts(db: None) -> None:
    """Notice 2.4a, 2.4b: risk codes; each step is an act with who, when and what came of it."""
    held = await make.desks()
    station = await people.account("station", "433101001")
    await make.filed()
    number = await make.newest()
    await open_report(held.protection, number)
    case = await case_of_report(held.protection, number)
    assert await case_of_report(held.protection, number) == case
    await set_risks(held.protection, case, ["RK-DROP", "RK-DV"])
    with pytest.raises(Conflict):
        await step_case(held.protection, case, "close", "没有评估就想结案")
    await step_case(held.protection, case, "triage", "电话核实，情况属实")
    await step_case(held.protection, case, "call_police", "已报派出所，受案回执在卷")
    with pytest.raises(Conflict):
        await step_case(held.protection, case, "refer", "还没有填写转介")
    sent = await refer_case(held.protection, case, ReferralForm("RT-HOSP", "请检查身体"))
    await step_case(held.protection, case, "refer", "送县人民医院检查")
    await step_case(held.protection, case, "follow", "已安置在亲属家中")
    with pytest.raises(Conflict):
        await step_case(held.protection, case, "close", "转介还没有答复")
    await answer_referral(held.county, sent, "accept", "")
    await step_case(held.protection, case, "close", "孩子已返校，监护人签了保证书")

    file = await case_file(held.county, case)
    assert file.status is CaseStatus.closed
    assert file.risks == ("RK-DROP", "RK-DV")
    assert [act.kind for act in reversed(file.acts)] == [
        "CA-CHECK",
        "CA-REPORT",
        "CA-REFER",
        "CA-VISIT",
        "CA-VISIT",
    ]
    assert {act.by for act in file.acts} == {"向护苗"}
    assert file.outcome == "孩子已返校，监护人签了保证书"
    with pytest.raises(NotFound):
        await step_case(station, case, "act", "社工站不办个案")


async def test_cases_stop_at_the_county(db: None) -> None:
    """Notice 2.1b: individual records stop at the county."""
    held = await make.desks()
    await make.filed()
    number = await make.newest()
    await open_report(held.protection, number)
    case = await case_of_report(held.protection, number)
    for other in (held.prefecture, await people.account("county", "433122")):
        assert await open_cases(other) == []
        with pytest.raises(NotFound):
            await case_file(other, case)


async def test_a_known_child_takes_over_the_words_of_its_case(db: None) -> None:
    """All words of a case are under the child's key from the moment it is known."""
    held = await make.desks()
    scene = await care.scene()
    child = await care.child(scene)
    await make.filed()
    number = await make.newest()
    await open_report(held.protection, number)
    case = await case_of_report(held.protection, number)
    await step_case(held.protection, case, "triage", "电话核实，情况属实")
    grant = await care.give_leave(
        scene, scene.county, home_id=scene.home, child_id=child, purpose=Purpose.case
    )
    assert grant
    await link_child(scene.county, case, child)

    file = await case_file(scene.county, case)
    assert file.child_id == child
    assert file.acts[0].result == "电话核实，情况属实"
    # The protection agency's person has no leave for this file: the case is shut to them now.
    with pytest.raises(NotFound):
        await case_file(held.protection, case)
    with pytest.raises(Conflict):
        await link_child(scene.county, case, child)


@pytest.mark.notice
async def test_a_referral_is_answered_or_chased_after_three_days(db: None) -> None:
    """Notice 2.4c: refer early to station or counsellors; accepted or refused; chased after 3."""
    scene = await care.scene()
    station = await people.account("station", "433101001")
    child = await care.child(scene)
    with clock.freeze(NOON):
        sent = await refer_child(scene.director, child, ReferralForm("RT-STN", SEEN))
    with clock.freeze(NOON + timedelta(days=3, minutes=-1)):
        assert await sweep_referrals(SYSTEM) == 0
    with clock.freeze(NOON + timedelta(days=3)):
        assert await sweep_referrals(SYSTEM) == 1
        assert await sweep_referrals(SYSTEM) == 0
    with clock.freeze(NOON + timedelta(days=6)):
        assert await sweep_referrals(SYSTEM) == 1
    chased = await _facts("referral.chase")
    assert [fact["referral_id"] for fact in chased] == [sent, sent]
    assert (await referrals_of(station))[0].chased == 2
    with pytest.raises(NotFound):  # no leave to open the child's file
        await answer_referral(station, sent, "refuse", "本站没有心理咨询师")
    await care.give_leave(scene, station, home_id=scene.home, child_id=child, purpose=Purpose.case)
    with pytest.raises(Invalid):
        await answer_referral(station, sent, "refuse", "")
    await answer_referral(station, sent, "refuse", "本站没有心理咨询师，请转县里")
    file = await referral_file(station, sent)
    assert file.line.status is ReferralStatus.refused
    assert file.answer == "本站没有心理咨询师，请转县里"
    with clock.freeze(NOON + timedelta(days=30)):
        assert await sweep_referrals(SYSTEM) == 0


@pytest.mark.notice
async def test_a_weekly_call_is_noted_without_a_recording_and_reminded_of(db: None) -> None:
    """Notice 2.3a, 2.3b: who, when, minutes, nothing said; after seven days the home hears."""
    scene = await care.scene()
    child = await care.child(scene)
    parent = await guardian(scene, child)
    columns = {column._meta.name for column in ParentContact._meta.columns}
    assert columns == {
        "id", "child_id", "division", "guardian_id", "kind", "at", "minutes", "until",
        "noted_by", "noted_at",
    }  # fmt: skip
    with clock.freeze(NOON):
        await plan_contact(scene.director, child, parent)
    with clock.freeze(NOON + timedelta(days=6)):
        assert await sweep_contacts(SYSTEM) == 0
    with clock.freeze(NOON + timedelta(days=7)):
        assert await sweep_contacts(SYSTEM) == 1
        assert await sweep_contacts(SYSTEM) == 0, "told once, not every minute"
        due = await contacts_due(scene.director, scene.home)
        assert [line.contact_late for line in due] == [True]
        call = ContactForm(parent, "video", TODAY + timedelta(days=7), 25)
        await note_contact(scene.director, child, call)
        assert not (await contacts_due(scene.director, scene.home))[0].contact_late
    with clock.freeze(NOON + timedelta(days=14)):
        assert await sweep_contacts(SYSTEM) == 1
    told = await _facts("contact.due")
    assert told == [{"home_id": scene.home, "children": 1}] * 2
    with clock.freeze(NOON + timedelta(days=8)), pytest.raises(Invalid):
        await note_contact(scene.director, child, ContactForm(parent, "phone", TODAY))


@pytest.mark.notice
async def test_parents_who_have_not_stayed_for_half_a_year_are_told_of(db: None) -> None:
    """Notice 2.3c, 4.1g: urge parents to stay with their children; alert after 180 days."""
    scene = await care.scene()
    child = await care.child(scene)
    parent = await guardian(scene, child)
    with clock.freeze(NOON):
        await plan_contact(scene.director, child, parent)
        stay = ContactForm(parent, "stay", TODAY - timedelta(days=20), None, TODAY)
        await note_contact(scene.director, child, stay)
    with clock.freeze(NOON + timedelta(days=179)):
        await sweep_contacts(SYSTEM)
        assert await _facts("stay.due") == []
    with clock.freeze(NOON + timedelta(days=180)):
        await sweep_contacts(SYSTEM)
    assert await _facts("stay.due") == [{"home_id": scene.home, "children": 1}]


@pytest.mark.notice
async def test_entitlements_are_looked_at_one_by_one(db: None) -> None:
    """Notice 2.1c: living allowance, medical cover, schooling, registration, each with status."""
    scene = await care.scene()
    child = await care.child(scene)
    s = Stands
    await check_entitlements(
        scene.director, child, EntitlementForm(s.applied, s.has, s.has, s.missing)
    )
    await check_entitlements(scene.director, child, EntitlementForm(s.has, s.has, s.has, s.applied))

    found = (await care_of(scene.director, child)).entitled
    assert found == {
        Entitled.living: s.has,
        Entitled.medical: s.has,
        Entitled.schooling: s.has,
        Entitled.registration: s.applied,
    }


@pytest.mark.notice
async def test_visits_checks_and_psychological_hours_are_acts(db: None) -> None:
    """Notice 2.4b, 4.2d: regular visit, focused check; counselling, comforting, adjustment."""
    scene = await care.scene()
    child = await care.child(scene)
    for kind in ("CA-VISIT", "CA-CHECK", "PS-COUNS", "PS-SOOTHE", "PS-ADAPT"):
        await note_act(scene.director, child, ActForm(kind, clock.today(), f"{kind} 情况良好"))

    acts = (await care_of(scene.director, child)).acts
    assert [act.result for act in reversed(acts)] == [f"{act.kind} 情况良好" for act in acts[::-1]]
    with pytest.raises(Invalid):
        await note_act(scene.director, child, ActForm("CA-REPORT", clock.today(), "不是这里"))
    with pytest.raises(Invalid):
        tomorrow = clock.today() + timedelta(days=1)
        await note_act(scene.director, child, ActForm("CA-VISIT", tomorrow, "明天的走访"))


@pytest.mark.notice
async def test_a_child_has_one_plan_that_counts(db: None) -> None:
    """Notice 4.2e: an individual plan by social-work methods, with who joins in."""
    scene = await care.scene()
    child = await care.child(scene)
    review = clock.today() + timedelta(days=60)
    await make_plan(scene.director, child, PlanForm("每周两次课后陪读", review, "退休教师向老师"))
    await make_plan(scene.director, child, PlanForm("改为每周三次课后陪读", review))

    plan = (await care_of(scene.director, child)).plan
    assert plan is not None
    assert (plan.aims, plan.resources) == ("改为每周三次课后陪读", "")
    with pytest.raises(Invalid):
        await make_plan(scene.director, child, PlanForm("复核日期已经过去", clock.today()))


@pytest.mark.notice
async def test_a_risk_seen_by_the_director_becomes_a_case_of_the_county(db: None) -> None:
    """Notice 2.4a: the five risks, and no other."""
    scene = await care.scene()
    child = await care.child(scene)
    case = await case_of_child(scene.director, child, RiskForm(SEEN, ["RK-DROP"]))

    lines = await open_cases(scene.county)
    assert [(line.id, line.risks) for line in lines] == [(case, ("RK-DROP",))]
    with pytest.raises(Invalid):
        await case_of_child(scene.director, child, RiskForm(SEEN, ["RK-OTHER"]))


NOTED = [
    "UPDATE care.child_act SET kind = 'CA-CHECK'",
    "DELETE FROM care.child_act",
    "UPDATE care.video_contact_log SET minutes = 99",
    "DELETE FROM care.video_contact_log",
    "UPDATE care.entitlement SET stands = 'has'",
    "DELETE FROM care.care_case",
]


@pytest.mark.parametrize("change", NOTED)
async def test_what_was_noted_of_a_child_stays(db: None, change: str) -> None:
    scene = await care.scene()
    child = await care.child(scene)
    parent = await guardian(scene, child)
    s = Stands
    await note_act(scene.director, child, ActForm("CA-VISIT", clock.today(), "家访，一切都好"))
    await note_contact(scene.director, child, ContactForm(parent, "video", clock.today(), 20))
    await check_entitlements(
        scene.director, child, EntitlementForm(s.missing, s.has, s.has, s.missing)
    )
    await case_of_child(scene.director, child, RiskForm(SEEN, ["RK-DROP"]))
    with pytest.raises(asyncpg.PostgresError):
        async with restricted(("433101",)):
            await rows(change)


async def test_texts_of_a_child_stand_nowhere_in_the_clear(db: None) -> None:
    scene = await care.scene()
    child = await care.child(scene)
    await note_act(scene.director, child, ActForm("CA-VISIT", clock.today(), SEEN))
    await refer_child(scene.director, child, ReferralForm("RT-PSY", SEEN))
    async with restricted(("433101",)):
        kept = repr(
            [
                await rows(f"SELECT * FROM care.{table}")
                for table in ("child_act", "referral", "care_case", "service_plan")
            ]
        )
    told = repr(await rows("SELECT payload FROM outbox"))
    for text in (kept, told):
        assert SEEN not in text
        assert SEEN.encode().hex() not in text
    assert await value("SELECT count(*) FROM audit WHERE verb = 'child.act_noted'") == 1
