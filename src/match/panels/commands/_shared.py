"""What every verb on a panel begins with: the locked purchase and panel, its seats and cells."""

from collections.abc import Sequence
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.approvals import content_hash
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.panels import counting
from match.panels.states import PANEL_MACHINE, PanelStatus
from match.panels.tables import Panel
from match.tenders.commands import locked
from match.tenders.facts import TenderFacts

_PANEL = """
SELECT * FROM panel WHERE tender_id = $1 AND status <> 'dissolved' ORDER BY round DESC LIMIT 1
"""


def no_panel() -> NotFound:
    """The same words for what is not there and for what is not to be known."""
    return NotFound(_("没有找到这个评审小组。"))


async def panel_of(tender_id: int) -> tuple[TenderFacts, dict[str, Any]]:
    """The purchase and its present panel, both locked, in this order. Raises NotFound."""
    facts = await locked(tender_id)
    panel = await one(_PANEL + " FOR UPDATE", tender_id)
    if panel is None:
        raise no_panel()
    return facts, panel


async def seat_of(
    actor: Actor, panel_id: int
) -> tuple[TenderFacts, dict[str, Any], dict[str, Any]]:
    """Purchase, panel and the actor's own seat; NotFound for everybody who has none."""
    found = await one("SELECT tender_id FROM panel WHERE id = $1", panel_id)
    if found is None:
        raise no_panel()
    facts, panel = await panel_of(found["tender_id"])
    seat = await one(
        "SELECT * FROM panel_seat WHERE panel_id = $1 AND account_id = $2", panel_id, actor.id
    )
    if seat is None or actor.covering is not None:
        raise no_panel()
    if panel["id"] != panel_id:
        raise Conflict(_("这个评审小组已经结束。"))
    return facts, panel, seat


def suspended(facts: TenderFacts) -> None:
    """Nothing goes on while the purchase is held up (采购法57; 实施条例54)."""
    if facts.suspended:
        raise Conflict(
            _("这个采购已暂停：%(reason)s。恢复之前不能继续。") % {"reason": facts.suspended_reason}
        )


def in_state(panel: dict[str, Any], *states: PanelStatus) -> None:
    """Raise Conflict unless the panel stands in one of *states*."""
    if panel["status"] not in states:
        raise Conflict(_("评审小组现在的阶段不能这样操作，请刷新页面后再看。"))


async def sitting(panel_id: int) -> list[dict[str, Any]]:
    """The seats that count, in the order in which they were filled."""
    return await rows(
        "SELECT * FROM panel_seat WHERE panel_id = $1 AND status IN ('asked', 'confirmed')"
        " ORDER BY id",
        panel_id,
    )


async def bids_of(panel_id: int) -> list[dict[str, Any]]:
    """The panel's bids by alias."""
    return await rows("SELECT * FROM panel_bid WHERE panel_id = $1 ORDER BY alias", panel_id)


def criteria_of(facts: TenderFacts) -> list[counting.Criterion]:
    """The purchase's criteria as the count reads them."""
    return [
        counting.Criterion(each.id, each.kind.value, each.title, each.points)
        for each in facts.criteria
    ]


async def cells_of(panel_id: int) -> list[counting.Cell]:
    """Every answer of the members who sit."""
    return [
        counting.Cell(
            row["seat_id"], row["bid_id"], row["criterion_id"], row["passed"], row["points"]
        )
        for row in await rows(
            "SELECT s.* FROM panel_score s JOIN panel_seat p ON p.id = s.seat_id"
            " WHERE s.panel_id = $1 AND p.status = 'confirmed' ORDER BY s.id",
            panel_id,
        )
    ]


async def sheet_hash(panel_id: int, seat_id: int) -> str:
    """The hash of one member's sheet as it stands: what a signature is put under."""
    cells = await rows(
        "SELECT bid_id, criterion_id, passed, points, note, explanation FROM panel_score"
        " WHERE seat_id = $1 ORDER BY bid_id, criterion_id",
        seat_id,
    )
    return content_hash(panel=panel_id, seat=seat_id, cells=cells)


async def signed_sheets(panel_id: int) -> dict[int, str]:
    """The hash that each seat last signed its sheet with."""
    return {
        row["seat_id"]: row["content_hash"]
        for row in await rows(
            "SELECT DISTINCT ON (seat_id) seat_id, content_hash FROM panel_signature"
            " WHERE panel_id = $1 AND part = 'sheet' ORDER BY seat_id, id DESC",
            panel_id,
        )
    }


async def move(
    actor: Actor, panel: dict[str, Any], verb: str, *, why: str = "", **sets: Any
) -> dict[str, Any]:
    """
    Fire the verb, leave the trail (with *why*), tell the house; *sets* are columns, `reason` the
    public one. Returns the panel as it is now.
    """
    step = await carry_out(
        actor,
        PANEL_MACHINE,
        Panel,
        panel,
        PanelStatus(panel["status"]),
        verb,
        reason=why,
        sets=sets,
        panel_id=panel["id"],
        tender_id=panel["tender_id"],
        division=panel["division"],
    )
    return {**panel, **sets, "status": str(step.to)}


async def sign(
    panel_id: int,
    seat_id: int,
    part: str,
    hashed: str,
    *,
    dissent: str = "",
    silent: bool = False,
) -> None:
    """Put one member's name under a content."""
    await value(
        "INSERT INTO panel_signature (panel_id, seat_id, part, content_hash, dissent, silent, at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        panel_id,
        seat_id,
        part,
        hashed,
        dissent,
        silent,
        clock.now(),
    )


def places(counted: Sequence[counting.Counted]) -> list[dict[str, Any]]:
    """The ranking as it is hashed and signed."""
    return [
        {
            "bid": each.bid_id,
            "valid": each.valid,
            "failing": each.failing,
            "judged": each.judged_fen,
            "technical": each.technical,
            "price": each.price_points,
            "points": each.points,
            "place": each.place,
        }
        for each in counted
    ]
