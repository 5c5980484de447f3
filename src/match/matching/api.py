"""Matches as JSON: proposals of one's own and of one's area, and the two parties' answers."""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Controller, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from match.foundation.actor import Actor
from match.foundation.errors import Denied, NotFound
from match.foundation.language import _
from match.matching import parties, policy, wording
from match.matching.commands import accept_for_need, accept_for_offer, decline_proposal
from match.matching.explaining import OfferPlace, offer_standing, why_unserved
from match.matching.parties import PartyProposal, Side, next_step
from match.matching.queries import proposal_file
from match.site.api import Cursor, CursorPage, Limit, cursor_page, problems
from match.site.dependencies import Who


class ReasonAnswer(msgspec.Struct, frozen=True):
    """One part of the score: *points* of at most *most*; the points add up to ``score``."""

    name: str
    points: int
    most: int
    fact: str


class MatchAnswer(msgspec.Struct, frozen=True):
    """
    A proposal: ``units`` of an offer for one line of a need. ``home`` is null where a group of
    fewer than five children hides it from you. ``may_answer`` lists the sides for which you may
    accept now; ``answer_by`` is when an open proposal ends by itself.
    """

    id: int
    status: str
    next_step: str
    need_id: int
    need_title: str
    home: str | None
    place: str
    division: str
    offer_id: int
    offer_title: str
    organisation_id: int | None
    giver: str
    line: str
    units: int
    unit: str
    score: int
    reasons: tuple[ReasonAnswer, ...]
    need_accepted: bool
    offer_accepted: bool
    ended_because: str
    created_at: datetime
    answer_by: datetime | None
    may_answer: tuple[Side, ...]
    may_decline: bool


class AcceptanceForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For which side you say yes."""

    side: Side


class DeclinationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why not: 4 to 500 characters that the other side reads. No child's name or address."""

    reason: str


class RunnerUpAnswer(msgspec.Struct, frozen=True):
    """The best offer that could have served instead; ``margin`` in worth per unit."""

    offer_id: int
    title: str
    giver: str
    score: int
    margin: int


class ExplanationAnswer(msgspec.Struct, frozen=True):
    """
    What who decides on a proposal reads beside its reasons: worth and prices are whole numbers
    per unit (see the run's certificate), the sentences are in the language you ask for.
    """

    run_id: int
    unit_value: int
    need_price: int
    offer_price: int
    contested: str
    standing: str
    comparison: str
    change: str
    runner_up: RunnerUpAnswer | None
    locked: bool
    swapped: bool


class UnservedAnswer(msgspec.Struct, frozen=True):
    """A line that went without: the first constraint that removed every offer, or the price."""

    line_id: int
    missing: int
    reason: str
    constraint: str | None
    offer_price: int
    worth: int
    sentence: str


class OfferPlaceAnswer(msgspec.Struct, frozen=True):
    """A need that gets, or would get, units of the offer, and what one is worth there."""

    need_id: int
    title: str
    county: str
    units: int
    worth: int


class OfferStandingAnswer(msgspec.Struct, frozen=True):
    """
    An offer in its last run. ``price`` 0: nobody competes for it. ``waiting``: lines that came
    nearest to it and went short; ``next``: the one of them where a unit is worth most.
    """

    run_id: int
    price: int
    waiting: int
    placed: tuple[OfferPlaceAnswer, ...]
    next: OfferPlaceAnswer | None
    contested: str


OwnOnly = Annotated[
    bool,
    QueryParameter(description="Only proposals of your own homes, organisations and offers."),
]


