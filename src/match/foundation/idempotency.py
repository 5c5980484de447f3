"""A creating request sent twice creates once, and gets the same answer both times."""

import hashlib
from collections.abc import Awaitable, Callable

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, unit_of_work
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _


class Answer(msgspec.Struct, frozen=True):
    """What is kept of an answer: status and where the thing is. No body: no personal data."""

    status: int
    location: str
    repeated: bool = False


async def once(
    actor: Actor, key: str, route: str, body: bytes, act: Callable[[], Awaitable[Answer]]
) -> Answer:
    """
    Run *act* in one transaction with the record of its answer, or give the recorded answer.

    The key is the caller's own (keys of others cannot be probed) and kept for ever. Raises
    Invalid for a key that is missing or too long, and Conflict where the key was used for
    another request.
    """
    if not 8 <= len(key) <= 255:
        raise Invalid({"Idempotency-Key": _("请带上 8 到 255 个字符的 Idempotency-Key 请求头。")})
    digest = hashlib.sha256(route.encode() + b"\0" + body).hexdigest()
    async with unit_of_work():
        # The insert waits for a rival with the same key to commit; then the row is there to read.
        mine = await one(
            "INSERT INTO idempotency (actor_id, key, route, request_hash, status, location)"
            " VALUES ($1, $2, $3, $4, 0, '') ON CONFLICT (actor_id, key) DO NOTHING RETURNING id",
            actor.id,
            key,
            route,
            digest,
        )
        if mine is None:
            held = await one(
                "SELECT request_hash, status, location FROM idempotency"
                " WHERE actor_id = $1 AND key = $2",
                actor.id,
                key,
            )
            assert held is not None, "kept for ever"
            if held["request_hash"] != digest:
                raise Conflict(_("这个 Idempotency-Key 已用于另一个请求，请换一个。"), key=key)
            return Answer(held["status"], held["location"], repeated=True)
        answer = await act()
        await one(
            "UPDATE idempotency SET status = $1, location = $2 WHERE id = $3 RETURNING id",
            answer.status,
            answer.location,
            mine["id"],
        )
        return answer
