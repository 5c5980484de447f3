"""The moderation desk: offers before they are published."""

from typing import Any

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from admin.pages.common import Answer, AnyRequest, decided, following, queue_page, words
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.offers import commands, queries

BASE = "/admin/offers"


class OfferDesk(Controller):
    """Offers that wait for moderation in the reader's area."""

    path = BASE
    include_in_schema = False
    opt = {"permission": Permission.offers_moderate}  # noqa: RUF012 # litestar reads it from the class

    @get("/")
    async def queue(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """The queue, with its first case open on a wide screen."""
        return await self._show(request, actor, None)

    @get("/{offer_id:int}")
    async def case(
        self, request: AnyRequest, actor: NamedDependency[Actor], offer_id: FromPath[int]
    ) -> Answer:
        """One offer in full."""
        return await self._show(request, actor, offer_id)

    @post("/{offer_id:int}/decision")
    async def decide(
        self, request: AnyRequest, actor: NamedDependency[Actor], offer_id: FromPath[int]
    ) -> Answer:
        """Publish, return for changes, or reject."""
        said = await words(request)
        reason = said.get("reason", "")
        verbs: dict[str, Any] = {
            "publish": lambda: commands.publish_offer(actor, offer_id, reason),
            "return": lambda: commands.return_offer(actor, offer_id, reason),
            "reject": lambda: commands.reject_offer(actor, offer_id, reason),
        }
        act = verbs.get(said.get("act", ""))

        async def again(fields: dict[str, str], message: str) -> Answer:
            errors = fields or {"act": message}
            return await self._show(request, actor, offer_id, errors, said, 422)

        async def onward() -> str:
            return following(await queries.waiting_offers(actor), offer_id, BASE)

        if act is None:
            return await again({"act": _("请选择一种处理方式。")}, "")
        return await decided(request, act, onward=onward, again=again)

    async def _show(
        self,
        request: AnyRequest,
        actor: Actor,
        offer_id: int | None,
        errors: dict[str, str] | None = None,
        said: dict[str, str] | None = None,
        status: int = 200,
    ) -> Answer:
        lines = await queries.waiting_offers(actor)
        chosen = offer_id if offer_id is not None else (lines[0].id if lines else None)
        return queue_page(
            "admin/offers.html",
            request,
            status=status,
            lines=lines,
            chosen=chosen,
            alone=offer_id is not None,
            file=await queries.offer_file(actor, chosen) if chosen is not None else None,
            errors=errors or {},
            said=said or {},
        )
