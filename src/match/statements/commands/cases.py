"""A clearing case: explained by the charity, closed or sent back by somebody else."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.needs.wording import refuse_personal_data
from match.statements import policy
from match.statements.commands._shared import locked_row, on_clearing
from match.statements.states import CASE_MACHINE, CaseStatus, RowStatus
from match.statements.tables import ClearingCase


@command
async def explain_case(actor: Actor, case_id: int, explanation: str) -> None:
    """
    Say why the account did not return to zero: interest, an own transfer, money that is late.

    Raises Invalid for fewer than four characters, and for words that name a person.
    """
    case = await _locked(actor, case_id)
    require(policy.can_explain(actor, case))
    said = _said(explanation, "reason")
    handled = {"explanation": said, "handled_by": actor.id, "handled_at": clock.now()}
    await _move(actor, case, "explain", said, handled)


@command
async def close_case(actor: Actor, case_id: int, note: str = "") -> None:
    """
    A second person agrees. An explained row is set aside as no donation; a corrected case closes
    only while the books do agree.
    """
    case = await _locked(actor, case_id)
    require(policy.can_close(actor, case))
    status = CaseStatus(case["status"])
    CASE_MACHINE.move(status, "close")
    if status is CaseStatus.corrected:
        await _refuse_open(case)
    elif case["row_id"] is not None:
        await value(
            "UPDATE statement_row SET status = 'aside', next_check_at = NULL"
            " WHERE id = $1 AND status = 'waiting'",
            case["row_id"],
        )
    note = _said(note, "reason") if note.strip() else ""
    closed = {"closed_by": actor.id, "closed_at": clock.now(), "closing_note": note}
    await _move(actor, case, "close", note, closed)


@command
async def return_case(actor: Actor, case_id: int, reason: str) -> None:
    """A second person does not agree: the case is open again, with the reason."""
    case = await _locked(actor, case_id)
    require(policy.can_close(actor, case))
    said = _said(reason, "reason")
    await _move(actor, case, "return", said, {"closing_note": said})


async def _refuse_open(case: dict[str, Any]) -> None:
    """A row that was unmatched since, or a clearing that moved again, is not corrected."""
    if case["donation_id"] is not None:
        agrees = await on_clearing(case["donation_id"]) == 0
    else:
        held = await value("SELECT status FROM statement_row WHERE id = $1", case["row_id"])
        agrees = held != RowStatus.waiting
    if not agrees:
        raise Conflict(_("账还没有对上，不能结案，请退回并写明原因。"))


async def _locked(actor: Actor, case_id: int) -> dict[str, Any]:
    """The case, locked after its row, as a match locks them. Raises NotFound."""
    known = await one("SELECT row_id FROM clearing_case WHERE id = $1", case_id)
    if known is not None and known["row_id"] is not None:
        await locked_row(known["row_id"])
    case = await one("SELECT * FROM clearing_case WHERE id = $1 FOR UPDATE", case_id)
    if case is None or not policy.can_see(actor, case):
        raise NotFound(_("没有找到这个待清算事项。"))
    return case


async def _move(
    actor: Actor, case: dict[str, Any], verb: str, reason: str, sets: dict[str, Any]
) -> None:
    await carry_out(
        actor,
        CASE_MACHINE,
        ClearingCase,
        case,
        CaseStatus(case["status"]),
        verb,
        reason=reason,
        sets=sets,
        case_id=case["id"],
    )


def _said(words: str, field: str) -> str:
    if not 4 <= len(words.strip()) <= 300:
        raise Invalid({field: _("请写明原因，4 到 300 个字。")})
    refuse_personal_data({field: words})
    return words.strip()
