"""What follows from an address that somebody proved to be hers."""

from collections.abc import Awaitable, Callable
from typing import Any

from match.foundation.actor import SYSTEM
from match.notices.commands import channel_proven
from match.notices.states import Channel

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]


async def resume_proven_channel(event_id: int, payload: Payload) -> None:
    """A mailbox or WeChat account was proven anew: what rested goes there again."""
    del event_id
    await channel_proven(SYSTEM, payload["account_id"], Channel(payload["kind"]))


TOPICS: dict[str, tuple[Hear, ...]] = {"contact.proven": (resume_proven_channel,)}
