"""Verbs of agreements: made from an approval, dispatched, received, judged, cancelled."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.giving import policy
from match.giving.drafting import agreement_text
from match.giving.states import AGREEMENT_MACHINE, AgreementStatus
from match.giving.tables import Agreement
from match.matching.commands import (
    evaluate_match,
    mark_cancelled,
    mark_delivering,
    mark_received,
)
from match.needs.commands import Closure
from match.needs.commands import move_units as move_need_units
from match.needs.commands.units import Place as NeedPlace
from match.needs.states import ClosureKind
from match.needs.wording import refuse_personal_data
from match.offers.commands import move_units as move_offer_units
from match.offers.commands.units import Place as OfferPlace

_FACTS = """
SELECT p.*, o.submitted_by AS giver_id, n.title AS need, n.due_on, n.delivery, l.name AS subject,
       l.unit, h.name AS home, d.path, coalesce(g.name, '个人') AS giver
  FROM proposal p JOIN need n ON n.id = p.need_id JOIN need_line l ON l.id = p.line_id
  JOIN offer o ON o.id = p.offer_id JOIN home h ON h.id = p.home_id
  JOIN division d ON d.code = p.division LEFT JOIN organisation g ON g.id = p.organisation_id
 WHERE p.id = $1 AND p.status = 'approved'
"""


@command
async def make_agreement(actor: Actor, proposal_id: int) -> int:
    """
    The agreement of an approved match; returns its id. Heard from ``match.approved``: made once,
    however often it is heard.
    """
    made = await one("SELECT id FROM agreement WHERE proposal_id = $1", proposal_id)
    if made is not None:
        return made["id"]
    facts = await one(_FACTS, proposal_id)
    if facts is None:
        raise Conflict(_("这条匹配还没有审批通过，不能生成协议。"))
    place = " ".join(facts["path"].split("/")[1:])
    serial: int = await value("SELECT nextval('agreement_number')")
    number = f"XTH-{clock.today():%Y}-{serial:06d}"
    text = agreement_text({**facts, "place": place}, number=number, approved_on=clock.today())
    agreement_id: int = await value(
        "INSERT INTO agreement (proposal_id, need_id, line_id, offer_id, home_id, organisation_id,"
        " giver_id, division, number, units, unit, subject, due_on, text)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id",
        proposal_id,
        facts["need_id"],
        facts["line_id"],
        facts["offer_id"],
        facts["home_id"],
        facts["organisation_id"],
        facts["giver_id"],
        facts["division"],
        number,
        facts["units"],
        facts["unit"],
        facts["subject"],
        facts["due_on"],
        text,
    )
    await _step(actor, agreement_id, "make", "")
    await record(
        actor, "agreement.made", subject=("agreement", agreement_id), division=facts["division"]
    )
    await tell("agreement.made", agreement_id=agreement_id, need_id=facts["need_id"])
    return agreement_id


@command
async def dispatch(actor: Actor, agreement_id: int, note: str = "") -> None:
    """The giver sent the goods, or began the service."""
    agreement = await _locked(actor, agreement_id)
    require(policy.can_dispatch(actor, agreement))
    _screened(note)
    await _move(actor, agreement, "dispatch", note)
    await move_need_units(
        actor,
        agreement["line_id"],
        agreement["units"],
        source=NeedPlace.committed,
        target=NeedPlace.in_transit,
    )
    await mark_delivering(actor, agreement["proposal_id"])


@command
async def receive(actor: Actor, agreement_id: int, units: int, note: str = "") -> None:
    """
    The home counted *units*. What is missing is open again on the need's side, so that somebody
    else may still give it, and the note says why.
    """
    agreement = await _locked(actor, agreement_id)
    require(policy.can_receive(actor, agreement))
    if not 0 <= units <= agreement["units"]:
        raise Invalid({"units": _("数量应在 0 到 %(most)s 之间。") % {"most": agreement["units"]}})
    missing = agreement["units"] - units
    if missing and len(note.strip()) < 4:
        raise Invalid({"note": _("数量短少时，请写明原因，至少 4 个字。")})
    _screened(note)
    await _move(actor, agreement, "receive", note)
    await value("UPDATE agreement SET received_units = $2 WHERE id = $1", agreement_id, units)
    line = agreement["line_id"]
    if units:
        await move_need_units(
            actor,
            line,
            units,
            source=NeedPlace.in_transit,
            target=NeedPlace.received,
            by=Closure(ClosureKind.gift, agreement_id),
        )
        await move_offer_units(
            actor,
            agreement["offer_id"],
            units,
            source=OfferPlace.committed,
            target=OfferPlace.delivered,
        )
    if missing:
        await move_need_units(
            actor, line, missing, source=NeedPlace.in_transit, target=NeedPlace.open, reason=note
        )
        await move_offer_units(
            actor,
            agreement["offer_id"],
            missing,
            source=OfferPlace.committed,
            target=OfferPlace.open,
        )
    await mark_received(actor, agreement["proposal_id"])


@command
async def evaluate(actor: Actor, agreement_id: int, rating: int, feedback: str) -> None:
    """The home says how it was: 1 to 5, and a few words without anybody's name."""
    agreement = await _locked(actor, agreement_id)
    require(policy.can_receive(actor, agreement))
    if not 1 <= rating <= 5:
        raise Invalid({"rating": _("请在 1 到 5 之间选择。")})
    _screened(feedback, "feedback")
    await _move(actor, agreement, "evaluate", feedback)
    await value(
        "UPDATE agreement SET rating = $2, feedback = $3 WHERE id = $1",
        agreement_id,
        rating,
        feedback.strip(),
    )
    await evaluate_match(actor, agreement["proposal_id"])


