"""One more entry, in its place."""

import secrets
from datetime import datetime
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.chain import START
from match.foundation.db import command, in_transaction, one, value
from match.openness.publiclog import rules

# One writer at a time: a place is taken under this lock and seen when it is given back, so
# whoever read up to a place has missed nothing before it. Any number of ours will do.
_LOG = 0x0106


@command
async def log_act(
    actor: Actor, *, event_id: int | None, kind: str, url: str, document: dict[str, Any]
) -> int | None:
    """
    Put a public act into the log; returns its place, None where this fact put this page in before.

    *kind* is the fact's topic, *url* the public page, *document* what the public reads there: only
    what a stranger may see, since everybody gets it for good or until it is taken down.
    """
    del actor
    await hold_log()
    if event_id is not None and await one(
        "SELECT id FROM public_log_entry WHERE event_id = $1 AND url = $2", event_id, url
    ):
        return None
    return await append(kind, url, document, event_id=event_id)


async def append(
    kind: str,
    url: str,
    document: dict[str, Any],
    *,
    event_id: int | None = None,
    takes_down: int | None = None,
) -> int:
    """The next place. The caller holds the log's lock."""
    assert in_transaction(), "append() only inside a command"
    last = await one("SELECT id, at, link FROM public_log_entry ORDER BY id DESC LIMIT 1")
    place = last["id"] + 1 if last else 1
    at = _not_before(last["at"] if last else None)
    salt, body = secrets.token_bytes(rules.SALT_BYTES), rules.canonical(document)
    sha256 = rules.salted(salt, body)
    link = rules.entry_link(
        bytes.fromhex(last["link"]) if last else START,
        place=place,
        at=at,
        kind=kind,
        url=url,
        sha256=sha256,
        takes_down=takes_down,
    )
    await value(
        "INSERT INTO public_log_entry (id, at, kind, url, sha256, takes_down, link, event_id)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        place,
        at,
        kind,
        url,
        sha256,
        takes_down,
        link.hex(),
        event_id,
    )
    await value(
        "INSERT INTO public_log_document (place, salt, body) VALUES ($1, $2, $3)",
        place,
        salt.hex(),
        body,
    )
    return place


async def hold_log() -> None:
    """Nobody else gets a place until this command ends."""
    await value("SELECT pg_advisory_xact_lock($1)", _LOG)


def _not_before(last: datetime | None) -> datetime:
    """Now to the second; a clock that was set back does not take the log back."""
    now = clock.now().replace(microsecond=0)
    return now if last is None else max(now, last)
