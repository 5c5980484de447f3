"""The desk of the two parties: proposals to answer, and why a need still goes without."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.matching import parties, policy
from match.matching.commands import (
    accept_for_need,
    accept_for_offer,
    decline_proposal,
    propose_now,
)
from match.matching.explaining import day_lines, offer_standing, why_unserved
from match.matching.files import own_proposals_export
from match.matching.forms import EarlyForm
from match.matching.parties import PartyProposal, Side, next_step
from match.matching.states import UNDECIDED, ProposalStatus, word
from match.matching.wording import contested_reason, next_reason, unserved_reason
from match.needs.queries import need_file
from match.needs.states import OPEN
from match.offers.queries import offer_file
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import Page, page
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]
BASE = "/desk/proposals"
PER_PAGE = 30


class ProposalDesk(Controller):
    """Proposals for the home and for the giver. Nothing binds before both have said yes."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(
        self, request: AnyRequest, actor: Who, before: FromQuery[int | None] = None
    ) -> Page | Response[Any]:
        """What waits for me, what I may answer for a home of my area, and the rest."""
        if wanted(request):
            return await send(request, own_proposals_export(actor))
        found = await parties.own_proposals(actor, before=before, limit=PER_PAGE + 1)
        shown = found[:PER_PAGE]
        first = before is None
        waiting = await parties.waiting_for_me(actor) if first else []
        answered = {view.id for view in waiting}
        return page(
            "matching/proposals.html",
            request=request,
            waiting=waiting,
            for_homes=[
                view
                for view in (await parties.proposals_to_answer_for(actor) if first else [])
                if view.id not in answered
            ],
            others=[view for view in shown if view.id not in answered],
            more=shown[-1].id if len(found) > PER_PAGE else 0,
            for_others=actor.may(Permission.needs_draft_for),
            gives=actor.may(Permission.offers_draft),
            word=word,
            tone=tone,
        )

    @get("/{proposal_id:int}")
    async def show(self, request: AnyRequest, actor: Who, proposal_id: FromPath[int]) -> Page:
        """One proposal with its reasons, and yes or no."""
        return await _show(request, actor, proposal_id, Entry())

    @post("/{proposal_id:int}/acceptance")
    async def accept(
        self, request: AnyRequest, actor: Who, proposal_id: FromPath[int]
    ) -> Response[Any]:
        """Yes, for one of the two sides."""
        await _party(actor, proposal_id)
        sent = await request.form()
        verbs = {Side.need.value: accept_for_need, Side.offer.value: accept_for_offer}
        accept = verbs.get(str(sent.get("side", "")))
        if accept is None:
            form = Entry(errors={"side": _("请选择代表需求方还是供给方答复。")})
            return await _show(request, actor, proposal_id, form, 422)
        try:
            await accept(actor, proposal_id)
        except Conflict as conflict:
            return await _show(
                request, actor, proposal_id, Entry(errors={"side": conflict.message}), 409
            )
        return Redirect(f"{BASE}/{proposal_id}", status_code=303)

    @post("/{proposal_id:int}/declination")
    async def decline(
        self, request: AnyRequest, actor: Who, proposal_id: FromPath[int]
    ) -> Response[Any]:
        """No, with a reason that the other side reads."""
        await _party(actor, proposal_id)
        reason = str((await request.form()).get("reason", "")).strip()
        try:
            await decline_proposal(actor, proposal_id, reason)
        except Invalid as invalid:
            form = Entry({"reason": reason}, invalid.fields)
            return await _show(request, actor, proposal_id, form, 422)
        except Conflict as conflict:
            form = Entry({"reason": reason}, {"reason": conflict.message})
            return await _show(request, actor, proposal_id, form, 409)
        return Redirect(f"{BASE}/{proposal_id}", status_code=303)


