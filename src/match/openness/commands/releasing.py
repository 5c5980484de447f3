"""A step of a purchase becomes a release, for good."""

from datetime import datetime, timedelta

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.chain import START, link
from match.foundation.db import command, one, rows, value
from match.foundation.settings import settings
from match.openness import releases
from match.openness.releases import DOMAIN
from match.openness.sources import purchase_of

# One writer at a time: a place of the feed is taken under this lock and seen when it is given
# back, so whoever read up to a place has missed nothing before it. Any number of ours will do.
_FEED = 0x0C05
NO_FACT = 0
"""Stands for the fact where there was none in the outbox: a purchase from before this room."""


@command
async def release_step(actor: Actor, event_id: int, topic: str, tender_id: int) -> str | None:
    """
    Write the release of the step that the fact *event_id* tells; returns its id. None where the
    purchase is not public (yet), or where this fact was released before.

    It is dated when it is written, after every earlier one of the same purchase: the order in
    which releases are merged is then the order in which the house saw things, whichever fact came
    late. Raises KeyError for a topic that is no step.
    """
    del actor
    await value("SELECT pg_advisory_xact_lock($1)", _FEED)
    if await one(
        "SELECT id FROM ocds_release WHERE event_id = $1 AND tender_id = $2", event_id, tender_id
    ):
        return None
    purchase = await purchase_of(tender_id)
    if purchase is None:
        return None
    process = releases.ocid(settings().ocds_prefix, tender_id)
    earlier = await rows(
        "SELECT tags, released_at, body FROM ocds_release WHERE tender_id = $1 ORDER BY id",
        tender_id,
    )
    at = _after(earlier[-1]["released_at"] if earlier else None)
    body = releases.release(
        purchase,
        topic,
        prefix=settings().ocds_prefix,
        at=at,
        before={tag for row in earlier for tag in row["tags"]},
        awarded=releases.standing_awards(msgspec.json.decode(row["body"]) for row in earlier),
    )
    text = releases.canonical(body)
    digest = releases.sha256(text)
    before: str | None = await value("SELECT link FROM ocds_release ORDER BY id DESC LIMIT 1")
    await one(
        "INSERT INTO ocds_release (tender_id, ocid, release_id, event_id, topic, tags, released_at,"
        " year, body, sha256, link) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        " RETURNING id",
        tender_id,
        process,
        body["id"],
        event_id,
        topic,
        body["tag"],
        at,
        at.astimezone(clock.HERE).year,
        text.decode(),
        digest,
        link(DOMAIN, bytes.fromhex(before) if before else START, (body["id"], digest)).hex(),
    )
    return body["id"]


def _after(last: datetime | None) -> datetime:
    """Now to the second, but at least a second after the release before."""
    now = clock.now().replace(microsecond=0)
    return now if last is None else max(now, last + timedelta(seconds=1))


async def release_missing(actor: Actor, limit: int = 1000) -> int:
    """
    Release what was public before this room was: purchases without any release, each by its newest
    step, each in a transaction of its own. Returns how many.
    """
    found = await rows(
        "SELECT t.id, t.published_at FROM tender t"
        " WHERE (t.published_at IS NOT NULL OR t.intent_at IS NOT NULL) AND t.status <> 'draft'"
        " AND NOT EXISTS (SELECT FROM ocds_release r WHERE r.tender_id = t.id)"
        " ORDER BY t.id LIMIT $1",
        limit,
    )
    for row in found:
        topic = "tender.published" if row["published_at"] is not None else "tender.intent"
        await release_step(actor, NO_FACT, topic, row["id"])
    return len(found)
