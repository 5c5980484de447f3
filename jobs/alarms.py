"""Who hears when the ledger stops, and when it goes on: the house's administrators and auditors."""

from collections.abc import Awaitable, Callable
from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.foundation.permissions import Role
from match.notices.commands import notify
from match.notices.words import Kind
from match.people.queries.people import people_with

HOUSE = "43"
Hear = Callable[[int, dict[str, Any]], Awaitable[None]]


def _tell(kind: Kind) -> Hear:
    async def hear(event_id: int, payload: dict[str, Any]) -> None:
        reason: str = await value(
            "SELECT reason FROM ledger_halt WHERE id = $1", payload["halt_id"]
        )
        people = {
            account
            for role in (Role.administrator, Role.auditor)
            for account in await people_with(role, HOUSE)
        }
        await notify(
            SYSTEM,
            people,
            kind,
            link="/admin/audit",  # which both may read
            event_id=event_id,
            facts={"title": reason},
        )

    hear.__name__ = f"tell_house_{kind}"
    return hear


TOPICS: dict[str, tuple[Hear, ...]] = {
    "ledger.halted": (_tell(Kind.ledger_halted),),
    "ledger.resumed": (_tell(Kind.ledger_resumed),),
}