class NeedMatching(Controller):
    """How a need stands in matching: its proposals, or why there is none yet."""

    path = "/desk/needs"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{need_id:int}/matching")
    async def show(self, request: AnyRequest, actor: Who, need_id: FromPath[int]) -> Page:
        """A page of its own; the need's desk page loads its block."""
        return await _need_standing(request, actor, need_id, Entry())

    @post("/{need_id:int}/matching")
    async def propose(
        self, request: AnyRequest, actor: Who, need_id: FromPath[int]
    ) -> Response[Any]:
        """Staff put a pair together before the night, for a need that cannot wait."""
        file = await need_file(actor, need_id)
        require(policy.can_approve(actor, file.division, (), None))
        sent = await submission(request, EarlyForm)
        try:
            pair = read(EarlyForm, sent)
            made = await propose_now(actor, need_id, pair.line, pair.offer, pair.reason)
        except Invalid as invalid:
            form = Entry(sent, invalid.fields)
            return await _need_standing(request, actor, need_id, form, 422)
        except Conflict as conflict:
            form = Entry(sent, {"other": conflict.message})
            return await _need_standing(request, actor, need_id, form, 409)
        return Redirect(f"/admin/matches/{made}", status_code=303)


class OfferMatching(Controller):
    """How an offer stands in matching: how contested it is, and where it does most."""

    path = "/desk/offers"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{offer_id:int}/matching")
    async def show(self, request: AnyRequest, actor: Who, offer_id: FromPath[int]) -> Page:
        """A page of its own; the offer's own page loads its block."""
        file = await offer_file(actor, offer_id)
        standing = await offer_standing(actor, offer_id)
        return page(
            "matching/offer.html",
            "standing",
            request,
            offer=file.view,
            standing=standing,
            contested=contested_reason(standing) if standing else "",
            beyond=next_reason(standing) if standing else "",
        )


async def _need_standing(
    request: AnyRequest, actor: Actor, need_id: int, form: Entry, status: int = 200
) -> Page:
    file = await need_file(actor, need_id)
    is_open = file.view.status in OPEN and file.view.left > 0
    reasons = await why_unserved(actor, need_id) if is_open else []
    return page(
        "matching/need.html",
        "standing",
        request,
        status=status,
        need=file.view,
        is_open=is_open,
        form=form,
        proposals=await parties.proposals_for_need(actor, need_id),
        by_day=await day_lines(actor, need_id) if is_open else [],
        may_propose=policy.can_approve(actor, file.division, (), None) is True,
        reasons=list(dict.fromkeys(unserved_reason(facts) for facts in reasons)),
        word=word,
        tone=tone,
    )


async def _party(actor: Actor, proposal_id: int) -> None:
    """Raises NotFound for strangers, and Denied for who may look but is on neither side."""
    view = await parties.party_proposal(actor, proposal_id)
    if not (view.for_need or view.for_offer):
        raise Denied(_("只有需求方和供给方可以答复这条建议。"))


async def _show(
    request: AnyRequest, actor: Actor, proposal_id: int, form: Entry, status: int = 200
) -> Page:
    view = await parties.party_proposal(actor, proposal_id)
    return page(
        "matching/proposal.html",
        request=request,
        status=status,
        form=form,
        proposal=view,
        word=word,
        tone=tone,
        next_step=next_step(view),
        steps=_steps(view),
        undecided=view.status in UNDECIDED,
    )


def _steps(view: PartyProposal) -> list[tuple[str, str, str]]:
    """The way of a proposal as `ui.stepper` draws it."""
    ended = view.status not in UNDECIDED and not (view.need_accepted and view.offer_accepted)
    done = {
        "sides": view.need_accepted and view.offer_accepted,
        "county": view.status not in UNDECIDED and not ended,
        "end": view.status is ProposalStatus.evaluated,
    }
    names = (("sides", _("双方确认")), ("county", _("县级审批")), ("end", _("送达与评价")))
    steps = [(_("系统推荐"), "done", "")]
    for key, label in names:
        waiting = all(state == "done" for _label, state, _note in steps)
        state = "done" if done[key] else "now" if waiting and not ended else "todo"
        steps.append((label, state, ""))
    return steps


def tone(status: ProposalStatus) -> str:
    """The colour of a state's chip; the words beside it say the same."""
    if status in (ProposalStatus.declined, ProposalStatus.rejected):
        return "zhusha"
    if status in (ProposalStatus.expired, ProposalStatus.superseded, ProposalStatus.swapped):
        return "ink"
    return "dao" if status in UNDECIDED else "zhu"
