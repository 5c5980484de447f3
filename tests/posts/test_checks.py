"""`match check` sees each thing that should not be, once it is planted; and nothing before."""

from datetime import timedelta

from jobs.checks import posts
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import command, value
from match.foundation.embedded.services import Services
from match.posts.commands import certificate_came
from tests.homes import make as homes
from tests.lasting import lasting
from tests.people import make as people
from tests.posts import make
from tests.training import make as training

# {waiting} is named and not examined, {active} directs {home} after her exam.
PLANTED = {
    "nobody who directs waits for an exam": (
        "UPDATE membership SET waiting = false WHERE account = {waiting}"
    ),
    "an active director of a home in a school is of its leadership": (
        "UPDATE home SET site_source = 'SITE-SCH' WHERE id = {home}"
    ),
    "a home's director holds its post": (
        "UPDATE home SET director_id = {waiting} WHERE id = {home}"
    ),
    "a certificate follows a whole course": "UPDATE course_attendance SET present = false",
    "a passed exam reached the pass mark": "UPDATE course_exam SET score = 12",
    "a director's course that was offered has all seven contents": (
        "ALTER TABLE course DROP CONSTRAINT course_director_contents;"
        " UPDATE course SET contents = contents[1:6]"
    ),
}


@command
async def _scene() -> dict[str, int]:
    county = await homes.county()
    home = await homes.registered()
    active = await make.arrived(*await make.named(county, home))
    await training.held(await people.account("county", "433101"), active)
    with clock.freeze(clock.now() + timedelta(days=3)):
        await certificate_came(SYSTEM, active.id or 0)
    other = await homes.registered("433101001202", name="坪朗村儿童之家")
    waiting = await make.arrived(*await make.named(county, other))
    assert await value("SELECT count(*) FROM post WHERE status = 'active'") == 1
    return {"home": home, "active": active.id or 0, "waiting": waiting.id or 0}


def test_every_question_has_its_plant() -> None:
    assert PLANTED.keys() == posts.CHECKS.keys()


async def test_what_is_planted_is_found(services: Services, database: None) -> None:
    async with lasting(services) as superuser:
        scene = await _scene()
        for name, sql in posts.CHECKS.items():
            assert await superuser.fetch(sql) == [], name
        missed: list[str] = []
        for question, planted in PLANTED.items():
            transaction = superuser.transaction()
            await transaction.start()
            await superuser.execute("SET LOCAL session_replication_role = replica")
            await superuser.execute(planted.format(**scene))
            if not await superuser.fetch(posts.CHECKS[question]):
                missed.append(question)
            await transaction.rollback()

        assert missed == []
