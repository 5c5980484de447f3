"""Messages to webhooks: gathered from the change feed, closed after each try, sent once more."""

import uuid
from datetime import timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.permissions import Permission
from match.openness.changes.queries import changes_after, newest_place
from match.openness.partners import rules
from match.openness.partners.states import HOOK_MACHINE, SENT_MACHINE, HookState, SentState
from match.openness.partners.tables import HookMessage, WebHook

CHANGES_MOST = 200
DAYS_KEPT = timedelta(days=90)


@command
async def write_messages(actor: Actor) -> int:
    """Gather what changed behind each active webhook's place into messages; returns how many."""
    del actor
    hooks = await rows(
        "SELECT h.id, h.kinds, h.upto FROM web_hook h JOIN account a ON a.id = h.account_id"
        " WHERE h.status = $1 AND h.upto < $2 AND a.disabled_at IS NULL AND a.erased_at IS NULL"
        " FOR UPDATE OF h",
        HookState.active.value,
        await newest_place(),
    )
    made = 0
    for hook in hooks:
        changes = await changes_after(hook["upto"], CHANGES_MOST)
        upto = changes[-1].place
        told = [one_of for one_of in changes if not hook["kinds"] or one_of.kind in hook["kinds"]]
        if told:
            body = msgspec.json.encode(
                {"type": "changes", "after": hook["upto"], "upto": upto, "changes": told}
            ).decode()
            await value(
                "INSERT INTO hook_message (hook_id, after, upto, key, body, made_at,"
                " next_check_at) VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING id",
                hook["id"],
                hook["upto"],
                upto,
                f"msg_{uuid.uuid4().hex}",
                body,
                clock.now(),
            )
            made += 1
        await one("UPDATE web_hook SET upto = $2 WHERE id = $1", hook["id"], upto)
    await one("DELETE FROM hook_message WHERE ended_at < $1", clock.now() - DAYS_KEPT)
    await one("DELETE FROM api_use WHERE day < $1", clock.today() - DAYS_KEPT)
    return made


@command
async def record_try(
    actor: Actor, message_id: int, *, answered: int | None, error: str
) -> SentState | None:
    """
    What came of one try: sent for an empty *error*, else waiting for the next one, or failed. An
    address that loses message after message is suspended and its owner told. None where somebody
    else was faster.
    """
    del actor
    message = await one(
        "SELECT m.id, m.attempts, m.hook_id, h.status AS hook, h.failures"
        " FROM hook_message m JOIN web_hook h ON h.id = m.hook_id"
        " WHERE m.id = $1 AND m.status = $2 FOR UPDATE",
        message_id,
        SentState.waiting.value,
    )
    if message is None:
        return None
    tries = message["attempts"] + 1
    seen = {"attempts": tries, "answered": answered, "error": error[:120]}
    delay = rules.next_delay(tries)
    if error and delay is not None:
        await one(
            "UPDATE hook_message SET attempts = $2, answered = $3, error = $4,"
            " next_check_at = $5 WHERE id = $1",
            message_id,
            *seen.values(),
            clock.now() + delay,
        )
        return SentState.waiting
    await _close(message, seen, error)
    return SentState.failed if error else SentState.sent


async def _close(message: dict[str, Any], seen: dict[str, Any], error: str) -> None:
    """The last try: the message ends, and too many lost ones in a row stop their webhook."""
    ends = {**seen, "next_check_at": None, "ended_at": clock.now()}
    verb = "fail" if error else "send"
    await SENT_MACHINE.fire(HookMessage, message["id"], SentState.waiting, verb, ends)
    hook, failures = message["hook_id"], message["failures"] + 1 if error else 0
    await one("UPDATE web_hook SET failures = $2 WHERE id = $1", hook, failures)
    if failures >= rules.FAILURES_MOST and message["hook"] == HookState.active.value:
        halted = await HOOK_MACHINE.fire(WebHook, hook, HookState.active, "suspend")
        await tell(halted.event, hook_id=hook)


@command
async def retry_message(actor: Actor, message_id: int) -> None:
    """An administrator, or its owner, has a lost message sent once more."""
    message = await one(
        "SELECT m.id, m.status, h.account_id FROM hook_message m JOIN web_hook h"
        " ON h.id = m.hook_id WHERE m.id = $1 FOR UPDATE",
        message_id,
    )
    if message is None or not (
        message["account_id"] == actor.id or actor.may(Permission.partners_approve)
    ):
        raise NotFound(_("没有找到这条消息。"))
    sets = {"attempts": 0, "next_check_at": clock.now(), "ended_at": None}
    moved = await SENT_MACHINE.fire(
        HookMessage, message_id, SentState(message["status"]), "retry", sets
    )
    await record(actor, moved.event, subject=("hook_message", message_id))
