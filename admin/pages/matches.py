"""The match desk: a queue, one proposal with its reasons, the alternative, and the decision."""

from collections.abc import Sequence
from typing import Any, ClassVar

from litestar import get, post
from litestar.params import FromPath

from admin.pages.common import Answer, AnyRequest, see
from admin.pages.desk import Desk, Verbs
from match.foundation.actor import Actor
from match.foundation.permissions import Permission
from match.matching import commands, queries, wording
from match.matching.states import ProposalStatus
from match.needs.queries import need_file
from match.site.dependencies import Who
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
        ProposalStatus.cancelled,
        ProposalStatus.declined,
        ProposalStatus.rejected,
        ProposalStatus.expired,
    ),
}


class MatchDesk(Desk):
    """Proposals of the reader's area, those that both sides accepted first."""

    path = BASE
    opt = {"permission": Permission.matching_read}  # noqa: RUF012 # litestar reads it from the class
    template: ClassVar[str] = "admin/matches.html"

    async def lines(self, actor: Actor, queue: str) -> list[queries.ProposalLine]:
        """One of three queues."""
        return await queries.review_queue(actor, QUEUES[_known(queue)])

    async def facts(
        self, actor: Actor, case_id: int | None, lines: Sequence[Any], queue: str
    ) -> dict[str, Any]:
        """One proposal in full, with its reasons and its alternative."""
        proposal = await queries.proposal_file(actor, case_id) if case_id is not None else None
        return {
            "queue": _known(queue),
            "counts": {key: len(await queries.review_queue(actor, QUEUES[key])) for key in QUEUES},
            "proposal": proposal,
            "need": await need_file(actor, proposal.line.need_id) if proposal else None,
            "reasons": _reasons(proposal) if proposal else [],
            "runner_up": _second(proposal) if proposal else "",
            "price": wording.price_reason(proposal.offer_price) if proposal else "",
        }

    def verbs(self, actor: Actor, case_id: int, said: dict[str, str]) -> Verbs:
        """Approve, or reject with a reason."""
        reason = said.get("reason", "")
        return {
            "approve": lambda: commands.approve_proposal(actor, case_id, reason),
            "reject": lambda: commands.reject_proposal(actor, case_id, reason),
        }

    @post("/{case_id:int}/decision", opt={"permission": Permission.matching_approve})
    async def decide(self, request: AnyRequest, actor: Who, case_id: FromPath[int]) -> Answer:
        """For those who may do more than read."""
        return await self.decided(request, actor, case_id)

    @get("/runs")
    async def runs(self, request: AnyRequest, actor: Who) -> Answer:
        """The newest runs with their figures and proof."""
        return page("admin/runs.html", request=request, runs=await queries.runs(actor))

    @get("/runs/{run_id:int}")
    async def run(self, request: AnyRequest, actor: Who, run_id: FromPath[int]) -> Answer:
        """One run."""
        return page("admin/run.html", request=request, run=await queries.run_view(actor, run_id))

    @post("/runs", opt={"permission": Permission.matching_run})
    async def start(self, request: AnyRequest, actor: Who) -> Answer:
        """Run now, over the reader's own area, instead of waiting for the night."""
        scope = actor.scope(Permission.matching_run)[0]
        figures = await commands.run_matching(actor, scope)
        return see(f"{BASE}/runs/{figures['run_id']}")


def _known(queue: str) -> str:
    return queue if queue in QUEUES else "waiting"


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
