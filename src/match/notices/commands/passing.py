"""A post changes its holder: what nobody read goes to the next one, and waits for her."""

from collections.abc import Collection

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, rows
from match.foundation.errors import Denied
from match.foundation.language import _
from match.notices.commands.routing import send_out
from match.notices.words import Kind


@command
async def pass_messages_on(actor: Actor, messages: Collection[int], old: int, new: int) -> int:
    """
    The unread ones among *messages* of *old* are said to *new* instead: a copy in her inbox, sent
    outside as she chose; the old one is no longer shown. What she was told already is not said
    twice. Returns how many she got.
    """
    if not actor.system:
        raise Denied(_("这项工作由系统在交接时完成。"))
    moved = await rows(
        "UPDATE message SET handed_over_at = $3, read_at = $3 WHERE id = ANY($1)"
        " AND account_id = $2 AND read_at IS NULL RETURNING id, event_id, kind, facts, link",
        sorted(messages),
        old,
        clock.now(),
    )
    made = 0
    for row in sorted(moved, key=lambda row: row["id"]):
        copy = await rows(
            "INSERT INTO message (account_id, event_id, kind, facts, link, created_at)"
            " SELECT $1::bigint, $2::bigint, $3::varchar, $4::jsonb, $5::varchar, $6"
            " WHERE NOT EXISTS"
            " (SELECT FROM message WHERE account_id = $1 AND kind = $3 AND link = $5"
            " AND read_at IS NULL) ON CONFLICT DO NOTHING RETURNING id",
            new,
            row["event_id"],
            row["kind"],
            row["facts"],
            row["link"],
            clock.now(),
        )
        for one in copy:
            made += 1
            await send_out({new: one["id"]}, Kind(row["kind"]), msgspec.json.decode(row["facts"]))
    if moved:
        await record(
            actor,
            "notices.passed_on",
            subject=("account", old),
            changes={"messages": (len(moved), made)},
        )
    return made
