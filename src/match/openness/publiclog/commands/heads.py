"""A day's head and the keys that sign heads."""

from datetime import date, datetime

import msgspec

from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value


class Signature(msgspec.Struct, frozen=True):
    """What the signing key said of a place: link, public key and signature in hex."""

    day: date
    place: int
    link: str
    at: datetime
    key: str
    signature: str


@command
async def keep_head(actor: Actor, head: Signature) -> bool:
    """Keep a day's signature; False where the day has one. The first one of a day stands."""
    kept = await one(
        "INSERT INTO public_log_head (day, place, link, at, key, signature)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (day) DO NOTHING RETURNING id",
        head.day,
        head.place,
        head.link,
        head.at,
        head.key,
        head.signature,
    )
    if kept is not None:
        await record(actor, "publiclog.signed", subject=("public_log_head", kept["id"]))
    return kept is not None


@command
async def keep_key(
    actor: Actor, key: str, since: datetime, endorsed_by: str | None, endorsement: str | None
) -> None:
    """Remember a public key for ever, with the word of the key before it. Twice changes nothing."""
    kept: int | None = await value(
        "INSERT INTO public_log_key (key, since, endorsed_by, endorsement)"
        " VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO NOTHING RETURNING id",
        key,
        since,
        endorsed_by,
        endorsement,
    )
    if kept is not None:
        await record(actor, "publiclog.key_kept", subject=("public_log_key", kept))
