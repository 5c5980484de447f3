"""Who bids together for one purchase, and how far their agreement is."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.suppliers import policy
from match.suppliers.states import ConsortiumStatus


class Member(msgspec.Struct, frozen=True):
    """One member's part: ``share`` in hundredths of a percent of the work."""

    organisation_id: int
    name: str
    share: int
    work: str
    signed_at: datetime | None


class ConsortiumView(msgspec.Struct, frozen=True):
    """A joint agreement in full, with its members, the lead first."""

    id: int
    tender_id: int
    tender: str
    lead_id: int
    status: ConsortiumStatus
    agreement: str
    agreement_hash: str
    reason: str
    members: tuple[Member, ...]


_ROW = "SELECT c.*, t.title AS tender FROM consortium c JOIN tender t ON t.id = c.tender_id "


async def consortium_of(tender_id: int, organisation_id: int) -> ConsortiumView | None:
    """The live joint agreement of this organisation for this purchase, or None."""
    row = await one(
        _ROW + "JOIN consortium_member m ON m.consortium_id = c.id"
        " WHERE m.tender_id = $1 AND m.organisation_id = $2 AND m.live",
        tender_id,
        organisation_id,
    )
    return await _view(row) if row is not None else None


async def consortium_view(actor: Actor, consortium_id: int) -> ConsortiumView:
    """One joint agreement, for its members' people. NotFound for everybody else."""
    row = await one(_ROW + "WHERE c.id = $1", consortium_id)
    view = await _view(row) if row is not None else None
    if view is None or not any(
        policy.acts_for(actor, member.organisation_id) for member in view.members
    ):
        raise NotFound(_("没有找到这份联合体协议。"))
    return view


async def consortia_of(actor: Actor, limit: int = 50) -> list[ConsortiumView]:
    """The agreements of the organisations this person acts for, newest first."""
    found = await rows(
        _ROW + "WHERE EXISTS (SELECT FROM consortium_member m WHERE m.consortium_id = c.id"
        " AND m.organisation_id = ANY($1::bigint[])) ORDER BY c.id DESC LIMIT $2",
        sorted(actor.organisations),
        limit,
    )
    return [await _view(row) for row in found]


async def _view(row: dict[str, Any]) -> ConsortiumView:
    members = await rows(
        "SELECT m.organisation_id, o.name, m.share, m.work, m.signed_at"
        " FROM consortium_member m JOIN organisation o ON o.id = m.organisation_id"
        " WHERE m.consortium_id = $1 ORDER BY (m.organisation_id = $2) DESC, m.id",
        row["id"],
        row["lead_id"],
    )
    return ConsortiumView(
        id=row["id"],
        tender_id=row["tender_id"],
        tender=row["tender"],
        lead_id=row["lead_id"],
        status=ConsortiumStatus(row["status"]),
        agreement=row["agreement"],
        agreement_hash=row["agreement_hash"],
        reason=row["reason"],
        members=tuple(Member(**member) for member in members),
    )