@command
async def cancel(actor: Actor, agreement_id: int, reason: str) -> None:
    """End an agreement before it was received; its units are open again on both sides."""
    agreement = await _locked(actor, agreement_id)
    require(policy.can_cancel(actor, agreement))
    if len(reason.strip()) < 4:
        raise Invalid({"reason": _("请写明原因，至少 4 个字，对方会看到。")})
    _screened(reason, "reason")
    before = AgreementStatus(agreement["status"])
    await _move(actor, agreement, "cancel", reason)
    source = NeedPlace.in_transit if before is AgreementStatus.in_delivery else NeedPlace.committed
    await move_need_units(
        actor, agreement["line_id"], agreement["units"], source=source, target=NeedPlace.open
    )
    await move_offer_units(
        actor,
        agreement["offer_id"],
        agreement["units"],
        source=OfferPlace.committed,
        target=OfferPlace.open,
    )
    await mark_cancelled(actor, agreement["proposal_id"])


async def _locked(actor: Actor, agreement_id: int) -> dict[str, Any]:
    """The agreement, locked after its need, for those who may know of it."""
    found = await one("SELECT need_id FROM agreement WHERE id = $1", agreement_id)
    if found is not None:
        await one("SELECT id FROM need WHERE id = $1 FOR UPDATE", found["need_id"])
    agreement = await one("SELECT * FROM agreement WHERE id = $1 FOR UPDATE", agreement_id)
    if agreement is None or not policy.can_see(actor, agreement):
        raise NotFound(_("没有找到这份协议。"))
    return agreement


async def _move(actor: Actor, agreement: dict[str, Any], verb: str, note: str) -> None:
    await carry_out(
        actor,
        AGREEMENT_MACHINE,
        Agreement,
        agreement,
        AgreementStatus(agreement["status"]),
        verb,
        reason=note,
        sets={"changed_at": clock.now()},
        agreement_id=agreement["id"],
        need_id=agreement["need_id"],
    )
    await _step(actor, agreement["id"], verb, note)


async def _step(actor: Actor, agreement_id: int, verb: str, note: str) -> None:
    await value(
        "INSERT INTO agreement_step (agreement_id, verb, by, note) VALUES ($1, $2, $3, $4)",
        agreement_id,
        verb,
        actor.id,
        note.strip(),
    )


def _screened(text: str, field: str = "note") -> None:
    if len(text) > 500:
        raise Invalid({field: _("内容太长，请缩短到 500 字以内。")})
    refuse_personal_data({field: text})
