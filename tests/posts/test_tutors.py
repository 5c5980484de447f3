"""Tutors (4.3b) and those who guide (4.1a, 4.1b)."""

from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import value
from match.foundation.errors import Denied, Invalid, NotFound
from match.people.commands.checks import record_check
from match.posts.commands import (
    appoint_tutor,
    end_tutor,
    guide_home,
    review_person,
    review_tutors,
)
from match.posts.forms import GuidanceForm, TutorForm
from match.posts.queries import home_posts
from match.training.states import Audience
from tests.homes import make as homes
from tests.people import make as people
from tests.posts import make
from tests.training import make as training


async def _appointed() -> tuple[int, Actor, Actor, int]:
    home, director = await homes.working()
    phone = people.phone()
    made = await appoint_tutor(director, home, TutorForm("田老师", phone, "TK-TCH", "书法"))
    from match.posts.commands import Named

    tutor = await make.arrived(Named(0, made.token), phone)
    return home, director, tutor, made.tutor_id


async def _status(tutor_id: int) -> str:
    return await value("SELECT status FROM tutor WHERE id = $1", tutor_id)


async def _trained(tutor: Actor) -> None:
    from match.training.commands import complete_course, import_attendance, sign_up

    clerk = await people.account("county", "433101")
    course = await training.published(
        clerk, Audience.safeguarding, days=1, has_exam=False, contents=["TC-REPORT"]
    )
    await sign_up(tutor, course)
    with clock.freeze(clock.now() + timedelta(days=2)):
        row = await training.row_of(tutor, days=(True,))
        await import_attendance(clerk, course, [row])
        await complete_course(clerk, course)


@pytest.mark.notice
async def test_a_tutor_begins_only_with_check_and_course_and_stops_when_one_runs_out(
    db: None,
) -> None:
    """Notice 4.3b: appointed by the director; check and child-protection course, every year."""
    _home, _director, tutor, tutor_id = await _appointed()
    assert await _status(tutor_id) == "waiting"

    await record_check(
        await homes.county(),
        tutor.id or 0,
        result="clear",
        issuer="吉首市公安局",
        checked_on=clock.today(),
        division=make.VILLAGE,
    )
    await review_person(SYSTEM, tutor.id or 0)
    assert await _status(tutor_id) == "waiting"

    await _trained(tutor)
    with clock.freeze(clock.now() + timedelta(days=2)):
        await review_person(SYSTEM, tutor.id or 0)
        assert await _status(tutor_id) == "active"
        assert await review_tutors(SYSTEM) == 0
    with clock.freeze(clock.now() + timedelta(days=367)):
        assert await review_tutors(SYSTEM) == 1
        assert await _status(tutor_id) == "waiting"


@pytest.mark.notice
async def test_only_the_director_appoints(db: None) -> None:
    """Notice 4.3b: appointment by the director of the home."""
    home, director = await homes.working()
    form = TutorForm("田老师", people.phone(), "TK-5OLD", "讲故事")
    for other in (await homes.county(), await people.account("director", "433101001202", home=9)):
        with pytest.raises(Denied):
            await appoint_tutor(other, home, form)

    made = await appoint_tutor(director, home, form)
    with pytest.raises(Invalid):
        await end_tutor(director, made.tutor_id, "好")
    await end_tutor(director, made.tutor_id, "学期结束")
    assert await _status(made.tutor_id) == "ended"


@pytest.mark.notice
@pytest.mark.parametrize(
    ("role", "division", "guide"),
    [("station", make.TOWNSHIP, "station"), ("protection", "433101", "protection")],
)
async def test_station_and_agency_guide_and_do_not_decide(
    db: None, role: str, division: str, guide: str
) -> None:
    """Notice 4.1a and 4.1b: they read, comment, and change nothing."""
    home, director = await homes.working()
    who = await people.account(role, division)
    await guide_home(who, home, GuidanceForm("建议每周五下午增加亲子阅读"))

    [comment] = (await home_posts(director, home)).comments
    assert (comment.guide, comment.words) == (guide, "建议每周五下午增加亲子阅读")
    with pytest.raises(Denied):
        await guide_home(director, home, GuidanceForm("自己给自己写一条"))
    with pytest.raises(Denied):
        await guide_home(
            await people.account(role, "433122001" if role == "station" else "433122"),
            home,
            GuidanceForm("别处的机构写一条"),
        )
    with pytest.raises(Denied):
        await make.named(who, home)


async def test_no_child_is_named_in_guidance(db: None) -> None:
    home, _director = await homes.working()
    station = await people.account("station", make.TOWNSHIP)
    with pytest.raises(Invalid):
        await guide_home(station, home, GuidanceForm("请多关心小明，8岁，三(2)班，电话13912345678"))


async def test_strangers_see_no_posts(db: None) -> None:
    home, _director = await homes.working()
    for stranger in (
        await people.account("director", "433101001202", home=9),
        await people.account("county", "433122"),
        await people.account("donor"),
    ):
        with pytest.raises(NotFound):
            await home_posts(stranger, home)
