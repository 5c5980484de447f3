"""The think-tank, and what trainees say and show of a course (programme introduction, P2)."""

from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.db import DatabaseError, one, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied
from match.training.commands import (
    add_expert,
    end_expert,
    evaluate,
    import_attendance,
    sign_up,
)
from match.training.forms import EvaluationForm, ExpertForm
from match.training.queries.library import experts
from match.training.states import Audience, Background, Origin
from tests.people import make as people
from tests.training import make

TOPICS = ["TC-LAW", "TC-PSY"]


@pytest.mark.notice
async def test_experts_come_from_theory_and_practice_inside_and_outside(db: None) -> None:
    """Notice P2: experts from inside and outside the province, from theory and practice."""
    province = await make.organiser(Audience.trainer)
    made = [
        await add_expert(province, ExpertForm(f"专家{place}号", origin, background, TOPICS))
        for place, (origin, background) in enumerate((o, b) for o in Origin for b in Background)
    ]

    found = {(each.origin, each.background) for each in await experts() if each.id in made}
    assert len(found) == 4
    await end_expert(province, made[0])
    assert made[0] not in {each.id for each in await experts()}
    with pytest.raises(Denied):
        await add_expert(await make.organiser(), ExpertForm("县里一人", *next(iter(found)), TOPICS))


@pytest.mark.notice
async def test_a_course_is_judged_and_its_effect_measured(db: None) -> None:
    """Notice P2: scores before and after, and what those who came think of it."""
    county = await make.organiser()
    await people.place(make.VILLAGE)
    course = await make.published(county)
    director = await people.account("director", make.VILLAGE, home=1)
    await sign_up(director, course)
    with pytest.raises(Conflict, match="参加培训以后"):
        await evaluate(director, course, EvaluationForm(5))

    with clock.freeze(clock.now() + timedelta(days=3)):
        marks = {"before": 45, "after": 80, "score": 82}
        await import_attendance(county, course, [await make.row_of(director, **marks)])
        await evaluate(director, course, EvaluationForm(3, "演练太少。"))
        await evaluate(director, course, EvaluationForm(4, "演练有用。"))

    kept = await one("SELECT before, after, stars, opinion FROM enrolment")
    assert kept == {"before": 45, "after": 80, "stars": 4, "opinion": "演练有用。"}
    for twin in ("before = 101", "after = -1", "stars = 6"):
        with pytest.raises(DatabaseError):
            async with unit_of_work():
                await rows(f"UPDATE enrolment SET {twin}")
    assert await value("SELECT count(*) FROM enrolment WHERE stars = 4") == 1
