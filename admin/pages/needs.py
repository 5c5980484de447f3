"""The need desk: privacy, township and county, each with the whole need in view."""

from collections.abc import Sequence
from typing import Any

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from admin.pages.common import Answer, AnyRequest, decided, following, queue_page, words
from match.foundation.actor import Actor
from match.foundation.errors import Denied
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.matching.queries import proposals_of_need
from match.needs import commands, policy, queries
from match.needs.states import NeedStatus
from match.people.queries.people import recorded_names

BASE = "/admin/needs"
TOWNSHIP = (NeedStatus.privacy, NeedStatus.township)
COUNTY = (NeedStatus.county,)
INFORMATION = (NeedStatus.information,)


async def waiting(actor: Actor) -> list[queries.Line]:
    """What waits for this reader's own decision: as township, as county, or as both."""
    return await _lines(actor, TOWNSHIP, COUNTY)


async def in_sight(actor: Actor) -> list[queries.Line]:
    """What waits for this reader; then what waits for a township or for the answer of a home,
    which can be returned from here as well."""
    mine = await waiting(actor)
    others = await _lines(actor, INFORMATION, (*TOWNSHIP, *INFORMATION))
    return list({line.id: line for line in [*mine, *others]}.values())


async def _lines(
    actor: Actor, township: Sequence[NeedStatus], county: Sequence[NeedStatus]
) -> list[queries.Line]:
    lines: list[queries.Line] = []
    if actor.may(Permission.needs_check):
        lines += await queries.waiting_needs(actor, Permission.needs_check, township)
    if actor.may(Permission.needs_approve):
        lines += await queries.waiting_needs(actor, Permission.needs_approve, county)
    return lines


def acts(actor: Actor, need: queries.NeedFile) -> dict[str, bool | str]:
    """What the reader may do with the open need: True, or the reason why not."""
    involved = (need.submitted_by, need.entered_for, need.checked_by)
    township = policy.can_check(actor, need.division, involved)
    county = policy.can_approve(actor, need.division, involved)
    at_county = need.view.status is NeedStatus.county
    either = county if at_county or township is not True else township
    return {
        "clear_privacy": township,
        "check": township,
        "approve": county,
        "ask": either,
        "return": either,
        "reject": either,
    }


class NeedDesk(Controller):
    """Needs that wait for a decision."""

    path = BASE
    include_in_schema = False
    opt = {"staff": True}  # noqa: RUF012 # litestar reads it from the class

    @get("/")
    async def queue(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """The queue, with its first case open on a wide screen."""
        return await self._show(request, actor, None)

    @get("/{need_id:int}")
    async def case(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """One need in full."""
        return await self._show(request, actor, need_id)

    @post("/{need_id:int}/decision")
    async def decide(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """One of the buttons: ``act`` names it, ``reason`` says why."""
        _staff(actor)
        said = await words(request)
        reason = said.get("reason", "")
        verbs: dict[str, Any] = {
            "clear_privacy": lambda: commands.clear_privacy(actor, need_id, reason),
            "check": lambda: commands.check_need(actor, need_id, reason),
            "approve": lambda: commands.approve_need(actor, need_id, reason),
            "ask": lambda: commands.ask_about_need(actor, need_id, reason),
            "return": lambda: commands.return_need(actor, need_id, reason),
            "reject": lambda: commands.reject_need(actor, need_id, reason),
        }
        act = verbs.get(said.get("act", ""))
        if act is None:
            return await self._show(
                request, actor, need_id, {"act": _("请选择一种处理方式。")}, said, status=422
            )

        async def again(fields: dict[str, str], message: str) -> Answer:
            renamed = {
                "reason" if name == "question" else name: why for name, why in fields.items()
            }
            errors = renamed or {"act": message}
            return await self._show(request, actor, need_id, errors, said, status=422)

        async def onward() -> str:
            return following(await in_sight(actor), need_id, BASE)

        return await decided(request, act, onward=onward, again=again)

    async def _show(
        self,
        request: AnyRequest,
        actor: Actor,
        need_id: int | None,
        errors: dict[str, str] | None = None,
        said: dict[str, str] | None = None,
        status: int = 200,
    ) -> Answer:
        _staff(actor)
        lines = await in_sight(actor)
        chosen = need_id if need_id is not None else (lines[0].id if lines else None)
        need = await queries.need_file(actor, chosen) if chosen is not None else None
        people = [] if need is None else [need.submitted_by, need.entered_for, need.checked_by]
        return queue_page(
            "admin/needs.html",
            request,
            status=status,
            lines=lines,
            chosen=chosen,
            alone=need_id is not None,
            need=need,
            acts=acts(actor, need) if need else {},
            names=await recorded_names([person for person in people if person is not None]),
            proposals=await proposals_of_need(chosen) if chosen is not None else [],
            errors=errors or {},
            said=said or {},
        )


def _staff(actor: Actor) -> None:
    if not (actor.may(Permission.needs_check) or actor.may(Permission.needs_approve)):
        raise Denied(_("这里是乡镇核实和县级审核需求的地方，您的账号没有这项权限。"))
