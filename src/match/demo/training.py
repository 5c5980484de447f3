"""A training year and a director to be, so that both desks and the library have something."""

from datetime import timedelta

from match.demo.cast import OTHERS, phone, woman
from match.demo.casting import Staff
from match.demo.steps import Progress, Stage, Troupe
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import rows, value
from match.foundation.permissions import Role
from match.people.commands.invitations import accept_invitation
from match.people.phones import opened_phone
from match.posts.commands import accept_post, name_director
from match.posts.forms import DirectorForm
from match.training import commands
from match.training.forms import AttendanceRow, CourseForm, ExpertForm, PackForm, SurveyForm
from match.training.rules import CONTENTS
from match.training.states import Audience, Background, Origin, PackKind

TRAINED = 6
HELD_BEFORE = timedelta(days=40)
NEWCOMER = 9_000
_DIRECTORS = """
SELECT a.id, a.name, a.phone FROM membership m JOIN account a ON a.id = m.account
 WHERE m.role = 'director' AND starts_with(m.division, $1) AND NOT m.waiting
   AND m.ended_at IS NULL ORDER BY a.id LIMIT $2
"""


async def train(troupe: Troupe, staff: Staff, division: str, progress: Progress) -> None:
    """Fill the training and post desks of the county of *division*, once."""
    stage = Stage(progress, "training", 1)
    if not await value("SELECT EXISTS (SELECT FROM course)"):
        county = division[:6]
        version = await _library(await staff.at(Role.province, "43"))
        clerk = await staff.at(Role.county, county)
        with clock.freeze(clock.now() - HELD_BEFORE):
            course = await _course(clerk, version, "上一期")
            people = await rows(_DIRECTORS, county, TRAINED)
            for person in people:
                await commands.sign_up(await troupe.actor(person["id"]), course)
        with clock.freeze(clock.now() - HELD_BEFORE + timedelta(days=8)):
            sheet = [
                AttendanceRow(
                    number,
                    person["name"],
                    opened_phone(person["phone"]),
                    {1: True, 2: True},
                    before=50 + number,
                    after=80 + number,
                    score=70 + number * 3,
                )
                for number, person in enumerate(people, 2)
            ]
            await commands.import_attendance(clerk, course, sheet)
            await commands.complete_course(clerk, course)
        await _course(clerk, version, "本期")
        await _newcomer(clerk, county)
    stage.step()


async def _library(province: Actor) -> int:
    for name, origin, background, topics in (
        ("演示专家周教授", Origin.out_province, Background.theory, ["TC-LAW", "TC-GUARD"]),
        ("演示专家向老师", Origin.in_province, Background.practice, ["TC-VISIT", "TC-PSY"]),
    ):
        await commands.add_expert(province, ExpertForm(name, origin, background, topics))
    pack = await commands.make_pack(
        province,
        PackForm(
            PackKind.course,
            "儿童主任七项内容课程包",
            "七个单元，每个单元有讲义、案例讨论和练习；强制报告单元附流程图。",
            list(CONTENTS),
        ),
    )
    return await value("SELECT id FROM training_pack_version WHERE pack_id = $1", pack)


async def _course(clerk: Actor, version: int, which: str) -> int:
    """One course that begins in five days, on a survey of its year."""
    starts = clock.today() + timedelta(days=5)
    division = clerk.grants[0].division.ljust(12, "0")
    survey = await value(
        "SELECT id FROM training_survey WHERE division = $1 AND audience = 'director'"
        " AND year = $2",
        division,
        clock.today().year,
    ) or await commands.open_survey(clerk, SurveyForm(Audience.director, clock.today()))
    course = await commands.draft_course(
        clerk,
        CourseForm(
            title=f"儿童主任培训（{which}）",
            audience=Audience.director,
            starts_on=starts,
            ends_on=starts + timedelta(days=1),
            days=2,
            place="县民政局二楼会议室",
            contents=list(CONTENTS),
            capacity=60,
            sign_up_until=starts,
            has_exam=True,
            survey_id=survey,
            version_id=version,
        ),
    )
    await commands.publish_course(clerk, course)
    return course


async def _newcomer(clerk: Actor, county: str) -> None:
    """Somebody named for a home that is being built: she may look, and not act yet."""
    home = await value(
        "SELECT h.id FROM home h WHERE starts_with(h.division, $1) AND h.director_id IS NULL"
        " AND h.status IN ('planned', 'building') AND h.site_source <> 'SITE-SCH'"
        " ORDER BY h.id LIMIT 1",
        county,
    )
    if home is None:
        return
    form = DirectorForm(woman("newcomer", county), phone(OTHERS, NEWCOMER), "DK-VCF")
    named = await name_director(clerk, home, form)
    await accept_invitation(Actor(), named.token, form.phone)
    invitation = await value("SELECT invitation_id FROM post WHERE id = $1", named.post_id)
    await accept_post(SYSTEM, invitation)
