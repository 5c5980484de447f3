"""Each member's own sheet: written, signed, and once all are signed compared."""

from collections.abc import Sequence
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, rows, value
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.panels import counting, rules
from match.panels.commands._shared import (
    bids_of,
    cells_of,
    criteria_of,
    in_state,
    seat_of,
    sheet_hash,
    sign,
    signed_sheets,
    sitting,
    suspended,
)
from match.panels.commands.counting import sheets_agreed
from match.panels.forms import Answer
from match.panels.opened import correcting
from match.panels.states import PanelStatus, SeatStatus

_CELL = """
INSERT INTO panel_score (panel_id, seat_id, bid_id, criterion_id, passed, points, note,
  explanation, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (seat_id, bid_id, criterion_id) DO UPDATE SET passed = $5, points = $6, note = $7,
  explanation = $8, changed_at = $9
"""


@command
async def save_sheet(actor: Actor, panel_id: int, answers: Sequence[Answer]) -> None:
    """
    Keep cells of the own sheet; empty ones are left as they are. Nobody else sees them.

    Raises Invalid with a complaint per cell (named ``points-<bid>-<criterion>``). Once all have
    signed, only cells that stand apart may still be changed or explained.
    """
    facts, panel, seat = await _own_sheet(actor, panel_id)
    criteria = {each.id: each for each in criteria_of(facts)}
    bids = {bid["bid_id"] for bid in await bids_of(panel_id)}
    open_cells = await _open_cells(panel, seat, list(criteria.values()))
    complaints: dict[str, str] = {}
    kept: list[tuple[Answer, int | None]] = []
    for answer in answers:
        name = f"points-{answer.bid}-{answer.criterion}"
        criterion = criteria.get(answer.criterion)
        if criterion is None or criterion.kind == "price" or answer.bid not in bids:
            raise Invalid({name: _("没有这一项评审内容，请刷新页面后再填。")})
        if answer.passed is None and not answer.points.strip():
            continue
        points, complaint = _points(answer, criterion)
        if complaint is None and open_cells is not None:
            complaint = _frozen(answer, criterion, open_cells)
        if complaint:
            complaints[name] = complaint
        kept.append((answer, points))
    if complaints:
        raise Invalid(complaints)
    await _keep(panel_id, seat["id"], kept)


def _points(answer: Answer, criterion: counting.Criterion) -> tuple[int | None, str | None]:
    """Hundredths, and what is wrong. A check takes yes or no; a score takes points."""
    if criterion.kind == "pass":
        if answer.passed is None:
            return None, _("“%(title)s”请选择通过或不通过。") % {"title": criterion.title}
        if answer.passed is False and rules.words_complaint(answer.note):
            return None, _("“%(title)s”不通过的，请写明理由。") % {"title": criterion.title}
        return None, None
    points = rules.parse_points(answer.points)
    return points, rules.points_complaint(points, criterion)


def _frozen(
    answer: Answer, criterion: counting.Criterion, open_cells: frozenset[tuple[int, int]]
) -> str | None:
    if (answer.bid, answer.criterion) in open_cells:
        return None
    return _("“%(title)s”已经签字，不能再修改。") % {"title": criterion.title}


async def _open_cells(
    panel: dict[str, Any], seat: dict[str, Any], criteria: list[counting.Criterion]
) -> frozenset[tuple[int, int]] | None:
    """The own cells that may change after all have signed; None while one has not signed."""
    signed = await signed_sheets(panel["id"])
    if seat["id"] not in signed:
        return None
    if panel["revealed_at"] is None:
        raise Conflict(_("您已经签字。其他成员全部签字之前，评分不能修改。"))
    flags = counting.flagged(await cells_of(panel["id"]), criteria, panel["outlier_bp"])
    return frozenset((bid, criterion) for own, bid, criterion in flags if own == seat["id"])


