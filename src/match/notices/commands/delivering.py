"""What became of a delivery, what goes now, what is driven again, what is forgotten."""

from datetime import datetime, timedelta

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.errors import Conflict, Denied
from match.foundation.language import _
from match.foundation.outbox import tell, tell_each
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.notices.commands.telling import notify
from match.notices.states import DeliveryState
from match.notices.words import Kind

ATTEMPTS_MOST = 60
"""The outbox tries about once a minute: an hour. Who has heard nothing by then finds the inbox."""

CONTACTS = "/me/notices/contacts"
_WHOSE = (
    "SELECT COALESCE(v.account_id, m.account_id) AS account_id, v.channel, v.state FROM delivery v"
    " LEFT JOIN message m ON m.id = v.message_id WHERE v.id = $1"
)


@command
async def record_delivery(
    actor: Actor,
    delivery_id: int,
    state: str,
    *,
    provider_id: str | None,
    error: str | None,
    unreachable: bool = False,
) -> None:
    """
    What came of one attempt; ``waiting`` where it is to be tried again. *unreachable*: the number
    or address itself is wrong, so the channel rests and its person is asked to correct it.
    """
    moved = await one(
        "UPDATE delivery SET state = $2::varchar, attempts = attempts + 1, provider_id = $3,"
        " last_error = $4, ended_at = CASE WHEN $2::varchar <> 'waiting' THEN $5::timestamptz END"
        " WHERE id = $1 AND state = 'waiting' RETURNING id",
        delivery_id,
        state,
        provider_id,
        error,
        clock.now(),
    )
    if moved is not None and unreachable:
        await _pause(actor, delivery_id, error or "")


@command
async def hold_again(actor: Actor, delivery_id: int, until: datetime) -> None:
    """It cannot go before *until*: quiet hours began while it was tried, or the provider takes no
    more today. It keeps its key."""
    if not actor.system:
        raise Denied(_("这项工作由系统定时完成。"))
    await one(
        "UPDATE delivery SET state = 'held', next_check_at = $2"
        " WHERE id = $1 AND state = 'waiting' RETURNING id",
        delivery_id,
        until,
    )


@command
async def record_report(actor: Actor, key: str, report: str, *, unreachable: bool) -> bool:
    """
    What the provider said afterwards of the message with this key or id of its own; whether there
    is one. The first report stays; ``delivered`` may still follow another.
    """
    found = await one(
        "UPDATE delivery SET report = $2, reported_at = $3 WHERE id ="
        " (SELECT id FROM delivery WHERE key = $1 OR provider_id = $1 ORDER BY id DESC LIMIT 1)"
        " AND (report IS NULL OR (report <> 'delivered' AND $2 = 'delivered')) RETURNING id",
        key,
        report,
        clock.now(),
    )
    if found is not None and unreachable:
        await _pause(actor, found["id"], report)
    return found is not None


async def _pause(actor: Actor, delivery_id: int, why: str) -> None:
    whose = await one(_WHOSE, delivery_id)
    assert whose is not None, "it was just written"
    paused = await one(
        "INSERT INTO channel_pause (account_id, channel, why) VALUES ($1, $2, $3)"
        " ON CONFLICT DO NOTHING RETURNING id",
        whose["account_id"],
        whose["channel"],
        why[:80],
    )
    if paused is None:
        return
    await record(
        actor,
        "notices.channel_paused",
        subject=("account", whose["account_id"]),
        changes={"channel": (whose["channel"], None)},
    )
    await notify(SYSTEM, [whose["account_id"]], Kind.channel_paused, link=CONTACTS)


@command
async def sweep_deliveries(actor: Actor, limit: int = 500) -> int:
    """Let go what was held until now: after quiet hours, and digests; returns how many."""
    if not actor.system:
        raise Denied(_("这项工作由系统定时完成。"))
    released = await rows(
        "UPDATE delivery SET state = 'waiting' WHERE id IN (SELECT id FROM delivery"
        " WHERE state = 'held' AND next_check_at <= $1 ORDER BY next_check_at, id LIMIT $2"
        " FOR UPDATE SKIP LOCKED) RETURNING id",
        clock.now(),
        limit,
    )
    await tell_each("delivery.wanted", [{"delivery_id": row["id"]} for row in released])
    return len(released)


@command
async def drive_again(actor: Actor, delivery_id: int) -> None:
    """Another hour of tries for what failed, with the key it had: it cannot arrive twice."""
    if not actor.may(Permission.outbox_redrive):
        raise Denied(_("只有系统管理员可以重新发送。"))
    moved = await one(
        "UPDATE delivery SET state = 'waiting', attempts = 0, ended_at = NULL"
        " WHERE id = $1 AND state = $2 RETURNING id",
        delivery_id,
        DeliveryState.failed.value,
    )
    if moved is None:
        raise Conflict(_("这条发送记录已经不在失败状态，请刷新页面。"))
    await record(actor, "notices.redriven", subject=("delivery", delivery_id))
    await tell("delivery.wanted", delivery_id=delivery_id)


@command
async def forget_deliveries(actor: Actor) -> int:
    """Forget what was sent outside long ago; messages stay in the inbox. Returns how many."""
    if not actor.system:
        raise Denied(_("这项工作由系统定时完成。"))
    before = clock.now() - timedelta(days=await whole("notices.kept_days"))
    gone = await value(
        "WITH gone AS (DELETE FROM delivery WHERE ended_at < $1 RETURNING id)"
        " SELECT count(*) FROM gone",
        before,
    )
    return int(gone)
