"""The last sign of life of each kind: what a proposal that a home is idle rests on."""

from datetime import datetime

import msgspec

from match.foundation.db import rows
from match.homes.states import Sign


class LastSign(msgspec.Struct, frozen=True):
    """When a kind of sign was last seen; None: never."""

    kind: Sign
    at: datetime | None


async def signs_of(home_id: int) -> list[LastSign]:
    """Every kind, the newest first; those never seen last. The caller has looked who asks."""
    found = await rows("SELECT kind, at FROM home_sign WHERE home_id = $1", home_id)
    seen = {Sign(row["kind"]): row["at"] for row in found}
    signs = [LastSign(kind, seen.get(kind)) for kind in Sign]
    known = sorted((one for one in signs if one.at), key=lambda one: one.at, reverse=True)  # pyright: ignore[reportArgumentType, reportCallIssue] # filtered
    return known + [one for one in signs if one.at is None]
