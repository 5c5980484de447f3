"""A purchase's panel as everybody reads it, and its draw for whoever recounts."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.panels import policy
from match.panels.states import PanelStatus
from match.tenders.facts import TenderFacts
from match.tenders.queries import facts as tender_facts
from match.tenders.states import TenderStatus

_PANEL = """
SELECT * FROM panel WHERE tender_id = $1 AND status <> 'dissolved' ORDER BY round DESC LIMIT 1
"""
_SEATS = """
SELECT s.id, s.kind, s.status, s.reason, s.account_id, a.name, c.pseudonym, c.salt, s.expert_id,
  EXISTS (SELECT FROM panel_signature g WHERE g.seat_id = s.id AND g.part = 'sheet') AS sheet,
  EXISTS (SELECT FROM panel_signature g WHERE g.seat_id = s.id AND g.part = 'report') AS report
FROM panel_seat s JOIN account a ON a.id = s.account_id
LEFT JOIN panel_candidate c ON c.id = s.candidate_id WHERE s.panel_id = $1 ORDER BY s.id
"""


class SeatView(msgspec.Struct, frozen=True):
    """
    One seat. ``name`` is empty until the result is published; ``pseudonym`` is that of the draw,
    empty for the purchaser's people.
    """

    id: int
    kind: str
    status: str
    pseudonym: str
    name: str
    reason: str
    sheet_signed: bool
    report_signed: bool


class PanelView(msgspec.Struct, frozen=True):
    """A panel as its reader may see it. ``seats`` are for the purchaser and auditors."""

    id: int
    tender_id: int
    title: str
    round: int
    status: PanelStatus
    size: int
    experts: int
    fields: tuple[str, ...]
    algorithm: str
    commitment: str
    pool_hash: str
    pool: int
    public_value: str
    nonce: str
    announced_at: datetime
    drawn_at: datetime | None
    reported_at: datetime | None
    void_reason: str
    seats: tuple[SeatView, ...]
    names: tuple[str, ...]


async def panel_view(actor: Actor, tender_id: int) -> tuple[TenderFacts, PanelView | None]:
    """
    The present panel of a published purchase; None before it is announced. Raises NotFound for a
    purchase that is not public, but to its department.
    """
    facts = await tender_facts(tender_id)
    inside = policy.can_read(actor, facts.organisation_id, facts.division)
    if facts.published_at is None and not inside:
        raise NotFound(_("没有找到这条采购公告。"))
    row = await one(_PANEL, tender_id)
    if row is None:
        return facts, None
    public = is_public(facts)
    seats = [_seat(each, public=public) for each in await rows(_SEATS, row["id"])]
    pool = await one("SELECT count(*) AS n FROM panel_candidate WHERE panel_id = $1", row["id"])
    assert pool is not None, "a count has a row"
    shown = PanelView(
        row["id"],
        tender_id,
        facts.title,
        row["round"],
        PanelStatus(row["status"]),
        row["size"],
        row["experts"],
        tuple(row["fields"]),
        row["algorithm"],
        row["commitment"],
        row["pool_hash"],
        pool["n"],
        row["public_value"],
        row["nonce"] if row["public_value"] else "",
        row["announced_at"],
        row["drawn_at"],
        row["reported_at"],
        row["reason"] if row["status"] == PanelStatus.reported else "",
        tuple(seats) if inside else (),
        tuple(s.name for s in seats if s.status == "confirmed") if public else (),
    )
    return facts, shown


def is_public(facts: TenderFacts) -> bool:
    """Whether the result is out: names, points and places are everybody's from then on."""
    return facts.status in (TenderStatus.awarded, TenderStatus.contracted) or (
        facts.status is TenderStatus.archived and facts.awarded_at is not None
    )


def _seat(row: dict[str, Any], *, public: bool) -> SeatView:
    return SeatView(
        row["id"],
        row["kind"],
        row["status"],
        row["pseudonym"] or "",
        row["name"] if public else "",
        row["reason"],
        row["sheet"],
        row["report"],
    )


async def draw_record(tender_id: int) -> dict[str, Any]:
    """
    The public JSON of a purchase's draw: what was announced, and after the draw what anybody needs
    to make it again (`match.panels.drawing.recount`). Raises NotFound before an announcement.
    """
    facts = await tender_facts(tender_id)
    row = await one(_PANEL, tender_id)
    if row is None or facts.published_at is None:
        raise NotFound(_("这个采购还没有公布抽取规则。"))
    pool = await rows(
        "SELECT pseudonym, stage, ties FROM panel_candidate WHERE panel_id = $1"
        " ORDER BY place NULLS LAST, pseudonym",
        row["id"],
    )
    announced = {
        "algorithm": row["algorithm"],
        "tender": tender_id,
        "round": row["round"],
        "size": row["size"],
        "experts": row["experts"],
        "commitment": row["commitment"],
        "pool_hash": row["pool_hash"],
        "announced_at": row["announced_at"],
        "candidates": sorted(
            ({"stage": each["stage"], "pseudonym": each["pseudonym"]} for each in pool),
            key=lambda each: (each["stage"], each["pseudonym"]),
        ),
    }
    if not row["public_value"]:
        return announced
    seats = [seat for seat in await rows(_SEATS, row["id"]) if seat["pseudonym"]]
    sits = {seat["pseudonym"] for seat in seats if seat["status"] in ("asked", "confirmed")}
    gone = {seat["pseudonym"] for seat in seats} - sits
    order = [each["pseudonym"] for each in pool]
    return announced | {
        "nonce": row["nonce"],
        "public_value": row["public_value"],
        "drawn_at": row["drawn_at"],
        "order": order,
        "recused": [
            {"pseudonym": each["pseudonym"], "ties": sorted(kinds)}
            for each in pool
            if (kinds := _kinds(each["ties"])) and each["pseudonym"] not in sits | gone
        ],
        "left": [{"pseudonym": name} for name in order if name in gone],
        "seats": [name for name in order if name in sits],
        "opened": [
            {
                "pseudonym": seat["pseudonym"],
                "expert": seat["expert_id"],
                "salt": seat["salt"],
                "name": seat["name"],
            }
            for seat in seats
            if is_public(facts) and seat["pseudonym"] in sits
        ],
    }


def _kinds(ties: str) -> set[str]:
    return {tie["path"][0]["edge"] for tie in msgspec.json.decode(ties)}


async def members(tender_id: int) -> frozenset[int]:
    """The accounts on a purchase's panels who did not step back: none of them opens a bid."""
    found = await rows(
        "SELECT s.account_id FROM panel_seat s JOIN panel p ON p.id = s.panel_id"
        " WHERE p.tender_id = $1 AND s.status IN ('asked', 'confirmed')",
        tender_id,
    )
    return frozenset(row["account_id"] for row in found)
