"""The machine of a purchase: every room that changes its state comes through here."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, value
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.tenders.facts import Decision, TenderFacts
from match.tenders.loading import load
from match.tenders.notices.following import tell_step
from match.tenders.states import ENDINGS, STEP_AT, TENDER_MACHINE, Mode, TenderStatus
from match.tenders.tables import Tender
from match.tenders.timetable import next_due, remind_at

_UNDONE = ("reported_at", "decided_at", "awarded_at", "winner_id", "winner_bid", "award_fen")


async def locked(tender_id: int, *, share: bool = False) -> TenderFacts:
    """
    The purchase, locked inside a command: FOR UPDATE to change it, FOR SHARE to count on it.
    Raises NotFound.
    """
    return await load(tender_id, "share" if share else "update")


@command
async def advance(
    actor: Actor,
    tender_id: int,
    verb: str,
    *,
    reason: str = "",
    decision: Decision | None = None,
    at: datetime | None = None,
) -> None:
    """
    Carry a purchase one step on, keep when, tell the house. Who may is the caller's to judge.

    ``decide`` needs the *decision*; ``fail`` and ``withdraw`` a *reason*, which everybody reads;
    ``rejudge`` forgets the report and what followed. *at*: when it happened, for what the official
    system did. Raises Conflict for a verb out of turn, or while the purchase is suspended.
    """
    facts = await locked(tender_id)
    if facts.suspended and verb not in ENDINGS:
        raise Conflict(
            _("这个采购已暂停：%(reason)s。恢复之前不能继续。") % {"reason": facts.suspended_reason}
        )
    TENDER_MACHINE.move(facts.status, verb)
    moment = at or clock.now()
    sets = _also(verb, reason, decision) | _when(verb, moment) | _reminded(facts, verb, moment)
    row = {"id": facts.id, "division": facts.division}
    await carry_out(
        actor,
        TENDER_MACHINE,
        Tender,
        row,
        facts.status,
        verb,
        reason=reason,
        sets=sets,
        tender_id=facts.id,
        organisation_id=facts.organisation_id,
        division=facts.division,
        mode=facts.mode.value,
    )
    await tell_step(actor, facts, verb, reason)


def _also(verb: str, reason: str, decision: Decision | None) -> dict[str, Any]:
    """The columns that change with the state, beside when."""
    if verb in ENDINGS:
        if len(reason.strip()) < 4:
            raise Invalid({"reason": _("请写明原因，至少 4 个字，会向社会公开。")})
        return {"reason": reason.strip(), "next_check_at": None}
    if verb == "decide":
        if decision is None:
            raise Invalid({"decision": _("请写明成交供应商和金额。")})
        return {
            "winner_id": decision.organisation_id,
            "winner_name": decision.name.strip(),
            "winner_bid": decision.bid_id,
            "award_fen": decision.amount_fen,
        }
    if verb == "rejudge":
        return {**dict.fromkeys(_UNDONE), "winner_name": ""}
    return {"next_check_at": None} if verb in ("close", "archive") else {}


def _reminded(facts: TenderFacts, verb: str, at: datetime) -> dict[str, Any]:
    """When the clock looks at what the purchaser has to do next; a mirror's is done elsewhere."""
    if verb not in ("report", "decide", "award", "contract", "rejudge"):
        return {}
    to = TenderStatus(TENDER_MACHINE.move(facts.status, verb).to)
    moved = msgspec.structs.replace(facts, status=to, **_when(verb, at))
    found = next_due(moved) if facts.mode is not Mode.mirror else None
    return {"next_check_at": max(at, remind_at(found, facts.calendar)) if found else None}


def _when(verb: str, at: datetime) -> dict[str, Any]:
    column = STEP_AT.get(verb)
    return {column: at} if column else {}


@command
async def suspend(actor: Actor, tender_id: int, reason: str) -> None:
    """
    Hold a purchase up where it stands (实施条例54, 采购法57): nothing goes on but its ending.
    A second reason is added to the first. Raises Invalid for no reason, Conflict once it is over.
    """
    facts = await locked(tender_id)
    said = reason.strip()
    if len(said) < 4:
        raise Invalid({"reason": _("请写明暂停的原因，至少 4 个字，会向社会公开。")})
    if not TENDER_MACHINE.verbs(facts.status):
        raise Conflict(_("这个采购已经结束，不能暂停。"))
    both = "；".join(part for part in (facts.suspended_reason, said) if part)
    await value(
        "UPDATE tender SET suspended_reason = $2, suspended_at = coalesce(suspended_at, $3)"
        " WHERE id = $1",
        tender_id,
        both,
        clock.now(),
    )
    await record(
        actor,
        "tender.suspended",
        subject=("tender", tender_id),
        division=facts.division,
        reason=said,
    )
    await tell("tender.suspended", tender_id=tender_id, division=facts.division)


@command
async def resume(actor: Actor, tender_id: int) -> None:
    """Let a suspended purchase go on. Raises Conflict if nothing holds it up."""
    facts = await locked(tender_id)
    if not facts.suspended:
        raise Conflict(_("这个采购没有暂停。"))
    await value(
        "UPDATE tender SET suspended_reason = '', suspended_at = NULL WHERE id = $1", tender_id
    )
    await record(actor, "tender.resumed", subject=("tender", tender_id), division=facts.division)
    await tell("tender.resumed", tender_id=tender_id, division=facts.division)
