"""The match desk: a queue, one proposal with its reasons, the alternative, and the decision."""

from typing import Any

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from admin.pages.common import Answer, AnyRequest, decided, following, queue_page, see, words
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.matching import commands, queries, wording
from match.matching.states import ProposalStatus
from match.needs.queries import need_file
from match.site.htmx import page

BASE = "/admin/matches"
QUEUES: dict[str, tuple[ProposalStatus, ...]] = {
    "waiting": (ProposalStatus.accepted,),
    "open": (
        ProposalStatus.proposed,
        ProposalStatus.need_accepted,
        ProposalStatus.offer_accepted,
    ),
    "done": (
        ProposalStatus.approved,
        ProposalStatus.in_delivery,
        ProposalStatus.received,
        ProposalStatus.evaluated,
        ProposalStatus.declined,
        ProposalStatus.rejected,
        ProposalStatus.expired,
    ),
}


class MatchDesk(Controller):
    """Proposals of the reader's area, those that both sides accepted first."""

    path = BASE
    include_in_schema = False

    @get("/", opt={"permission": Permission.matching_read})
    async def queue(
        self,
        request: AnyRequest,
        actor: NamedDependency[Actor],
        queue: FromQuery[str] = "waiting",
    ) -> Answer:
        """One of three queues, with its first case open on a wide screen."""
        return await self._show(request, actor, None, queue)

    @get("/{proposal_id:int}", opt={"permission": Permission.matching_read})
    async def case(
        self,
        request: AnyRequest,
        actor: NamedDependency[Actor],
        proposal_id: FromPath[int],
        queue: FromQuery[str] = "",
    ) -> Answer:
        """One proposal in full."""
        return await self._show(request, actor, proposal_id, queue)

    @post("/{proposal_id:int}/decision", opt={"permission": Permission.matching_approve})
    async def decide(
        self, request: AnyRequest, actor: NamedDependency[Actor], proposal_id: FromPath[int]
    ) -> Answer:
        """Approve, or reject with a reason."""
        said = await words(request)
        reason = said.get("reason", "")
        verbs: dict[str, Any] = {
            "approve": lambda: commands.approve_proposal(actor, proposal_id, reason),
            "reject": lambda: commands.reject_proposal(actor, proposal_id, reason),
        }
        act = verbs.get(said.get("act", ""))

        async def again(fields: dict[str, str], message: str) -> Answer:
            errors = fields or {"act": message}
            return await self._show(request, actor, proposal_id, "waiting", errors, said, 422)

        async def onward() -> str:
            return following(await queries.review_queue(actor), proposal_id, BASE)

        if act is None:
            return await again({"act": _("请选择一种处理方式。")}, "")
        return await decided(request, act, onward=onward, again=again)

    @get("/runs", opt={"permission": Permission.matching_read})
    async def runs(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """The newest runs with their figures and proof."""
        return page("admin/runs.html", request=request, runs=await queries.runs(actor))

    @get("/runs/{run_id:int}", opt={"permission": Permission.matching_read})
    async def run(
        self, request: AnyRequest, actor: NamedDependency[Actor], run_id: FromPath[int]
    ) -> Answer:
        """One run."""
        return page("admin/run.html", request=request, run=await queries.run_view(actor, run_id))

    @post("/runs", opt={"permission": Permission.matching_run})
    async def start(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Run now, over the reader's own area, instead of waiting for the night."""
        scope = actor.scope(Permission.matching_run)[0]
        figures = await commands.run_matching(actor, scope)
        return see(f"{BASE}/runs/{figures['run_id']}")

    async def _show(
        self,
        request: AnyRequest,
        actor: Actor,
        proposal_id: int | None,
        queue: str,
        errors: dict[str, str] | None = None,
        said: dict[str, str] | None = None,
        status: int = 200,
    ) -> Answer:
        name = queue if queue in QUEUES else "waiting"
        lines = await queries.review_queue(actor, QUEUES[name])
        chosen = proposal_id if proposal_id is not None else (lines[0].id if lines else None)
        proposal = await queries.proposal_file(actor, chosen) if chosen is not None else None
        reasons = _reasons(proposal) if proposal else []
        return queue_page(
            "admin/matches.html",
            request,
            status=status,
            queue=name,
            lines=lines,
            chosen=chosen,
            alone=proposal_id is not None,
            proposal=proposal,
            need=await need_file(actor, proposal.line.need_id) if proposal else None,
            reasons=reasons,
            runner_up=_second(proposal) if proposal else "",
            price=wording.price_reason(proposal.offer_price) if proposal else "",
            counts={key: len(await queries.review_queue(actor, QUEUES[key])) for key in QUEUES},
            errors=errors or {},
            said=said or {},
        )


def _second(proposal: queries.ProposalFile) -> str:
    return wording.runner_up_reason(proposal.runner_up, proposal.line.score)


def _reasons(proposal: queries.ProposalFile) -> list[tuple[str, int, int, str]]:
    return [
        (
            wording.part_name(part),
            points,
            proposal.weights[part],
            wording.part_reason(part, proposal.facts),
        )
        for part, points in proposal.parts.items()
    ]
