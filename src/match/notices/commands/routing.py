"""From a new message to the rows that leave the house: at once, after quiet hours, in a digest."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

import msgspec

from match.foundation import clock
from match.foundation.db import in_transaction, one, rows, value
from match.foundation.outbox import tell_each
from match.foundation.parameters import several
from match.notices.queries.choices import readers_of
from match.notices.rules import Quiet, digest_at, minute_of, routes, urgent
from match.notices.states import Channel, Pace
from match.notices.words import Kind


class Hours(msgspec.Struct, frozen=True):
    """The installation's hours: quiet ones, and when digests go."""

    quiet: Quiet
    digest_hour: int
    digest_weekday: int


async def hours() -> Hours:
    """As the parameters say today."""
    held = await several(
        [
            "notices.quiet_from",
            "notices.quiet_to",
            "notices.digest_hour",
            "notices.digest_weekday",
        ]
    )
    return Hours(
        Quiet(minute_of(held["notices.quiet_from"].text), minute_of(held["notices.quiet_to"].text)),
        held["notices.digest_hour"].whole,
        held["notices.digest_weekday"].whole,
    )


async def send_out(messages: Mapping[int, int], kind: Kind, facts: Mapping[str, object]) -> None:
    """
    Make the deliveries of new *messages* (account → message), all of one *kind*, inside the open
    command, and tell the worker of those that may go now.
    """
    assert in_transaction(), "send_out() only inside a command"
    pressing = urgent(kind, facts, clock.today())
    planned = [
        (reader, channel, pace)
        for reader in await readers_of(messages, kind)
        for channel, pace in routes(kind, reader, pressing=pressing)
    ]
    if not planned:
        return
    ours, moment = await hours(), clock.now()
    single: list[tuple[int, Channel, datetime | None]] = []
    for reader, channel, pace in planned:
        quiet, message = reader.quiet or ours.quiet, messages[reader.account_id]
        if pace is Pace.now:
            single.append((message, channel, None if pressing else quiet.over_at(moment)))
            continue
        due = digest_at(moment, pace, ours.digest_hour, ours.digest_weekday)
        await _collect(reader.account_id, message, channel, pace, quiet.over_at(due) or due)
    await _single(single)


async def _single(planned: list[tuple[int, Channel, datetime | None]]) -> None:
    if not planned:
        return
    made = await rows(
        "INSERT INTO delivery (message_id, channel, state, next_check_at, key)"
        " SELECT m, c, CASE WHEN t IS NULL THEN 'waiting' ELSE 'held' END, t,"
        " 'xth-m' || m || '-' || c"
        " FROM unnest($1::bigint[], $2::varchar[], $3::timestamptz[]) AS p(m, c, t)"
        " RETURNING id, state",
        [message for message, _channel, _until in planned],
        [channel.value for _message, channel, _until in planned],
        [until for _message, _channel, until in planned],
    )
    await tell_each(
        "delivery.wanted", [{"delivery_id": row["id"]} for row in made if row["state"] == "waiting"]
    )


async def _collect(
    account_id: int, message_id: int, channel: Channel, pace: Pace, due: datetime
) -> None:
    """Into the digest that gathers, or a new one. Its row is locked, so that the sweep either
    takes it with this message, or has gone and this one begins the next."""
    digest = await one(
        "INSERT INTO delivery (account_id, channel, pace, state, next_check_at, key)"
        " VALUES ($1, $2, $3, 'held', $4, $5)"
        " ON CONFLICT (account_id, channel, pace) WHERE state = 'held' AND pace <> 'now'"
        " DO UPDATE SET next_check_at = delivery.next_check_at RETURNING id",
        account_id,
        channel.value,
        pace.value,
        due,
        f"xth-g{uuid4().hex}",
    )
    assert digest is not None, "inserted, or there already"
    await value(
        "INSERT INTO digest_line (delivery_id, message_id, channel) VALUES ($1, $2, $3)"
        " RETURNING id",
        digest["id"],
        message_id,
        channel.value,
    )
