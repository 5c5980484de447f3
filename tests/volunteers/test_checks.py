"""`match check` sees each thing that should not be, once it is planted; and nothing before."""

import pytest

from jobs.checks import flows, volunteers
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import command
from match.foundation.embedded.services import Services
from match.volunteers import commands
from tests.lasting import lasting
from tests.volunteers import make

# {shift}, {signup} (confirmed, with units) and {other} (signed) of one shift.
PLANTED = {
    "a shift's places are those of its people": "UPDATE shift SET taken = 1 WHERE id = {shift}",
    "open and full say what the places say": (
        "UPDATE shift SET status = 'open', taken = places WHERE id = {shift}"
    ),
    "nobody is promised to two shifts at one time": (
        "ALTER TABLE shift_signup DROP CONSTRAINT shift_signup_one_place_at_a_time;"
        " UPDATE shift_signup SET volunteer_id = (SELECT volunteer_id FROM shift_signup"
        " WHERE id = {signup}), shift_id = shift_id + 1 WHERE id = {other}"
    ),
    "only a pledge that stands or was kept has units": (
        "UPDATE shift_signup SET status = 'withdrawn' WHERE id = {other}"
    ),
    "what a shift brought is what its kept pledges hold": (
        "UPDATE shift_signup SET units = 1 WHERE id = {signup}"
    ),
    "hours are confirmed by the home, never by who served": (
        'UPDATE shift_hours SET "by" = (SELECT volunteer_id FROM shift_signup'
        " WHERE id = {signup}) WHERE signup_id = {signup}"
    ),
    "a pledge's minutes are the last that were confirmed": (
        "UPDATE shift_signup SET minutes = 61 WHERE id = {signup}"
    ),
    "nobody came to a dangerous shift without insurance": (
        "UPDATE shift SET bodily_risk = true WHERE id = {shift}"
    ),
    "a role has no more people than places": (
        "INSERT INTO shift_role (id, shift_id, name, places) VALUES (77, {shift}, '帮手', 1);"
        " UPDATE shift_signup SET role_id = 77 WHERE shift_id = {shift}"
    ),
    "a filled call has one who said yes": (
        "INSERT INTO replacement_call (shift_id, division, status)"
        " VALUES ({shift}, '433101001201', 'filled')"
    ),
    "a shift that waits knows when to look again": (
        "UPDATE shift SET next_check_at = NULL WHERE id = {shift}"
    ),
    "no shift is open after its start": (
        "UPDATE shift SET status = 'open', starts_at = now() - interval '2 hours',"
        " ends_at = now() WHERE id = {shift}"
    ),
    "a small group's shift meets at the township": (
        "UPDATE shift SET children = 4 WHERE id = {shift}"
    ),
}
RESERVED = next(name for name in flows.CHECKS if name.startswith("reserved units of a need line"))


@command
async def _served() -> dict[str, int]:
    scene = await make.opened(places=3)
    actor, signup = await make.signed(scene)
    _other, other = await make.signed(scene)
    with clock.freeze(scene.starts):
        await commands.check_in(actor, scene.shift, await make.code(scene))
        await commands.sweep_shifts(SYSTEM)
    with clock.freeze(scene.ends):
        await commands.confirm_hours(scene.director, signup, 60)
    return {"shift": scene.shift, "signup": signup, "other": other}


def test_every_question_has_its_plant() -> None:
    assert PLANTED.keys() == volunteers.CHECKS.keys()


@pytest.mark.parametrize("question", PLANTED)
async def test_what_is_planted_is_found(services: Services, database: None, question: str) -> None:
    async with lasting(services) as superuser:
        scene = await _served()
        transaction = superuser.transaction()
        await transaction.start()
        for name, sql in volunteers.CHECKS.items():
            assert await superuser.fetch(sql) == [], name
        assert await superuser.fetch(flows.CHECKS[RESERVED]) == []

        await superuser.execute("SET LOCAL session_replication_role = replica")
        await superuser.execute(PLANTED[question].format(**scene))
        assert await superuser.fetch(volunteers.CHECKS[question])
        await transaction.rollback()
