"""Sessions are ours: unguessable, renewed at every step up, ended everywhere at once."""

from datetime import timedelta

import httpx
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.permissions import Role
from match.people.commands import sessions as commands
from match.people.commands.roles import end_role, install_role
from match.people.sessions import devices, recognised
from match.people.tokens import token_hash
from match.people.visit import Visit
from tests.people import make

HERE = Visit("203.0.113.9", "Mozilla/5.0 (Linux; Android 14) Chrome/130 MicroMessenger/8")


async def test_a_token_opens_only_its_own_session_and_is_kept_hashed(db: None) -> None:
    person = await make.account("county", "433101")

    token = await commands.open_session(person.id, HERE, level=2)

    found = await recognised(token)
    assert found is not None
    session, actor = found
    assert actor == person
    assert session.level == 2
    held = await rows("SELECT token_sha256 FROM session WHERE account = $1", person.id)
    assert [row["token_sha256"] for row in held] == [token_hash(token)]
    assert await recognised(token + "x") is None


async def test_without_the_second_factor_staff_roles_are_not_there(db: None) -> None:
    person = await make.account("county", "433101")
    await install_role(SYSTEM, person.id, Role.donor)

    token = await commands.open_session(person.id, HERE, level=1)

    _session, actor = await recognised(token)
    assert [grant.role for grant in actor.grants] == ["donor"]
    assert not actor.second_factor


async def test_a_new_session_ends_the_one_it_replaces(db: None) -> None:
    person = await make.account("county", "433101")
    weak = await commands.open_session(person.id, HERE, level=1)

    strong = await commands.open_session(person.id, HERE, level=2, replaces=weak)

    assert strong != weak
    assert await recognised(weak) is None
    assert await recognised(strong) is not None


async def test_a_staff_session_ends_when_idle_and_after_its_day(db: None) -> None:
    person = await make.account("county", "433101")
    start = clock.now()
    token = await commands.open_session(person.id, HERE, level=2)
    session, _actor = await recognised(token)

    with clock.freeze(start + timedelta(minutes=29)):
        assert await recognised(token) is not None
    with clock.freeze(start + timedelta(minutes=31)):
        assert await recognised(token) is None
    for quarter in range(1, 50):
        with clock.freeze(start + timedelta(minutes=15 * quarter)):
            alive = await recognised(token)
            if alive is None:
                break
            await commands.touch_session(session.id)
    assert 12 * 4 - 1 <= quarter <= 12 * 4 + 1


async def test_a_directors_phone_is_remembered_for_thirty_days(db: None) -> None:
    person = await make.account("director", "433101001201", home=7)
    start = clock.now()
    token = await commands.open_session(person.id, HERE, remembered=True)

    with clock.freeze(start + timedelta(days=29)):
        assert await recognised(token) is not None
    with clock.freeze(start + timedelta(days=31)):
        assert await recognised(token) is None


async def test_an_ended_role_is_gone_with_the_next_request(db: None) -> None:
    person = await make.account("director", "433101001201", home=7)
    token = await commands.open_session(person.id, HERE)
    role = await value("SELECT id FROM membership WHERE account = $1", person.id)

    await end_role(SYSTEM, role)

    assert await recognised(token) is None
    again = await commands.open_session(person.id, HERE)
    _session, actor = await recognised(again)
    assert actor.grants == ()


async def test_a_person_lists_and_ends_their_own_devices_only(db: None) -> None:
    person, other = await make.account("donor"), await make.account("donor")
    here = await commands.open_session(person.id, HERE)
    there = await commands.open_session(person.id, Visit("198.51.100.4", "Firefox/130 Windows"))
    foreign = await commands.open_session(other.id, HERE)
    session, actor = await recognised(here)

    listed = await devices(person.id, session.id)

    assert {device.device for device in listed} == {"微信 · Android", "Firefox · Windows"}
    assert [device.here for device in listed if device.device.startswith("微信")] == [True]
    foreign_session, _ = await recognised(foreign)
    with pytest.raises(NotFound):
        await commands.end_session(actor, foreign_session.id)
    assert await commands.end_other_sessions(actor, here) == 1
    assert await recognised(there) is None
    assert await recognised(foreign) is not None


async def test_the_sweep_removes_what_has_run_out(db: None) -> None:
    person = await make.account("donor")
    await commands.open_session(person.id, HERE)
    kept = await commands.open_session(person.id, HERE, remembered=True)

    with clock.freeze(clock.now() + timedelta(hours=13)):
        assert await commands.sweep_sessions() >= 1
        assert await recognised(kept) is not None
    assert (await one("SELECT count(*) AS n FROM session WHERE account = $1", person.id))["n"] == 1


async def test_a_planted_cookie_never_becomes_a_session(client: httpx.AsyncClient) -> None:
    planted = "A" * 43
    client.cookies.set("__Host-sid", planted, domain="xth.test", path="/")

    answer = await client.get("/me")

    assert answer.status_code in (303, 401)
    assert await value("SELECT count(*) FROM session") == 0
    assert planted not in str(answer.headers)
