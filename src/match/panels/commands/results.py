"""What the result notice tells (实施条例43): winner, amount, main items, the experts' names."""

from typing import Any

from match.foundation.db import one, rows
from match.foundation.keys import keys
from match.foundation.language import _
from match.panels.opened import Opened, opened_bids
from match.panels.rules import points_text
from match.tenders.facts import TenderFacts

MOST_ITEMS = 200


async def result_facts(
    panel: dict[str, Any], decision: dict[str, Any], facts: TenderFacts, contact: str
) -> dict[str, Any]:
    """The facts of a result notice. Names of the members are public from now on."""
    winner = await one(
        "SELECT g.name, g.address, b.small FROM organisation g JOIN panel_bid b"
        " ON b.organisation_id = g.id WHERE g.id = $1 AND b.panel_id = $2 AND b.bid_id = $3",
        decision["organisation_id"],
        panel["id"],
        decision["bid_id"],
    )
    assert winner is not None, "the decision was made on this panel"
    bid = next(each for each in await opened_bids(facts.id) if each.id == decision["bid_id"])
    return {
        "winner": winner["name"],
        "winner_address": _address(winner["address"]) or _("见供应商登记信息"),
        "amount_fen": decision["price_fen"],
        "items": _items(bid, facts, decision["price_fen"]),
        "experts": await _members(panel["id"]),
        "ranking": await _ranking(panel["id"], facts),
        "small_firm": _("中小企业，已按规定给予价格扣除") if winner["small"] else "",
        "contact": contact,
        "note": decision["reason"],
    }


def _address(sealed: bytes | None) -> str:
    """A winner's address is told by law (实施条例43); it is sealed until then."""
    return keys().open(sealed, purpose="organisation.address") if sealed else ""


def _items(bid: Opened, facts: TenderFacts, amount_fen: int) -> list[dict[str, Any]]:
    """The main items of the price envelope; without any, the purchase as a whole."""
    lines = bid.price.get("lines")
    found = [
        {
            "name": str(line.get("item", ""))[:300],
            "spec": str(line.get("spec", ""))[:300],
            "units": int(line.get("units", 1)),
            "unit": str(line.get("unit", ""))[:20],
            "unit_price_fen": int(line.get("unit_price_fen", 0)),
            "service": str(line.get("service", ""))[:300],
        }
        for line in (lines if isinstance(lines, list) else [])
        if isinstance(line, dict) and str(line.get("item", "")).strip()
    ]
    whole = {
        "name": facts.title,
        "units": 1,
        "unit": _("项"),
        "unit_price_fen": amount_fen,
        "service": facts.requirements[:300],
    }
    return found[:MOST_ITEMS] or [whole]


async def _members(panel_id: int) -> list[str]:
    found = await rows(
        "SELECT a.name, s.kind FROM panel_seat s JOIN account a ON a.id = s.account_id"
        " WHERE s.panel_id = $1 AND s.status = 'confirmed' ORDER BY s.id",
        panel_id,
    )
    return [
        row["name"]
        if row["kind"] == "expert"
        else _("%(name)s（采购人代表）") % {"name": row["name"]}
        for row in found
    ]


async def _ranking(panel_id: int, facts: TenderFacts) -> list[str]:
    found = await rows(
        "SELECT b.place, b.points, g.name FROM panel_bid b JOIN organisation g"
        " ON g.id = b.organisation_id WHERE b.panel_id = $1 AND b.place IS NOT NULL ORDER BY place",
        panel_id,
    )
    if facts.scheme == "lowest":
        return [f"{row['place']}. {row['name']}" for row in found]
    return [
        _("%(place)s. %(name)s（%(points)s 分）")
        % {"place": row["place"], "name": row["name"], "points": points_text(row["points"])}
        for row in found
    ]
