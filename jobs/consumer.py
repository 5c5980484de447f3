"""One fact to all its listeners: each effect exactly once, failures counted, poison set aside."""

import msgspec
import structlog

from jobs.listeners import Listener, listeners_of
from match.foundation.db import SERVER_TROUBLE, one, unit_of_work, value
from match.notices.ports import NotCarried
from search.port import SearchDown

LOG = structlog.get_logger()
FAILURES_MOST = 5
# Parts that are down come back: counting these as failures would bury good facts by the thousand.
OUTAGES = (SearchDown, NotCarried, *SERVER_TROUBLE)
# A fact that kills its worker never gets to count a failure: its starts give it away.
STARTS_MOST = 12


async def deliver(event_id: int) -> bool:
    """
    Hand one fact to its listeners and mark it done; returns whether it is done now.

    Only a listener's own exception counts as a failure. A delivery that came late, or twice,
    changes nothing: the inbox row and the effect are one transaction.
    """
    fact = await one(
        "UPDATE outbox SET starts = starts + 1"
        " WHERE id = $1 AND done_at IS NULL AND dead_at IS NULL"
        " RETURNING id, topic, payload, failures, starts",
        event_id,
    )
    if fact is None:
        return True
    if fact["starts"] - fact["failures"] > STARTS_MOST:
        await _bury(event_id, "killed its worker")
        return False
    with structlog.contextvars.bound_contextvars(event_id=event_id, topic=fact["topic"]):
        for listener in listeners_of(fact["topic"]):
            try:
                await _hand(listener, event_id, msgspec.json.decode(fact["payload"]))
            except OUTAGES as outage:
                await _put_off(event_id, listener, outage)
                return False
            except Exception as error:  # noqa: BLE001 # whatever a listener raises is a failure
                await _failed(event_id, fact["failures"] + 1, listener, error)
                return False
        await value(
            "UPDATE outbox SET done_at = clock_timestamp() WHERE id = $1 AND done_at IS NULL",
            event_id,
        )
    return True


async def _hand(listener: Listener, event_id: int, payload: dict[str, object]) -> None:
    if listener.outside:
        # Search and the like: not part of our transaction, safe to repeat by version.
        await listener.hear(event_id, payload)
        return
    async with unit_of_work():
        first = await one(
            "INSERT INTO inbox (event_id, listener) VALUES ($1, $2)"
            " ON CONFLICT (event_id, listener) DO NOTHING RETURNING id",
            event_id,
            listener.name,
        )
        if first is not None:
            await listener.hear(event_id, payload)


async def _put_off(event_id: int, listener: Listener, outage: Exception) -> None:
    """A part is down: neither a failure of the fact nor a start that killed its worker."""
    LOG.warning("listener_waits", listener=listener.name, kind=type(outage).__name__)
    await value(
        "UPDATE outbox SET starts = greatest(starts - 1, 0), last_error = $2,"
        " next_at = clock_timestamp() + make_interval(secs => least(60, 2 ^ least(attempts, 6)))"
        " WHERE id = $1",
        event_id,
        f"{listener.name}: {type(outage).__name__}",
    )


async def _failed(event_id: int, failures: int, listener: Listener, error: Exception) -> None:
    LOG.error("listener_failed", listener=listener.name, failures=failures, exc_info=error)
    words = f"{listener.name}: {type(error).__name__}"
    await value(
        "UPDATE outbox SET failures = $2::int, last_error = $3,"
        " next_at = clock_timestamp() + make_interval(secs => least(60, 2 ^ $2::int)),"
        " dead_at = CASE WHEN $2::int >= $4 THEN clock_timestamp() END WHERE id = $1",
        event_id,
        failures,
        words,
        FAILURES_MOST,
    )


async def _bury(event_id: int, why: str) -> None:
    LOG.error("fact_buried", event_id=event_id, why=why)
    await value(
        "UPDATE outbox SET dead_at = clock_timestamp(), last_error = $2 WHERE id = $1",
        event_id,
        why,
    )
