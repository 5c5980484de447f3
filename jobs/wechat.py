"""What facts of articles mean at WeChat, and the steps that talk to its servers."""

from collections.abc import Awaitable, Callable
from typing import Any

from match.foundation.actor import SYSTEM
from match.publicity.wechat.carrying import carry
from match.publicity.wechat.commands import renew_pictures, want_draft, want_removal

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]


async def want_wechat_draft(event_id: int, payload: Payload) -> None:
    """An article was published, or a newer text of it."""
    del event_id
    await want_draft(SYSTEM, payload["article_id"])


async def want_wechat_removal(event_id: int, payload: Payload) -> None:
    """An article was taken down."""
    del event_id
    await want_removal(SYSTEM, payload["article_id"])


async def renew_wechat_pictures(event_id: int, payload: Payload) -> None:
    """A guardian took one of its pictures back."""
    del event_id
    await renew_pictures(SYSTEM, payload["article_id"])


async def carry_wechat(event_id: int, payload: Payload) -> None:
    """A delivery has a step to do: asked outside, since the step keeps its own books."""
    del event_id
    await carry(payload["delivery_id"])


TOPICS: dict[str, tuple[Hear, ...]] = {
    "article.published": (want_wechat_draft,),
    "article.withdrawn": (want_wechat_removal,),
    "article.picture_ended": (renew_wechat_pictures,),
}
CARRIED = ("wechat.wanted", "wechat.due", "wechat.submitting", "wechat.removing")
