"""How people want to be told: choices, quiet hours, and where they can be reached."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.notices.groups import group_of, is_staff
from match.notices.rules import Quiet, Reader
from match.notices.states import Channel, Pace
from match.notices.words import Kind

_READERS = """
SELECT a.id, a.phone IS NOT NULL AS phone, q.from_minute, q.to_minute,
       ARRAY(SELECT kind FROM contact WHERE account = a.id) AS contacts,
       ARRAY(SELECT channel FROM channel_pause WHERE account_id = a.id) AS paused,
       ARRAY(SELECT role FROM membership WHERE account = a.id AND ended_at IS NULL) AS roles
  FROM account a LEFT JOIN quiet_hours q ON q.account_id = a.id
 WHERE a.id = ANY($1) AND a.disabled_at IS NULL AND a.erased_at IS NULL ORDER BY a.id
"""
_NEWEST = """
SELECT DISTINCT ON (account_id, topic, channel) account_id, topic, channel, pace
  FROM notice_choice WHERE account_id = ANY($1) AND ($2::varchar[] IS NULL OR topic = ANY($2))
 ORDER BY account_id, topic, channel, id DESC
"""


class Chosen(msgspec.Struct, frozen=True):
    """One line of the history; *pace* None: back to what we suggest."""

    topic: str
    channel: Channel
    pace: Pace | None
    by_link: bool
    at: datetime


async def readers_of(accounts: Iterable[int], kind: Kind) -> list[Reader]:
    """How each of *accounts* that is open wants to be told of *kind*, in two questions."""
    held = list(accounts)
    if not held:
        return []
    people = await rows(_READERS, held)
    chosen: dict[int, dict[tuple[str, Channel], Pace]] = {}
    for row in await rows(_NEWEST, held, [kind.value, group_of(kind).value]):
        if row["pace"]:
            mine = chosen.setdefault(row["account_id"], {})
            mine[row["topic"], Channel(row["channel"])] = Pace(row["pace"])
    return [_reader(row, chosen.get(row["id"], {})) for row in people]


def _reader(row: dict[str, Any], chosen: Mapping[tuple[str, Channel], Pace]) -> Reader:
    known = {Channel(kind) for kind in row["contacts"]} | ({Channel.sms} if row["phone"] else set())
    quiet = None if row["from_minute"] is None else Quiet(row["from_minute"], row["to_minute"])
    return Reader(
        account_id=row["id"],
        reach=frozenset(known - {Channel(channel) for channel in row["paused"]}),
        staff=is_staff(frozenset(row["roles"])),
        chosen=chosen,
        quiet=quiet,
    )


async def choices_of(account_id: int) -> dict[tuple[str, Channel], Pace]:
    """What one person chose, as it stands."""
    return {
        (row["topic"], Channel(row["channel"])): Pace(row["pace"])
        for row in await rows(_NEWEST, [account_id], None)
        if row["pace"]
    }


async def reach_of(account_id: int, chosen: Mapping[tuple[str, Channel], Pace]) -> Reader:
    """One person, with the choices that *chosen* would make."""
    row = await one(_READERS, [account_id])
    assert row is not None, "the account was just locked"
    return _reader(row, chosen)


async def pauses_of(actor: Actor) -> dict[Channel, str]:
    """Channels that rest, and what the provider said."""
    found = await rows("SELECT channel, why FROM channel_pause WHERE account_id = $1", actor.id)
    return {Channel(row["channel"]): row["why"] for row in found}


async def history(actor: Actor, limit: int = 100) -> list[Chosen]:
    """What one chose and when, newest first."""
    found = await rows(
        "SELECT topic, channel, pace, by_link, at FROM notice_choice WHERE account_id = $1"
        " ORDER BY id DESC LIMIT $2",
        actor.id,
        limit,
    )
    return [
        Chosen(
            row["topic"],
            Channel(row["channel"]),
            Pace(row["pace"]) if row["pace"] else None,
            row["by_link"],
            row["at"],
        )
        for row in found
    ]
