"""Before the first shift: identity, course, check, certificate, insurance, two adults."""

from datetime import date, timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.people.commands.checks import record_check
from match.volunteers import commands, course
from match.volunteers.forms import CourseForm, CoverForm, ProofDecisionForm, SkillForm
from match.volunteers.queries import my_proofs, people_to_check
from tests.people import make as people
from tests.volunteers import make

RIGHT = {"q1": "b", "q2": "a", "q3": "c", "q4": "b", "q5": "a"}


async def test_identity_is_sealed_and_belongs_to_one_account(db: None) -> None:
    first = await make.volunteer(registered=False)
    number = make.citizen_number(date(1995, 5, 1))
    await commands.register_volunteer(first, make.profile(identity=number))
    second = await make.volunteer(registered=False)

    with pytest.raises(Conflict, match="另一个账号"):
        await commands.register_volunteer(second, make.profile(identity=number.lower()))

    kept = await one("SELECT identity FROM volunteer WHERE account_id = $1", first.id)
    assert kept is not None
    assert number.encode() not in kept["identity"]


@pytest.mark.parametrize(
    ("identity", "born", "field"),
    [
        ("433101199505010011", date(1995, 5, 1), "identity"),
        (make.citizen_number(date(1995, 5, 2)), date(1995, 5, 1), "born_on"),
        ("12", date(1995, 5, 1), "identity"),
    ],
)
async def test_a_wrong_identity_is_named(db: None, identity: str, born: date, field: str) -> None:
    actor = await make.volunteer(registered=False)

    with pytest.raises(Invalid) as refusal:
        await commands.register_volunteer(actor, make.profile(born, identity=identity))

    assert field in refusal.value.fields


async def test_the_course_takes_its_minutes_and_every_answer(db: None) -> None:
    actor = await make.volunteer()
    begun = clock.now()
    with clock.freeze(begun):
        await commands.begin_course(actor)
    with clock.freeze(begun + timedelta(minutes=39)), pytest.raises(Conflict, match="至少 40"):
        await commands.finish_course(actor, RIGHT)
    with clock.freeze(begun + timedelta(minutes=40)):
        with pytest.raises(Invalid) as refusal:
            await commands.finish_course(actor, RIGHT | {"q3": "b"})
        assert refusal.value.fields.keys() == {"q3"}
        await commands.finish_course(actor, RIGHT)
        until = clock.today() + timedelta(days=365)  # of the day it ended on, not begun on

    assert (await my_proofs(actor)).course_until == until


def test_every_question_has_one_right_answer_among_its_choices() -> None:
    for name, _question, choices in course.questions():
        right = [code for code, _text in choices if not course.wrong(RIGHT | {name: code})]
        assert right == [RIGHT[name]]


@pytest.mark.notice
async def test_contact_asks_for_course_and_yearly_check(db: None) -> None:
    """Notice 4.3c: volunteers of every kind; before contact with children course and check."""
    scene = await make.opened(child_contact=True)
    actor = await make.volunteer()
    await make.check(actor)
    with pytest.raises(Denied, match="保护课程"):
        await commands.sign_up(actor, scene.shift, risk_accepted=True)

    await make.course(actor)

    assert await commands.sign_up(actor, scene.shift, risk_accepted=True) == "signed"


@pytest.mark.notice
async def test_the_county_sees_whose_check_is_due(db: None) -> None:
    """Notice 4.3b: tutors, directors and volunteers are checked every year (未保法 62)."""
    scene = await make.opened()
    clerk = await people.account("county", "433101")
    old = await make.volunteer()
    await commands.register_volunteer(old, make.profile(area="433101", identity=""))
    await make.check(old, on=clock.today() - timedelta(days=340))
    fresh = await make.volunteer()
    await commands.register_volunteer(fresh, make.profile(area="433101", identity=""))
    await make.check(fresh)

    due = {row["id"]: row["due"] for row in await people_to_check(clerk)}

    assert due[old.id] == "soon"
    assert due[fresh.id] == ""
    assert due[scene.director.id] == "none"


async def test_nobody_records_their_own_check_or_course(db: None) -> None:
    clerk = await people.account("county", "433101")
    await people.place("433101000000")

    with pytest.raises(Invalid):
        await record_check(
            clerk,
            clerk.id,
            result="clear",
            issuer="吉首市公安局",
            checked_on=clock.today(),
            division="433101000000",
        )
    held = CourseForm(clerk.id or 0, "吉首市民政局", clock.today(), 60)
    with pytest.raises(Invalid):
        await commands.record_course(clerk, held, "433101000000")


