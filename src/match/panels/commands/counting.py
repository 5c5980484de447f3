"""The count: validity, price points, totals and places, by the system only."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.approvals import content_hash
from match.foundation.db import command, rows, value
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.panels import counting, drawing, rules
from match.panels.commands._shared import (
    bids_of,
    cells_of,
    criteria_of,
    in_state,
    move,
    panel_of,
    places,
    suspended,
)
from match.panels.opened import allow_prices, opened_bids
from match.panels.states import PanelStatus
from match.tenders.facts import TenderFacts
from match.tenders.states import Envelopes
from match.tenders.timetable import due

_WRITE = """
UPDATE panel_bid SET price_fen = $3, judged_fen = $4, valid = $5, reason = $6, technical = $7,
  price_points = $8, points = $9, place = NULL WHERE panel_id = $1 AND bid_id = $2
"""
REPORT_KEY = "PROC.REPORT"


async def sheets_agreed(actor: Actor, panel: dict[str, Any]) -> None:
    """All sheets are signed and nothing stands apart: count, or let the prices be opened first."""
    facts, panel = await panel_of(panel["tender_id"])
    prices = await opened_bids(facts.id)
    if facts.envelopes is Envelopes.price_after and not _priced(prices):
        panel = await move(actor, panel, "close_sheets")
        await allow_prices(facts.id)
        return
    await _count(actor, facts, panel)


@command
async def count_prices(actor: Actor, tender_id: int) -> None:
    """
    The price envelopes are open: count. Called when the bids room says so, and by the purchaser.
    Raises Conflict while technical sheets are unsigned or prices sealed.
    """
    facts, panel = await panel_of(tender_id)
    suspended(facts)
    in_state(panel, PanelStatus.prices)
    if not _priced(await opened_bids(tender_id)):
        raise Conflict(_("报价还没有开启，请开标人先开启报价信封。"))
    await _count(actor, facts, panel)


def _priced(bids: Any) -> bool:
    """Whether every bid that still stands shows its price."""
    return all(bid.price_fen is not None for bid in bids if bid.valid)


async def _count(actor: Actor, facts: TenderFacts, panel: dict[str, Any]) -> None:
    criteria, cells = criteria_of(facts), await cells_of(panel["id"])
    counted = counting.count(
        await _offers(facts, panel),
        cells,
        criteria,
        counting.Rules(
            facts.scheme.value,
            facts.budget_fen,
            panel["small_cut_bp"],
            panel["domestic_cut_bp"],
        ),
    )
    ground = counting.void_ground(counted, facts.min_bids)
    titles = {each.id: each.title for each in criteria}
    known = {bid.id: bid for bid in await opened_bids(facts.id)}
    for each in counted:
        await value(
            _WRITE,
            panel["id"],
            each.bid_id,
            known[each.bid_id].price_fen,
            each.judged_fen,
            each.valid,
            _reason(each, titles, known[each.bid_id].void_reason),
            each.technical,
            each.price_points,
            each.points,
        )
    # Places one by one are unique; written in a second turn, they never meet those of a first.
    for each in counted:
        await value(
            "UPDATE panel_bid SET place = $3 WHERE panel_id = $1 AND bid_id = $2",
            panel["id"],
            each.bid_id,
            each.place,
        )
    said = {"valid": sum(each.valid for each in counted), "least": facts.min_bids}
    now = clock.now()
    await move(
        actor,
        panel,
        "count",
        counted_at=now,
        content_hash=content_hash(panel=panel["id"], places=places(counted), ground=ground),
        void_ground=ground,
        reason=rules.void_reason(ground, said) if ground else "",
        next_check_at=due(REPORT_KEY, now, facts.calendar).until,
    )


async def _offers(facts: TenderFacts, panel: dict[str, Any]) -> list[counting.Offered]:
    known = {bid.id: bid for bid in await opened_bids(facts.id)}
    return [
        counting.Offered(
            row["bid_id"],
            known[row["bid_id"]].price_fen,
            row["small"],
            row["domestic"],
            "" if known[row["bid_id"]].valid else known[row["bid_id"]].void_reason or "void",
            drawing.lot(panel["nonce"], panel["public_value"], row["bid_id"]),
        )
        for row in await bids_of(panel["id"])
    ]


def _reason(each: counting.Counted, titles: dict[int, str], void: str) -> str:
    """Why a bid is invalid, in the words its bidder reads."""
    said = {
        "": "",
        "void": void,
        "no_price": _("报价没有开启。"),
        "over_budget": _("报价超过采购预算（87号令第六十三条）。"),
    }
    if each.failing == "check":
        return _("未通过审查：%(title)s。") % {"title": titles[each.criterion_id or 0]}
    return said[each.failing]


async def signatures_missing(panel_id: int) -> list[dict[str, Any]]:
    """The members who have not signed the report."""
    return await rows(
        "SELECT s.* FROM panel_seat s WHERE s.panel_id = $1 AND s.status = 'confirmed'"
        " AND NOT EXISTS (SELECT FROM panel_signature g WHERE g.seat_id = s.id"
        " AND g.part = 'report') ORDER BY s.id",
        panel_id,
    )