async def _keep(panel_id: int, seat_id: int, kept: list[tuple[Answer, int | None]]) -> None:
    for answer, points in kept:
        await value(
            _CELL,
            panel_id,
            seat_id,
            answer.bid,
            answer.criterion,
            answer.passed if points is None else None,
            points,
            answer.note.strip(),
            answer.explanation.strip(),
            clock.now(),
        )


@command
async def sign_sheet(actor: Actor, panel_id: int) -> None:
    """
    Sign the own sheet. With the last signature the sheets are shown to all members; those who
    stand far from the mean explain (or change) and sign again; then the system counts.

    Raises Conflict for a sheet with empty cells, or with a cell that still wants its explanation.
    """
    facts, panel, seat = await _own_sheet(actor, panel_id)
    criteria = criteria_of(facts)
    bids = [bid["bid_id"] for bid in await bids_of(panel_id)]
    own = await rows("SELECT * FROM panel_score WHERE seat_id = $1", seat["id"])
    lacking = rules.missing(
        {(cell["bid_id"], cell["criterion_id"]) for cell in own}, bids, criteria
    )
    if lacking:
        raise Conflict(_("还有 %(count)s 项没有填写，填完再签字。") % {"count": lacking})
    if await correcting(facts.id):
        raise Conflict(_("有供应商正在补正形式问题，补正期满后才能签字。"))
    if panel["revealed_at"] is not None and await unexplained(panel, criteria, seat["id"]):
        raise Conflict(_("您有评分与其他成员差别较大，请逐项说明理由或者修改后再签字。"))
    hashed = await sheet_hash(panel_id, seat["id"])
    if (await signed_sheets(panel_id)).get(seat["id"]) == hashed:
        raise Conflict(_("您已经签过字，内容没有变化。"))
    await sign(panel_id, seat["id"], "sheet", hashed)
    await record(
        actor, "panel.sheet_signed", subject=("panel_seat", seat["id"]), division=facts.division
    )
    await _compare(actor, panel, criteria)


async def _compare(actor: Actor, panel: dict[str, Any], criteria: list[counting.Criterion]) -> None:
    """After a signature: show the sheets once all are signed; count once nothing stands apart."""
    members = await sitting(panel["id"])
    signed = await signed_sheets(panel["id"])
    if any(member["id"] not in signed for member in members):
        return
    if panel["revealed_at"] is None:
        panel["revealed_at"] = clock.now()
        await value(
            "UPDATE panel SET revealed_at = $2 WHERE id = $1", panel["id"], panel["revealed_at"]
        )
    current = {member["id"]: await sheet_hash(panel["id"], member["id"]) for member in members}
    apart = counting.differing(await cells_of(panel["id"]), criteria) or await unexplained(
        panel, criteria
    )
    if apart or current != {member["id"]: signed[member["id"]] for member in members}:
        await tell("panel.sheets_apart", tender_id=panel["tender_id"], panel_id=panel["id"])
        return
    await sheets_agreed(actor, panel)


async def unexplained(
    panel: dict[str, Any], criteria: list[counting.Criterion], seat_id: int | None = None
) -> set[tuple[int, int, int]]:
    """Subjective cells far from the mean without a word of their own; of one seat, or of all."""
    subjective = {each.id for each in criteria if each.kind == "subjective"}
    said = {
        (row["seat_id"], row["bid_id"], row["criterion_id"])
        for row in await rows(
            "SELECT seat_id, bid_id, criterion_id FROM panel_score"
            " WHERE panel_id = $1 AND char_length(explanation) >= $2",
            panel["id"],
            rules.LEAST_WORDS,
        )
    }
    flags = counting.flagged(await cells_of(panel["id"]), criteria, panel["outlier_bp"])
    return {
        flag
        for flag in flags - said
        if flag[2] in subjective and (seat_id is None or flag[0] == seat_id)
    }


async def _own_sheet(actor: Actor, panel_id: int) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    facts, panel, seat = await seat_of(actor, panel_id)
    suspended(facts)
    in_state(panel, PanelStatus.scoring)
    if seat["status"] != SeatStatus.confirmed:
        raise Conflict(_("您已不在这个评审小组，不能评分。"))
    return facts, panel, seat
