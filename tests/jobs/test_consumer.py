"""Every effect exactly once: late, twice, failing, poisonous, or with a part down."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from jobs import consumer
from jobs.listeners import Listener, listeners_of
from match.foundation.db import one, unit_of_work, value
from match.foundation.outbox import tell
from search.port import SearchDown

Hear = Callable[[int, dict[str, Any]], Awaitable[None]]


async def a_fact(**payload: Any) -> int:
    async with unit_of_work():
        return await tell("test.happened", **payload)


async def row(event_id: int) -> dict[str, Any]:
    found = await one("SELECT * FROM outbox WHERE id = $1", event_id)
    assert found is not None
    return found


@pytest.fixture
def hears(monkeypatch: pytest.MonkeyPatch):
    """Let the named hearers be the listeners of the test's topic."""

    def use(*hearers: Hear, outside: bool = False) -> None:
        listeners = tuple(Listener(hear.__name__, hear, outside) for hear in hearers)
        monkeypatch.setattr(consumer, "listeners_of", lambda _topic: listeners)

    return use


async def counts(event_id: int, payload: dict[str, Any]) -> None:
    """An effect that shows when it happened twice."""
    await value(
        "INSERT INTO run (task, arguments)"
        " VALUES ('effect', jsonb_build_object('event', $1::bigint))",
        event_id,
    )


async def effects() -> int:
    return await value("SELECT count(*) FROM run WHERE task = 'effect'")


async def test_an_effect_happens_once_however_often_it_is_delivered(db: None, hears):
    hears(counts)
    fact = await a_fact()
    for _ in range(3):
        assert await consumer.deliver(fact)

    assert await effects() == 1
    assert (await row(fact))["done_at"] is not None


async def test_without_the_inbox_the_effect_would_happen_twice(db: None):
    """The broken twin: the same delivery with no inbox row."""
    fact = await a_fact()
    for _ in range(2):
        await counts(fact, {})

    assert await effects() == 2


async def test_a_failing_listener_leaves_nothing_and_is_tried_again(db: None, hears):
    trials: list[int] = []

    async def fails_once(event_id: int, payload: dict[str, Any]) -> None:
        await counts(event_id, payload)
        trials.append(event_id)
        if len(trials) == 1:
            raise ValueError("bad luck with 张三's number")

    hears(fails_once)
    fact = await a_fact()
    assert not await consumer.deliver(fact)
    assert await effects() == 0
    held = await row(fact)
    assert (held["failures"], held["last_error"]) == (1, "fails_once: ValueError")

    assert await consumer.deliver(fact)
    assert await effects() == 1


async def test_earlier_listeners_are_not_repeated_when_a_later_one_fails(db: None, hears):
    async def breaks(event_id: int, payload: dict[str, Any]) -> None:
        raise ValueError

    hears(counts, breaks)
    fact = await a_fact()
    await consumer.deliver(fact)
    await consumer.deliver(fact)

    assert await effects() == 1


async def test_five_failures_are_a_dead_letter_and_no_more_tries(db: None, hears):
    async def breaks(event_id: int, payload: dict[str, Any]) -> None:
        raise ValueError

    hears(breaks)
    fact = await a_fact()
    for _ in range(5):
        await consumer.deliver(fact)
    held = await row(fact)
    assert held["dead_at"] is not None

    assert await consumer.deliver(fact), "nothing is left to do"
    assert (await row(fact))["failures"] == 5


async def test_a_part_that_is_down_buries_no_fact_however_long(db: None, hears):
    async def waits(event_id: int, payload: dict[str, Any]) -> None:
        raise SearchDown("the engine restarts")

    hears(waits, outside=True)
    fact = await a_fact()
    for _ in range(40):
        await consumer.deliver(fact)

    held = await row(fact)
    assert (held["failures"], held["dead_at"], held["done_at"]) == (0, None, None)


async def test_a_fact_that_kills_its_worker_is_set_aside(db: None, hears):
    class Killed(BaseException):
        """As if the process had died: nothing after it runs."""

    async def kills(event_id: int, payload: dict[str, Any]) -> None:
        raise Killed

    hears(kills)
    fact = await a_fact()
    for _ in range(consumer.STARTS_MOST):
        with pytest.raises(Killed):
            await consumer.deliver(fact)
    assert not await consumer.deliver(fact)

    held = await row(fact)
    assert held["dead_at"] is not None
    assert held["last_error"] == "killed its worker"


def test_listeners_have_names_of_their_own():
    """The inbox keys on them: two listeners of a topic with one name would silence one."""
    from jobs import hearing

    for topic in hearing.TOPICS:
        names = [listener.name for listener in listeners_of(topic)]
        assert len(names) == len(set(names)), topic
