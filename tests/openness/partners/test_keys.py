"""Keys: told once, kept as a hash, counted at the door, over when they are over."""

import asyncio
from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, unit_of_work, value
from match.foundation.errors import Conflict, Invalid, NotFound, SignInNeeded, TooMany
from match.openness.partners.commands import (
    Quota,
    count_call,
    forget_person,
    make_key,
    revoke_key,
)
from match.openness.partners.forms import KeyForm
from match.openness.partners.queries import own_keys
from tests.people import make as people

pytestmark = pytest.mark.openness
FEED = "/api/v1/changes"


def bearing(key: str) -> dict[str, str]:
    """As a partner's program asks."""
    return {"Authorization": f"Bearer {key}"}


@pytest.mark.usefixtures("db")
class TestKeys:
    async def test_only_the_hash_is_kept_and_the_list_shows_no_key(self, client):
        owner = await people.account("donor")
        key = await make_key(owner, KeyForm("年报网站"))
        row = await one("SELECT * FROM api_key")

        assert key.startswith("xth_")
        assert len(key) >= 40
        assert key not in str(row)
        assert key[12:] not in str(row)
        await people.sign_in(client, owner)
        page = await client.get("/me/partners")
        assert page.status_code == 200
        assert key not in page.text
        assert key[:12] in page.text

    async def test_a_key_ends_on_its_day(self):
        key = await make_key(await people.account("donor"), KeyForm("年报网站"))
        with clock.freeze(clock.now() + timedelta(days=365)):
            assert (await count_call(SYSTEM, key)).left == 9999
        with clock.freeze(clock.now() + timedelta(days=366)), pytest.raises(SignInNeeded):
            await count_call(SYSTEM, key)

    async def test_a_key_taken_back_opens_nothing_and_nobody_takes_anothers(self):
        owner, other = await people.account("donor"), await people.account("donor")
        key = await make_key(owner, KeyForm("年报网站"))
        [held] = await own_keys(owner)
        with pytest.raises(NotFound):
            await revoke_key(other, held.id)
        assert (await count_call(SYSTEM, key)).left == 9999
        await revoke_key(owner, held.id)
        await revoke_key(owner, held.id)
        with pytest.raises(SignInNeeded):
            await count_call(SYSTEM, key)

    @pytest.mark.parametrize("column", ["disabled_at", "erased_at"])
    async def test_a_key_of_who_left_opens_nothing(self, column):
        owner = await people.account("donor")
        key = await make_key(owner, KeyForm("年报网站"))
        bare = (
            ", name = '', phone = NULL, phone_key = NULL, password_hash = NULL, totp_seed = NULL"
            if column == "erased_at"
            else ""
        )
        await rows(f"UPDATE account SET {column} = now(){bare} WHERE id = $1", owner.id)
        with pytest.raises(SignInNeeded):
            await count_call(SYSTEM, key)
        assert owner.id is not None
        await forget_person(SYSTEM, owner.id)
        assert await own_keys(owner) == []

    async def test_one_key_too_many_and_a_key_for_nothing_are_refused(self):
        owner = await people.account("donor")
        for number in range(5):
            await make_key(owner, KeyForm(f"程序{number}"))
        with pytest.raises(Conflict):
            await make_key(owner, KeyForm("再一个"))
        await revoke_key(owner, (await own_keys(owner))[0].id)
        await make_key(owner, KeyForm("再一个"))
        for name in ("  ", "长" * 41):
            with pytest.raises(Invalid):
                await make_key(owner, KeyForm(name))


@pytest.mark.usefixtures("db")
class TestTheDoor:
    async def test_an_answer_says_what_is_left_and_429_when_nothing_is(self, client):
        key = await make_key(await people.account("donor"), KeyForm("年报网站"))
        await rows("UPDATE api_key SET per_day = 2")
        first = await client.get(FEED, headers=bearing(key))
        second = await client.get(f"{FEED}?after=-1", headers=bearing(key))
        third = await client.get(FEED, headers=bearing(key))

        assert (first.status_code, second.status_code, third.status_code) == (200, 400, 429)
        left = [one.headers["x-ratelimit-remaining"] for one in (first, second, third)]
        assert left == ["1", "0", "0"]
        assert {one.headers["x-ratelimit-limit"] for one in (first, second, third)} == {"2"}
        assert "Authorization" in first.headers["vary"]
        assert third.headers["content-type"].startswith("application/problem+json")
        assert third.json()["code"] == "too_many"
        assert 0 < int(third.headers["retry-after"]) <= 86401
        with clock.freeze(clock.now() + timedelta(days=1)):
            assert (await client.get(FEED, headers=bearing(key))).status_code == 200

    @pytest.mark.parametrize("key", ["xth_", "xth_unknown", "xth_" + "长" * 10, "xth_a b"])
    async def test_an_unknown_key_is_401_and_told_what_to_do(self, client, key):
        answer = await client.get(FEED, headers={"Authorization": f"Bearer {key}".encode()})
        assert answer.status_code == 401
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert "重新生成" in answer.json()["title"]

    async def test_without_a_key_of_ours_nothing_is_counted_or_said(self, client):
        await make_key(await people.account("donor"), KeyForm("年报网站"))
        for headers in ({}, {"Authorization": "Bearer other"}, {"Authorization": "Basic eHRoXw=="}):
            answer = await client.get(FEED, headers=headers)
            assert answer.status_code == 200
            assert "x-ratelimit-limit" not in answer.headers
        assert await value("SELECT count(*) FROM api_use") == 0


async def test_with_a_key_nobody_is_signed_in(client, db):
    owner = await people.account("donor")
    key = await make_key(owner, KeyForm("年报网站"))
    await people.sign_in(client, owner)
    own = "/api/v1/matches"
    assert (await client.get(own)).status_code == 200
    assert (await client.get(own, headers=bearing(key))).status_code == 401
    assert await value("SELECT calls FROM api_use") == 1


async def careless_count(key: str) -> Quota:
    """The twin: it looks first and writes afterwards."""
    async with unit_of_work():
        found = await one("SELECT id, per_day FROM api_key WHERE left(beginning, 4) = $1", key[:4])
        assert found is not None
        used = await value("SELECT coalesce(sum(calls), 0)::int FROM api_use")
        if used >= found["per_day"]:
            raise TooMany("")
        await asyncio.sleep(0.02)
        await value(
            "INSERT INTO api_use (key_id, day, calls) VALUES ($1, current_date, 1)"
            " ON CONFLICT (key_id, day) DO UPDATE SET calls = api_use.calls + 1 RETURNING id",
            found["id"],
        )
        return Quota(found["per_day"], 0)


async def passed(count, key: str) -> int:
    """How many of thirty at once come through a quota of seven."""
    await rows("UPDATE api_key SET per_day = 7")
    await rows("DELETE FROM api_use")
    said = await asyncio.gather(*(count(key) for _ in range(30)), return_exceptions=True)
    assert all(isinstance(one, Quota | TooMany) for one in said)
    return sum(isinstance(one, Quota) for one in said)


async def test_thirty_questions_at_once_get_exactly_the_quota(house):
    """And a count that looks before it writes lets more through."""
    key = await make_key(await people.account("donor"), KeyForm("年报网站"))
    assert await passed(lambda key: count_call(SYSTEM, key), key) == 7
    assert await value("SELECT calls FROM api_use") == 7
    assert await passed(careless_count, key) > 7
