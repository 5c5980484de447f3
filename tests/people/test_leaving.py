"""My data: taken away as a file, and erased so that only numbers remain."""

import json

import asyncpg
import httpx
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.permissions import Role
from match.people import notice
from match.people.commands.checks import record_check
from match.people.commands.factor import forget_factor
from match.people.commands.leaving import disable_account, erase_account
from match.people.commands.roles import install_role
from match.people.commands.sessions import open_session
from match.people.queries.people import valid_check
from match.people.sessions import actor_of_account, recognised
from match.people.visit import Visit
from tests.people import make
from tests.people.test_sign_in import enrolled, post

OTHER = "另外一句长长的话呢"
HERE = Visit("203.0.113.9", "Chrome Android")


async def test_the_file_holds_what_we_hold_and_no_secret(client: httpx.AsyncClient) -> None:
    number = make.phone()
    person = await make.account("director", "433101001201", home=3, name="彭秀英", number=number)
    token = await make.sign_in(client, person)

    answer = await client.get("/me/data")

    held = json.loads(answer.text)
    assert held["account"]["name"] == "彭秀英"
    assert held["account"]["phone"] == number
    assert [role["role"] for role in held["roles"]] == ["director"]
    assert held["consents"][0]["notice_version"] == notice.VERSION
    assert "attachment" in answer.headers["content-disposition"]
    for secret in (token, "password_hash", "totp", "token_sha256"):
        assert secret not in answer.text


async def test_erasing_leaves_a_number_and_no_name(client: httpx.AsyncClient) -> None:
    number = make.phone()
    person = await make.account("donor", name="彭秀英", number=number)
    token = await make.sign_in(client, person)
    unsure = await post(client, "/me/erasure", {})
    assert unsure.status_code == 422

    gone = await post(client, "/me/erasure", {"sure": "true"})

    assert gone.status_code == 303
    assert await recognised(token) is None
    assert await actor_of_account(person.id) is None
    row = await one("SELECT * FROM account WHERE id = $1", person.id)
    assert (row["name"], row["phone"], row["phone_key"]) == ("", None, None)
    assert await value("SELECT count(*) FROM audit WHERE actor_id = $1", person.id) > 0
    everything = [
        repr(await rows(f'SELECT * FROM "{table}"'))
        for table in ("account", "audit", "outbox", "session", "invitation", "erasure")
    ]
    assert all("彭秀英" not in text for text in everything)
    # The number is free again, for a new account that has nothing of the old one.
    again = await make.account("donor", number=number)
    assert again.id != person.id


async def test_the_only_manager_of_a_verified_organisation_stays(db: None) -> None:
    mine = await make.organisation()
    only = await make.account("manager", organisation=mine)
    first = await value("SELECT account FROM membership WHERE organisation = $1", mine)

    await erase_account(only)  # the one who registered it is still there

    with pytest.raises(Conflict, match="唯一的管理员"):
        await erase_account(await actor_of_account(first))


async def test_consents_are_only_added_to(db: None) -> None:
    person = await make.account("donor")

    for statement in ("DELETE FROM consent", "UPDATE consent SET notice_version = 'x'"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with unit_of_work():
                await rows(statement)
    assert await value("SELECT count(*) FROM consent WHERE account = $1", person.id) == 1


def test_the_notice_and_its_version_change_together() -> None:
    """Edit the text, and this fails until notice.VERSION and the hash below are new as well."""
    assert (notice.VERSION, notice.text_hash()) == ("2026-11", TEXT_HASH)


TEXT_HASH = "743ce3d7dfd4f196deae956130fa180b405c9759f79ed8bac3a5f4142c1320b2"


async def test_a_superior_frees_somebody_who_lost_their_authenticator(db: None) -> None:
    _number, _seed, _recovery = await enrolled("supervisor", "433101001")
    person = await value("SELECT max(id) FROM account")
    token = await open_session(person, HERE, level=2)
    county = await make.account("county", "433101")

    with pytest.raises(Denied):
        await forget_factor(await make.account("county", "433122"), person, reason="手机丢失")
    with pytest.raises(Denied):
        await forget_factor(await actor_of_account(person), person, reason="手机丢失")
    await forget_factor(county, person, reason="手机丢失")

    row = await one("SELECT password_hash, totp_seed FROM account WHERE id = $1", person)
    assert (row["password_hash"], row["totp_seed"]) == (None, None)
    assert await value("SELECT count(*) FROM recovery_code WHERE account = $1", person) == 0
    assert await recognised(token) is None


async def test_a_disabled_account_is_out_at_once(db: None) -> None:
    person = await make.account("supervisor", "433101001")
    token = await open_session(person.id, HERE, level=2)

    await disable_account(await make.account("county", "433101"), person.id, reason="离职")

    assert await recognised(token) is None
    assert await actor_of_account(person.id) is None


async def test_a_background_check_counts_for_a_year_and_only_a_clear_one(db: None) -> None:
    county = await make.account("county", "433101")
    volunteer = await make.account("volunteer")
    day = clock.today()
    given = {"issuer": "吉首市公安局", "checked_on": day, "division": "433101001201"}

    assert not await valid_check(volunteer.id)
    with pytest.raises(Denied):
        await record_check(
            await make.account("county", "433122"), volunteer.id, result="clear", **given
        )
    with pytest.raises(Invalid):
        await record_check(county, volunteer.id, result="maybe", **given)
    await record_check(county, volunteer.id, result="clear", **given)
    assert await valid_check(volunteer.id)
    assert not await valid_check(volunteer.id, day.replace(year=day.year + 1, month=12, day=31))
    await record_check(county, volunteer.id, result="not_clear", **given)
    assert not await valid_check(volunteer.id)
    lines = await rows("SELECT changes::text FROM audit WHERE verb = 'check.recorded'")
    assert all("clear" not in line["changes"] for line in lines)


async def test_a_weak_session_cannot_take_an_account_over(client: httpx.AsyncClient) -> None:
    """A staff phone's SMS code alone must not replace password or authenticator."""
    number, _seed, _recovery = await enrolled()
    await post(client, "/sign-in/codes", {"phone": number})
    await post(client, "/sign-in/code", {"code": client.cookies["__Host-demo-code"]})
    before = await one("SELECT password_hash, totp_seed FROM account ORDER BY id DESC LIMIT 1")

    answers = [
        await client.get("/me/factor"),
        await post(
            client,
            "/me/factor/password",
            {"password": "另外一句长长的话呢", "again": "另外一句长长的话呢"},
        ),
        await client.get("/me/factor/authenticator"),
        await post(client, "/me/factor/authenticator", {"code": "123456"}),
        await post(client, "/me/factor/recovery-codes", {}),
    ]

    assert [answer.status_code for answer in answers] == [303, 403, 303, 401, 401]
    after = await one("SELECT password_hash, totp_seed FROM account ORDER BY id DESC LIMIT 1")
    assert after == before


async def test_roles_without_second_factor_do_not_come_back_by_covering(db: None) -> None:
    person = await make.account("donor")
    await install_role(SYSTEM, person.id, Role.county, "433101")
    token = await open_session(person.id, HERE, level=1)

    _session, actor = await recognised(token)

    assert {grant.role for grant in actor.grants} == {"donor"}