class MatchesApi(Controller):
    """Proposals that you may see. The county's decision is taken at the staff door."""

    path = "/api/v1/matches"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    tags = ("matches",)

    @get("/", summary="Proposals", responses=problems(400, 401, 503))
    async def listed(
        self, actor: Who, own: OwnOnly = False, cursor: Cursor = None, limit: Limit = 20
    ) -> CursorPage[MatchAnswer]:
        """Newest first: your own, and those of the area where you follow matches."""
        read = parties.own_proposals if own else parties.seen_proposals
        found = await read(actor, before=cursor, limit=limit + 1)
        return cursor_page([_answer(view) for view in found], limit, lambda answer: answer.id)

    @get("/{proposal_id:int}", summary="One proposal", responses=problems(401, 404, 503))
    async def one(self, actor: Who, proposal_id: FromPath[int]) -> MatchAnswer:
        """404 unless you are a party, or follow matches of its area."""
        return await _read(actor, proposal_id)

    @get(
        "/{proposal_id:int}/explanation",
        summary="Why this pair, for who decides",
        responses=problems(401, 403, 404, 503),
    )
    async def explain(self, actor: Who, proposal_id: FromPath[int]) -> ExplanationAnswer:
        """403 for the two parties: runner-up and prices tell of other people's offers."""
        file = await proposal_file(actor, proposal_id)
        if not policy.can_follow(actor, file.division):
            raise Denied(_("备选和价格只向本辖区的工作人员显示。"))
        other = file.alternative
        return ExplanationAnswer(
            run_id=file.run_id,
            unit_value=file.unit_value,
            need_price=file.need_price,
            offer_price=file.offer_price,
            contested=wording.price_reason(file),
            standing=wording.standing_reason(file.facts.standing),
            comparison=wording.runner_up_reason(file),
            change=wording.change_reason(file),
            runner_up=(
                RunnerUpAnswer(other.offer_id, other.title, other.giver, other.score, other.margin)
                if other
                else None
            ),
            locked=file.locked,
            swapped=file.swapped,
        )

    @get(
        "/needs/{need_id:int}",
        summary="Why a need went without",
        responses=problems(401, 404, 503),
    )
    async def unserved(self, actor: Who, need_id: FromPath[int]) -> list[UnservedAnswer]:
        """For the need's own people and who works on it; empty when nothing is missing."""
        return [
            UnservedAnswer(
                line_id=facts.need_id,
                missing=facts.missing,
                reason=facts.reason,
                constraint=facts.constraint or None,
                offer_price=facts.offer_price,
                worth=facts.unit_value + facts.tier_price,
                sentence=wording.unserved_reason(facts),
            )
            for facts in await why_unserved(actor, need_id)
        ]

    @get(
        "/offers/{offer_id:int}",
        summary="How contested an offer is",
        responses=problems(401, 404, 503),
    )
    async def contested(self, actor: Who, offer_id: FromPath[int]) -> OfferStandingAnswer:
        """For the giver and who works on it. 404 before the first run that read the offer."""
        standing = await offer_standing(actor, offer_id)
        if standing is None:
            raise NotFound(_("这份供给还没有参加过匹配。"))
        beyond = standing.next_place
        return OfferStandingAnswer(
            run_id=standing.run_id,
            price=standing.price,
            waiting=standing.waiting,
            placed=tuple(_place(each) for each in standing.placed),
            next=_place(beyond) if beyond else None,
            contested=wording.contested_reason(standing),
        )

    @post(
        "/{proposal_id:int}/acceptance",
        summary="Accept for one side",
        status_code=200,
        responses=problems(400, 401, 403, 404, 409, 415, 503),
    )
    async def accept(
        self, actor: Who, proposal_id: FromPath[int], data: JSONBody[AcceptanceForm]
    ) -> MatchAnswer:
        """Its units are reserved; 409 if this side has answered, or the proposal has ended."""
        await parties.party_proposal(actor, proposal_id)
        accept = accept_for_need if data.side is Side.need else accept_for_offer
        await accept(actor, proposal_id)
        return await _read(actor, proposal_id)

    @post(
        "/{proposal_id:int}/declination",
        summary="Decline",
        status_code=200,
        responses=problems(400, 401, 403, 404, 409, 415, 422, 503),
    )
    async def decline(
        self, actor: Who, proposal_id: FromPath[int], data: JSONBody[DeclinationForm]
    ) -> MatchAnswer:
        """Either party's no ends the proposal; the need stays in the next run."""
        await parties.party_proposal(actor, proposal_id)
        await decline_proposal(actor, proposal_id, data.reason)
        return await _read(actor, proposal_id)


def _place(each: OfferPlace) -> OfferPlaceAnswer:
    return OfferPlaceAnswer(each.need_id, each.title, each.county, each.units, each.worth)


async def _read(actor: Actor, proposal_id: int) -> MatchAnswer:
    return _answer(await parties.party_proposal(actor, proposal_id))


def _answer(view: PartyProposal) -> MatchAnswer:
    return MatchAnswer(
        id=view.id,
        status=view.status.value,
        next_step=next_step(view),
        need_id=view.need_id,
        need_title=view.need_title,
        home=view.home_name or None,
        place=view.place,
        division=view.division if view.home_name else view.division[:9],
        offer_id=view.offer_id,
        offer_title=view.offer_title,
        organisation_id=view.organisation_id,
        giver=view.giver,
        line=view.line_name,
        units=view.units,
        unit=view.unit,
        score=view.score,
        reasons=tuple(
            ReasonAnswer(one.name, one.points, one.most, one.fact) for one in view.reasons
        ),
        need_accepted=view.need_accepted,
        offer_accepted=view.offer_accepted,
        ended_because=view.ended_because,
        created_at=view.created_at,
        answer_by=view.answer_by,
        may_answer=view.may_answer,
        may_decline=view.may_decline,
    )
