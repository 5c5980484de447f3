"""The moderation desk: offers before they are published."""

from collections.abc import Sequence
from typing import Any, ClassVar

from admin.exporting import offers_export
from admin.pages.desk import SHOWN, Desk, Verbs
from match.foundation.actor import Actor
from match.foundation.permissions import Permission
from match.offers import commands, queries
from match.offers.public import OfferView
from match.site.exporting import Export


class OfferDesk(Desk):
    """Offers that wait for moderation in the reader's area."""

    path = "/admin/offers"
    opt = {"permission": Permission.offers_moderate}  # noqa: RUF012 # litestar reads it from the class
    template: ClassVar[str] = "admin/offers.html"

    async def lines(self, actor: Actor, queue: str, most: int = SHOWN) -> list[OfferView]:
        """The oldest first."""
        return await queries.waiting_offers(actor, most)

    def told(self, lines: Sequence[Any], queue: str) -> Export:
        """The queue as a file."""
        return offers_export(lines)

    async def facts(
        self, actor: Actor, case_id: int | None, lines: Sequence[Any], queue: str
    ) -> dict[str, Any]:
        """One offer in full."""
        file = await queries.offer_file(actor, case_id) if case_id is not None else None
        return {"file": file}

    def verbs(self, actor: Actor, case_id: int, said: dict[str, str]) -> Verbs:
        """Publish, return for changes, or reject."""
        reason = said.get("reason", "")
        return {
            "publish": lambda: commands.publish_offer(actor, case_id, reason),
            "return": lambda: commands.return_offer(actor, case_id, reason),
            "reject": lambda: commands.reject_offer(actor, case_id, reason),
        }
