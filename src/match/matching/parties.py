"""
Proposals as the two parties see them: their own pair with its reasons, and nothing of rivals.

Runner-up, margin and prices tell of other people's offers; they are for who decides, not for here.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from match.allocation.answers import Facts
from match.allocation.shapes import PARTS
from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.matching import policy
from match.matching.states import HOLDS_NEED, HOLDS_OFFER, UNDECIDED, ProposalStatus
from match.matching.wording import part_name, part_reason

_PARTIES = (
    "SELECT p.id, p.status, p.need_id, p.offer_id, p.home_id, p.organisation_id, p.division,"
    " p.units, p.score, p.parts, p.facts, p.reason, p.created_at, p.next_check_at,"
    " n.title AS need_title, n.beneficiaries, h.name AS home_name, d.path, l.name AS line_name,"
    " l.unit, o.title AS offer_title, o.submitted_by AS offer_owner, g.name AS giver, r.parameters"
    " FROM proposal p JOIN need n ON n.id = p.need_id JOIN home h ON h.id = p.home_id"
    " JOIN need_line l ON l.id = p.line_id JOIN offer o ON o.id = p.offer_id"
    " JOIN division d ON d.code = p.division JOIN match_run r ON r.id = p.run_id"
    " LEFT JOIN organisation g ON g.id = p.organisation_id"
)
_OWN = (
    "(p.home_id = ANY($1) OR p.organisation_id = ANY($2)"
    " OR (p.organisation_id IS NULL AND o.submitted_by = $3))"
)
_UNDECIDED = sorted(str(status) for status in UNDECIDED)
# From the county's yes on the giver has an agreement with the home, which names it.
_NAMED = frozenset(
    {
        ProposalStatus.approved,
        ProposalStatus.in_delivery,
        ProposalStatus.received,
        ProposalStatus.evaluated,
        ProposalStatus.cancelled,
    }
)


class Side(StrEnum):
    """One of the two parties."""

    need = "need"
    offer = "offer"


class Reason(msgspec.Struct, frozen=True):
    """One part of the score: its points of at most *most*, and the fact they were given for."""

    name: str
    points: int
    most: int
    fact: str


class PartyProposal(msgspec.Struct, frozen=True):
    """
    One proposal. ``home_name`` is empty where a small group hides it from this reader.

    ``may_answer``: the sides for which the reader may say yes now; ``may_decline`` whether no.
    """

    id: int
    status: ProposalStatus
    need_id: int
    need_title: str
    home_name: str
    place: str
    division: str
    offer_id: int
    offer_title: str
    organisation_id: int | None
    giver: str
    line_name: str
    units: int
    unit: str
    score: int
    reasons: tuple[Reason, ...]
    need_accepted: bool
    offer_accepted: bool
    ended_because: str
    created_at: datetime
    answer_by: datetime | None
    for_need: bool
    for_offer: bool
    may_answer: tuple[Side, ...]
    may_decline: bool

    @property
    def unit_label(self) -> str:
        """The unit in the language of the request."""
        return codes.unit(self.unit).after(self.units)


async def own_proposals(
    actor: Actor, *, before: int | None = None, limit: int = 50
) -> list[PartyProposal]:
    """Proposals of the reader's homes, organisations and own offers, newest first."""
    return await _list(_OWN, actor, [], before, limit)


async def seen_proposals(
    actor: Actor, *, before: int | None = None, limit: int = 50
) -> list[PartyProposal]:
    """What the reader may see: their own, and those of the area where they follow matches."""
    scopes = list(actor.scope(Permission.matching_read))
    followed = "EXISTS (SELECT FROM unnest($4::text[]) AS held WHERE starts_with(p.division, held))"
    condition = f"({_OWN} OR {followed})"
    return await _list(condition, actor, [scopes], before, limit)


async def proposals_to_answer_for(actor: Actor, limit: int = 50) -> list[PartyProposal]:
    """
    Open proposals of the clerk's area whose home has not answered yet: she may answer for the
    director (代办). The first to expire comes first.
    """
    scopes = list(actor.scope(Permission.needs_draft_for))
    found = await rows(
        _PARTIES + " WHERE p.status = ANY($1) AND EXISTS"
        " (SELECT FROM unnest($2::text[]) AS held WHERE starts_with(p.division, held))"
        " ORDER BY p.next_check_at NULLS LAST, p.id LIMIT $3",
        [str(ProposalStatus.proposed), str(ProposalStatus.offer_accepted)],
        scopes,
        limit,
    )
    return await _views(actor, found)


async def waiting_for_me(actor: Actor, limit: int = 50) -> list[PartyProposal]:
    """Open proposals that this person, as a party, has not answered; first to expire first."""
    found = await rows(
        f"{_PARTIES} WHERE {_OWN} AND p.status = ANY($4)"
        " ORDER BY p.next_check_at NULLS LAST, p.id LIMIT $5",
        *_whose(actor),
        _UNDECIDED,
        limit,
    )
    return [view for view in await _views(actor, found) if view.may_answer]


