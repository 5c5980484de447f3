"""A person's keys and webhooks, what waits at the staff door, and what is to be sent."""

from datetime import date, datetime

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.openness.partners.states import HookState, SentState


class OwnKey(msgspec.Struct, frozen=True):
    """One key as its owner sees it. ``today`` is how often it was used today."""

    id: int
    name: str
    beginning: str
    per_day: int
    made_at: datetime
    expires_on: date
    revoked_at: datetime | None
    today: int

    @property
    def over(self) -> bool:
        """It opens nothing any more."""
        return self.revoked_at is not None or self.expires_on < clock.today()


class Message(msgspec.Struct, frozen=True):
    """One message to a webhook. ``answered`` is the HTTP status of the last try."""

    id: int
    status: SentState
    attempts: int
    answered: int | None
    error: str
    made_at: datetime


class Hook(msgspec.Struct, frozen=True):
    """One webhook with its latest messages."""

    id: int
    url: str
    host: str
    kinds: tuple[str, ...]
    status: HookState
    failures: int
    reason: str
    made_at: datetime
    owner: str
    messages: tuple[Message, ...] = ()


class Outgoing(msgspec.Struct, frozen=True):
    """A message that waits, with where it goes."""

    key: str
    body: str
    url: str
    secret: bytes


async def own_keys(actor: Actor) -> list[OwnKey]:
    """The newest first, also those that are over."""
    found = await rows(
        "SELECT k.id, k.name, k.beginning, k.per_day, k.made_at, k.expires_on, k.revoked_at,"
        " coalesce(u.calls, 0) AS today FROM api_key k"
        " LEFT JOIN api_use u ON u.key_id = k.id AND u.day = $2"
        " WHERE k.account_id = $1 ORDER BY k.id DESC LIMIT 100",
        actor.id,
        clock.today(),
    )
    return [OwnKey(**row) for row in found]


async def own_hooks(actor: Actor) -> list[Hook]:
    """One's webhooks that were not removed."""
    return await _hooks("h.account_id = $1 AND h.status <> $2", actor.id, HookState.removed.value)


async def all_hooks() -> list[Hook]:
    """For the administrator: those that wait first."""
    return await _hooks("h.status <> $2 AND $1::bigint IS NULL", None, HookState.removed.value)


async def waiting_message(message_id: int) -> Outgoing | None:
    """A message that waits for its time, if its webhook is at work."""
    found = await one(
        "SELECT m.key, m.body, h.url, h.secret FROM hook_message m"
        " JOIN web_hook h ON h.id = m.hook_id JOIN account a ON a.id = h.account_id"
        " WHERE m.id = $1 AND m.status = $2 AND h.status = $3"
        " AND a.disabled_at IS NULL AND a.erased_at IS NULL",
        message_id,
        SentState.waiting.value,
        HookState.active.value,
    )
    return Outgoing(**found) if found else None


async def due_messages(limit: int = 1000) -> list[tuple[int, int]]:
    """(message, tries so far) of what should be sent now: the oldest of each webhook."""
    found = await rows(
        "SELECT DISTINCT ON (m.hook_id) m.id, m.attempts FROM hook_message m"
        " JOIN web_hook h ON h.id = m.hook_id AND h.status = $2"
        " JOIN account a ON a.id = h.account_id AND a.disabled_at IS NULL AND a.erased_at IS NULL"
        " WHERE m.status = $1 AND m.next_check_at <= $3 ORDER BY m.hook_id, m.id LIMIT $4",
        SentState.waiting.value,
        HookState.active.value,
        clock.now(),
        limit,
    )
    return [(row["id"], row["attempts"]) for row in found]


async def _hooks(which: str, *values: object) -> list[Hook]:
    found = await rows(
        "SELECT h.id, h.url, h.host, h.kinds, h.status, h.failures, h.reason, h.made_at,"  # noqa: S608 # our own words
        " a.name AS owner FROM web_hook h JOIN account a ON a.id = h.account_id"
        f" WHERE {which} ORDER BY (h.status = 'waiting') DESC, h.id DESC LIMIT 200",
        *values,
    )
    messages = await rows(
        "SELECT m.* FROM unnest($1::bigint[]) AS asked(hook_id) CROSS JOIN LATERAL"
        " (SELECT id, hook_id, status, attempts, answered, error, made_at FROM hook_message"
        "   WHERE hook_id = asked.hook_id ORDER BY id DESC LIMIT 5) m",
        [row["id"] for row in found],
    )
    by_hook: dict[int, list[Message]] = {}
    for row in messages:
        told = {name: row[name] for name in Message.__struct_fields__ if name != "status"}
        by_hook.setdefault(row["hook_id"], []).append(
            Message(**told, status=SentState(row["status"]))
        )
    return [
        Hook(
            **{k: row[k] for k in ("id", "url", "host", "failures", "reason", "made_at", "owner")},
            kinds=tuple(row["kinds"]),
            status=HookState(row["status"]),
            messages=tuple(by_hook.get(row["id"], ())),
        )
        for row in found
    ]
