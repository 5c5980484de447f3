"""Stepping inside as who helps: one's own pairs and the letters that were passed on, no child."""

import contextlib
from collections.abc import AsyncGenerator, Iterable

from match.foundation.actor import Actor
from match.foundation.db import one, value
from match.foundation.permissions import Permission as P
from match.foundation.restricted import restricted


def scope(actor: Actor) -> tuple[str, ...]:
    """Where the actor decides about pairs: the director's village, the county."""
    return tuple(sorted({*actor.scope(P.pairs_ask), *actor.scope(P.pairs_decide)}))


@contextlib.asynccontextmanager
async def among_pairs(
    actor: Actor, places: Iterable[str] | None = None
) -> AsyncGenerator[None, None]:
    """One transaction that sees the pairs of the actor's places, and those the actor helps in."""
    async with restricted(scope(actor) if places is None else places):
        was = await value("SELECT coalesce(current_setting('care.helper', true), '')")
        await one("SELECT set_config('care.helper', $1, true)", str(actor.id or ""))
        yield
        await one("SELECT set_config('care.helper', $1, true)", was)