async def proposals_for_need(actor: Actor, need_id: int) -> list[PartyProposal]:
    """What was proposed for a need, newest first. Call it for who may see the need's file."""
    found = await rows(_PARTIES + " WHERE p.need_id = $1 ORDER BY p.id DESC", need_id)
    return [
        view
        for row, view in zip(found, await _views(actor, found), strict=True)
        if _sees(actor, row)
    ]


async def party_proposal(actor: Actor, proposal_id: int) -> PartyProposal:
    """One proposal. Raises NotFound for those who have no part in it."""
    row = await one(_PARTIES + " WHERE p.id = $1", proposal_id)
    if row is None or not _sees(actor, row):
        raise NotFound(_("没有找到这条匹配建议。"))
    return (await _views(actor, [row]))[0]


def next_step(proposal: PartyProposal) -> str:
    """Who acts next, in one sentence."""
    match proposal.status:
        case ProposalStatus.proposed:
            return _("等需求方和供给方分别答复。")
        case ProposalStatus.need_accepted:
            return _("需求方已接受，等供给方答复。")
        case ProposalStatus.offer_accepted:
            return _("供给方已接受，等需求方答复。")
        case ProposalStatus.accepted:
            return _("双方都已接受，等县级民政部门审批。")
        case ProposalStatus.approved | ProposalStatus.in_delivery | ProposalStatus.received:
            return _("已通过审批，请按协议办理。")
        case ProposalStatus.evaluated:
            return _("已全部完成。")
        case _:
            return _("这条建议已结束；没有满足的部分会参加下一次匹配。")


def _whose(actor: Actor) -> list[Any]:
    return [list(actor.homes), list(actor.organisations), actor.id]


def _sees(actor: Actor, row: Mapping[str, Any]) -> bool:
    return policy.can_see(
        actor, row["division"], row["home_id"], row["organisation_id"], row["offer_owner"]
    )


async def _list(
    condition: str, actor: Actor, more: Sequence[Any], before: int | None, limit: int
) -> list[PartyProposal]:
    after = 4 + len(more)
    found = await rows(
        f"{_PARTIES} WHERE {condition} AND (${after}::bigint IS NULL OR p.id < ${after})"
        f" ORDER BY p.id DESC LIMIT ${after + 1}",
        *_whose(actor),
        *more,
        before,
        limit,
    )
    return await _views(actor, found)


async def _views(actor: Actor, found: Sequence[dict[str, Any]]) -> list[PartyProposal]:
    small = await whole("need.small_group")
    return [_view(actor, row, small) for row in found]


def _view(actor: Actor, row: dict[str, Any], small: int) -> PartyProposal:
    status = ProposalStatus(row["status"])
    for_need = policy.can_accept_for_need(actor, row["home_id"], row["division"]) is True
    for_offer = (
        policy.can_accept_for_offer(actor, row["organisation_id"], row["offer_owner"]) is True
    )
    accepted = {Side.need: status in HOLDS_NEED, Side.offer: status in HOLDS_OFFER}
    mine = {Side.need: for_need, Side.offer: for_offer}
    open_still = status in UNDECIDED
    hidden = (
        row["beneficiaries"] < small
        and status not in _NAMED
        and not (for_need or actor.may(Permission.matching_read, row["division"]))
    )
    path = row["path"].split("/")
    return PartyProposal(
        id=row["id"],
        status=status,
        need_id=row["need_id"],
        need_title=row["need_title"],
        home_name="" if hidden else row["home_name"],
        place=" ".join(path[1:4] if hidden else path[1:]),
        division=row["division"],
        offer_id=row["offer_id"],
        offer_title=row["offer_title"],
        organisation_id=row["organisation_id"],
        giver=row["giver"] or _("个人"),
        line_name=row["line_name"],
        units=row["units"],
        unit=row["unit"],
        score=row["score"],
        reasons=_reasons(row),
        need_accepted=accepted[Side.need] or status in _NAMED,
        offer_accepted=accepted[Side.offer] or status in _NAMED,
        ended_because=row["reason"] if not open_still and status not in _NAMED else "",
        created_at=row["created_at"],
        answer_by=row["next_check_at"] if open_still else None,
        for_need=for_need,
        for_offer=for_offer,
        may_answer=tuple(side for side in Side if open_still and mine[side] and not accepted[side]),
        may_decline=open_still and (for_need or for_offer),
    )


def _reasons(row: Mapping[str, Any]) -> tuple[Reason, ...]:
    parts = msgspec.json.decode(row["parts"], type=dict[str, int])
    facts = msgspec.json.decode(row["facts"], type=Facts)
    weights: dict[str, int] = msgspec.json.decode(row["parameters"])["weights"]
    return tuple(
        Reason(part_name(part), parts[part], weights[part], part_reason(part, facts))
        for part in PARTS
        if part in parts
    )
