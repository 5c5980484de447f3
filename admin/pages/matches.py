"""The match desk: a queue, one proposal with its reasons, the alternative, and the decision."""

from collections.abc import Sequence
from typing import Any, ClassVar

from litestar import get, post
from litestar.params import FromPath

from admin import words
from admin.exporting import proposals_export
from admin.pages.common import Answer, AnyRequest
from admin.pages.desk import SHOWN, Desk, Verbs
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.matching import commands, explaining, queries, run_queries, wording
from match.matching.states import ProposalStatus
from match.needs.queries import need_file
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import Export
from match.site.htmx import page
from match.site.steps import see

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
        ProposalStatus.superseded,
        ProposalStatus.swapped,
    ),
}


class MatchDesk(Desk):
    """Proposals of the reader's area, those that both sides accepted first."""

    path = BASE
    opt = {"permission": Permission.matching_read}  # noqa: RUF012 # litestar reads it from the class
    template: ClassVar[str] = "admin/matches.html"

    async def lines(
        self, actor: Actor, queue: str, most: int = SHOWN
    ) -> list[queries.ProposalLine]:
        """One of three queues."""
        return await queries.review_queue(actor, QUEUES[_known(queue)], most)

    def told(self, lines: Sequence[Any], queue: str) -> Export:
        """The queue as a file."""
        return proposals_export(lines, _known(queue))

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
            "runner_up": wording.runner_up_reason(proposal) if proposal else "",
            "standing": wording.standing_reason(proposal.facts.standing) if proposal else "",
            "price": wording.price_reason(proposal) if proposal else "",
            "change": wording.change_reason(proposal) if proposal else "",
            "overrides": await explaining.overrides_of(actor, proposal.line.id) if proposal else [],
        }

    def verbs(self, actor: Actor, case_id: int, said: dict[str, str]) -> Verbs:
        """Approve, or reject with a reason; fix it for the next run, or let it go again."""
        reason = said.get("reason", "")
        return {
            "approve": lambda: commands.approve_proposal(actor, case_id, reason),
            "reject": lambda: commands.reject_proposal(actor, case_id, reason),
            "lock": lambda: commands.lock_proposal(actor, case_id, reason),
            "unlock": lambda: commands.unlock_proposal(actor, case_id, reason),
        }

    @post("/{case_id:int}/decision", opt={"permission": Permission.matching_approve})
    async def decide(self, request: AnyRequest, actor: Who, case_id: FromPath[int]) -> Answer:
        """For those who may do more than read."""
        return await self.decided(request, actor, case_id)

    @get("/{case_id:int}/swap", opt={"permission": Permission.matching_approve})
    async def partners(self, request: AnyRequest, actor: Who, case_id: FromPath[int]) -> Answer:
        """Which proposals this one may change offers with."""
        return await _partners(request, actor, case_id, Entry())

    @post("/{case_id:int}/swap", opt={"permission": Permission.matching_approve})
    async def swap(self, request: AnyRequest, actor: Who, case_id: FromPath[int]) -> Answer:
        """Exchange the offers of two proposals; the first new one is shown next."""
        await queries.proposal_file(actor, case_id)
        sent = await request.form()
        said = {name: str(text).strip() for name, text in sent.items() if isinstance(text, str)}
        other = said.get("other", "")
        if not other.isdecimal() or len(other) > 18:
            form = Entry(said, {"other": _("请选择另外一条建议来对调。")})
            return await _partners(request, actor, case_id, form, 422)
        try:
            made = await commands.swap_offers(actor, case_id, int(other), said.get("reason", ""))
        except Invalid as invalid:
            return await _partners(request, actor, case_id, Entry(said, invalid.fields), 422)
        except Conflict as conflict:
            form = Entry(said, {"other": conflict.message})
            return await _partners(request, actor, case_id, form, 409)
        return see(f"{BASE}/{made[0]}?queue=open")


async def _partners(
    request: AnyRequest, actor: Actor, case_id: int, form: Entry, status: int = 200
) -> Answer:
    partners = await run_queries.swap_partners(actor, case_id)
    return page(
        "admin/match_swap.html",
        request=request,
        status=status,
        form=form,
        say=words,
        proposal=await queries.proposal_file(actor, case_id),
        partners=partners,
        choices=[(str(row["id"]), _partner(row)) for row in partners],
    )


def _partner(row: dict[str, Any]) -> str:
    return _("%(home)s：%(line)s × %(units)s %(unit)s ⇄ %(offer)s（%(giver)s）") % {
        "home": row["home_name"],
        "line": row["line_name"],
        "units": row["units"],
        "unit": words.label(row["unit"]),
        "offer": row["offer_title"],
        "giver": row["giver"] or _("个人"),
    }


def _known(queue: str) -> str:
    return queue if queue in QUEUES else "waiting"


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