async def test_a_regulated_role_asks_for_a_certificate_that_the_county_saw(db: None) -> None:
    scene = await make.opened(
        places=2, role1_name="护士", role1_skill="MED-N", role1_places=1,
        role2_name="帮手", role2_places=1,
    )  # fmt: skip
    named = "SELECT id FROM shift_role WHERE shift_id = $1 AND name = $2"
    nurse = await value(named, scene.shift, "护士")
    helper = await value(named, scene.shift, "帮手")
    actor = await make.volunteer()
    with pytest.raises(Denied, match="职业资格"):
        await commands.sign_up(actor, scene.shift, risk_accepted=True, role_id=nurse)
    shown = await commands.add_skill(
        actor, SkillForm("MED-N", "护证2020001", "省卫健委", date(2020, 1, 1), area="433101")
    )
    elsewhere = await people.account("county", "430102")
    with pytest.raises(NotFound):
        await commands.decide_skill(elsewhere, shown, ProofDecisionForm("check"))
    clerk = await people.account("county", "433101")
    await commands.decide_skill(clerk, shown, ProofDecisionForm("check"))

    assert await commands.sign_up(actor, scene.shift, risk_accepted=True, role_id=nurse) == "signed"
    other = await make.volunteer()
    assert (
        await commands.sign_up(other, scene.shift, risk_accepted=True, role_id=helper) == "signed"
    )
    assert await make.status(scene) == "full"


async def test_bodily_risk_does_not_begin_without_insurance(db: None) -> None:
    """志愿服务条例 17: the start is blocked, one by one and for the whole shift."""
    scene = await make.opened(bodily_risk=True)
    insured, _signup = await make.signed(scene)
    bare, bare_signup = await make.signed(scene)
    day = scene.starts.astimezone(clock.HERE).date()
    await commands.insure_self(insured, CoverForm("平安养老", "PA2026001", clock.today(), day))
    code = await make.code(scene)

    with clock.freeze(scene.starts):
        await commands.check_in(insured, scene.shift, code)
        with pytest.raises(Denied, match="意外保险"):
            await commands.check_in(bare, scene.shift, code)
        with pytest.raises(Denied, match="意外保险"):
            await commands.tick_present(scene.director, bare_signup)


async def test_a_shift_that_nobody_is_insured_for_is_off_at_its_start(db: None) -> None:
    scene = await make.opened(bodily_risk=True)
    _actor, signup = await make.signed(scene)

    with clock.freeze(scene.starts):
        await commands.sweep_shifts(SYSTEM)

    assert await make.status(scene) == "cancelled"
    assert await make.standing(signup) == "cancelled"
    assert await make.line(scene) == (20, 0, 0)


async def test_one_adult_is_never_alone_with_children(db: None) -> None:
    need = await make.lessons()
    alone = make.form(
        need.home, places=1, home_adults=0, child_contact=True, line_id=need.line, units_each=1
    )
    draft = await commands.draft_shift(need.director, alone)
    with pytest.raises(Invalid) as refusal:
        await commands.open_shift(need.director, draft)
    assert refusal.value.fields.keys() == {"home_adults"}

    scene = await make.of(
        need, places=2, home_adults=0, child_contact=True, line_id=need.line, units_each=1
    )
    first, _signup = await make.signed(scene, await make.volunteer(checked=True))
    code = await make.code(scene)
    with clock.freeze(scene.starts), pytest.raises(Denied, match="2 名成年人"):
        await commands.check_in(first, scene.shift, code)
    await make.signed(scene, await make.volunteer(checked=True))
    with clock.freeze(scene.starts):
        await commands.check_in(first, scene.shift, code)


async def test_shifts_offer_no_pay(db: None) -> None:
    need = await make.lessons()

    with pytest.raises(Invalid) as refusal:
        await commands.draft_shift(
            need.director, make.form(need.home, asked="陪读，每次报酬100元。")
        )

    assert refusal.value.fields.keys() == {"asked"}


async def test_what_ends_soon_is_told_once(db: None) -> None:
    actor = await make.volunteer()
    await make.check(actor, on=clock.today() - timedelta(days=340))
    await make.course(actor)

    assert await commands.sweep_volunteer_reminders(SYSTEM) == 1
    assert await commands.sweep_volunteer_reminders(SYSTEM) == 0
    told = await value("SELECT payload ->> 'what' FROM outbox WHERE topic ="
                       " 'volunteer.proof_ending' ORDER BY id DESC LIMIT 1")  # fmt: skip
    assert told == "check"
