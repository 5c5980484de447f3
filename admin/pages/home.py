"""The way into the staff door: what waits at which desk."""

from litestar import Controller, get
from litestar.di import NamedDependency

from admin.pages.common import Answer, AnyRequest
from admin.pages.needs import waiting
from admin.queries import undelivered
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.matching.queries import review_queue
from match.offers.queries import waiting_offers
from match.openness.partners.queries import all_hooks
from match.openness.partners.states import HookState
from match.people.queries.organisations import verification_queue
from match.site.htmx import page
from match.statements.queries.cases import open_cases


class AdminHome(Controller):
    """Counts, each a way to its desk."""

    path = "/admin"
    include_in_schema = False

    @get("/", opt={"staff": True})
    async def show(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Only the desks where the reader may decide."""
        desks: list[tuple[str, str, int | None, str]] = []
        if actor.may(P.needs_check) or actor.may(P.needs_approve):
            count = len(await waiting(actor))
            desks.append((_("需求审核"), "/admin/needs", count, "clipboard-check"))
        if actor.may(P.matching_read):
            count = len(await review_queue(actor))
            desks.append((_("匹配审核"), "/admin/matches", count, "arrows-exchange"))
            desks.append((_("匹配记录"), "/admin/matches/runs", None, "chart-bar"))
        if actor.may(P.offers_moderate):
            count = len(await waiting_offers(actor))
            desks.append((_("供给审核"), "/admin/offers", count, "gift"))
        if actor.may(P.people_verify):
            count = len(await verification_queue(actor))
            desks.append((_("机构核验"), "/admin/organisations", count, "shield-check"))
        if actor.may(P.ledger_read):
            count = await open_cases(actor)
            desks.append((_("账本"), "/admin/ledger", None, "chart-bar"))
            desks.append((_("待清算事项"), "/admin/ledger/cases", count, "list-search"))
        if actor.may(P.outbox_read):
            count = len(await undelivered(dead=True))
            desks.append((_("消息投递"), "/admin/outbox", count, "refresh"))
            desks.append((_("公众号接口"), "/admin/wechat", None, "message-circle"))
        if actor.may(P.partners_approve):
            count = sum(hook.status is HookState.waiting for hook in await all_hooks())
            desks.append((_("合作方推送"), "/admin/webhooks", count, "send"))
        if actor.may(P.audit_read):
            desks.append((_("操作记录"), "/admin/audit", None, "list-search"))
        return page("admin/home.html", request=request, desks=desks)
