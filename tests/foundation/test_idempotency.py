"""A creating request sent twice creates once, and an answer kept holds nobody's data."""

import pytest

from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Invalid
from match.foundation.idempotency import Answer, once
from match.foundation.outbox import tell

SOMEBODY, OTHER = Actor(id=71), Actor(id=72)
KEY = "a-key-of-mine-0001"


async def creates() -> Answer:
    fact = await tell("thing.created")
    return Answer(201, f"/api/v1/things/{fact}")


async def created() -> int:
    return await value("SELECT count(*) FROM outbox WHERE topic = 'thing.created'")


async def test_the_second_request_gets_the_first_answer(db: None):
    first = await once(SOMEBODY, KEY, "POST /things", b'{"a":1}', creates)
    second = await once(SOMEBODY, KEY, "POST /things", b'{"a":1}', creates)

    assert (second.status, second.location, second.repeated) == (201, first.location, True)
    assert await created() == 1


async def test_the_same_key_for_another_request_is_refused(db: None):
    await once(SOMEBODY, KEY, "POST /things", b'{"a":1}', creates)
    for route, body in (("POST /things", b'{"a":2}'), ("POST /others", b'{"a":1}')):
        with pytest.raises(Conflict):
            await once(SOMEBODY, KEY, route, body, creates)

    assert await created() == 1


async def test_keys_of_others_are_not_in_the_way(db: None):
    await once(SOMEBODY, KEY, "POST /things", b"{}", creates)
    await once(OTHER, KEY, "POST /things", b"{}", creates)

    assert await created() == 2


async def test_a_request_that_failed_may_be_sent_again(db: None):
    async def fails() -> Answer:
        await tell("thing.created")
        raise Invalid({"title": "太短"})

    with pytest.raises(Invalid):
        await once(SOMEBODY, KEY, "POST /things", b"{}", fails)
    assert await created() == 0

    assert (await once(SOMEBODY, KEY, "POST /things", b"{}", creates)).status == 201


@pytest.mark.parametrize("key", ["", "short", "x" * 256])
async def test_a_key_that_is_missing_or_too_long_is_explained(db: None, key: str):
    with pytest.raises(Invalid) as refused:
        await once(SOMEBODY, key, "POST /things", b"{}", creates)

    assert "Idempotency-Key" in refused.value.fields


async def test_no_body_is_kept(db: None):
    await once(SOMEBODY, KEY, "POST /things", '{"name":"李晓晓"}'.encode(), creates)

    kept = await rows("SELECT * FROM idempotency")
    assert "李晓晓" not in str(kept)
