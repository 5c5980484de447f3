"""What facts mean for partners' webhooks: their owner hears of decisions and of silence."""

from collections.abc import Awaitable, Callable
from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import one
from match.notices.commands import notify
from match.notices.words import Kind
from match.openness.partners.commands import forget_person

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]


def tell_owner(kind: Kind) -> Hear:
    """Whoever asked for the webhook."""

    async def hear(event_id: int, payload: Payload) -> None:
        hook = await one("SELECT account_id, host FROM web_hook WHERE id = $1", payload["hook_id"])
        if hook is not None:
            await notify(
                SYSTEM,
                [hook["account_id"]],
                kind,
                link="/me/partners",
                event_id=event_id,
                facts={"title": hook["host"]},
            )

    hear.__name__ = f"tell_owner_{kind}"
    return hear


async def forget_partner(event_id: int, payload: Payload) -> None:
    """An account was erased: nothing of its programs stays."""
    del event_id
    await forget_person(SYSTEM, payload["account_id"])


TOPICS: dict[str, tuple[Hear, ...]] = {
    "webhook.approved": (tell_owner(Kind.webhook_approved),),
    "webhook.refused": (tell_owner(Kind.webhook_refused),),
    "webhook.suspended": (tell_owner(Kind.webhook_suspended),),
    "account.erased": (forget_partner,),
}
