"""A match that was approved, or a pledge that was agreed, becomes a donation with its agreement."""

from datetime import timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.giving import books, rules
from match.giving.commands._shared import lot_of, step
from match.giving.drafting import agreement_text
from match.giving.states import AgreementStatus, Condition, GiftKind, PledgeStatus
from match.ledger.commands import enter

FEN_PER_YUAN = 100
_FROM_MATCH = """
SELECT p.*, o.submitted_by AS giver_id, l.category, l.unit, l.name AS subject
  FROM proposal p JOIN need_line l ON l.id = p.line_id JOIN offer o ON o.id = p.offer_id
 WHERE p.id = $1 AND p.status = 'approved'
"""
_PLEDGE = """
SELECT g.*, n.title AS need_title, n.due_on, coalesce(n.delivery, 'charity') AS need_delivery,
       l.name AS line_name, coalesce(o.unit_value_fen, l.reference_price_fen) AS unit_fen
  FROM pledge g LEFT JOIN need n ON n.id = g.need_id LEFT JOIN need_line l ON l.id = g.line_id
  LEFT JOIN offer o ON o.id = g.offer_id WHERE g.id = $1 FOR UPDATE OF g
"""
PARTIES = """
SELECT coalesce(g.name, '个人') AS giver, c.name AS charity, h.name AS home, d.path
  FROM (SELECT 1) AS always LEFT JOIN organisation g ON g.id = $1
  LEFT JOIN organisation c ON c.id = $2 LEFT JOIN home h ON h.id = $3
  LEFT JOIN division d ON d.code = h.division
"""


@command
async def make_agreement(actor: Actor, proposal_id: int) -> int:
    """
    Pledge, agreement and donation of an approved match; returns the number that agreement and
    donation share. Heard from ``match.approved``: made once, however often it is heard.
    """
    match = await one(_FROM_MATCH, proposal_id)
    made = await one(
        "SELECT d.id FROM donation d JOIN pledge p ON p.id = d.pledge_id WHERE p.proposal_id = $1",
        proposal_id,
    )
    if made is not None:
        return made["id"]
    if match is None:
        raise Conflict(_("这条匹配还没有审批通过，不能生成协议。"))
    return await make_donation(actor, await _pledge_of(actor, match))


@command
async def make_donation(actor: Actor, pledge_id: int, subject: str = "") -> int:
    """
    The donation, with its agreement to be confirmed, of an agreed pledge; returns the number both
    share. Once a pledge. *subject* says what it is where no need line does. A money donation's
    promise is posted with it. Its units stand as committed on the need already.
    """
    pledge = await one(_PLEDGE, pledge_id)
    if pledge is None or pledge["status"] != PledgeStatus.agreed:
        raise Conflict(_("这项承诺还没有约定，不能生成协议。"))
    made: int | None = await value("SELECT id FROM donation WHERE pledge_id = $1", pledge_id)
    if made is not None:
        return made
    facts = {**pledge, "subject": pledge["line_name"] or subject or _("捐赠")}
    facts["value_fen"] = (
        pledge["unit_fen"] and pledge["units"] and (pledge["unit_fen"] * pledge["units"])
    )
    donation_id = await _write_agreement(facts)
    await _write_donation(donation_id, facts)
    if pledge["kind"] == GiftKind.money:
        lot = lot_of({**facts, "id": donation_id})
        await enter(actor, books.money_promised(lot, pledge["amount_fen"]))
    await step(actor, donation_id, "make", "")
    await record(
        actor, "agreement.made", subject=("agreement", donation_id), division=facts["division"]
    )
    await tell("agreement.made", agreement_id=donation_id, need_id=facts["need_id"])
    return donation_id


async def number(kind: str, sequence: str) -> str:
    """The next number of a kind of paper: XTH-D-2026-000017."""
    serial: int = await value("SELECT nextval($1::regclass)", sequence)
    return f"XTH{kind}-{clock.today():%Y}-{serial:06d}"


async def wording(agreement: dict[str, Any], *, kind: str, delivery: str) -> str:
    """The text of *agreement* (its columns) with the parties' names as they are today."""
    parties = await one(
        PARTIES, agreement["organisation_id"], agreement["charity_id"], agreement["home_id"]
    )
    assert parties is not None, "one row always"
    place = " ".join((parties["path"] or "").split("/")[1:])
    home = f"{parties['home']}（{place}）" if parties["home"] else ""
    approved = await value(
        "SELECT decided_at FROM proposal WHERE id = $1", agreement["proposal_id"]
    )
    return agreement_text(
        {
            **agreement,
            "kind": kind,
            "giver": parties["giver"],
            "receiver": "，".join(name for name in (parties["charity"], home) if name),
            "approved_on": approved and approved.astimezone(clock.HERE).date(),
            "delivery": "charity" if agreement["charity_id"] is not None else delivery,
        }
    )


async def _pledge_of(actor: Actor, match: dict[str, Any]) -> int:
    """The promise both sides made by accepting: agreed from the start."""
    return await value(
        "INSERT INTO pledge (number, kind, status, giver_id, organisation_id, need_id, line_id,"
        " home_id, division, units, unit, offer_id, proposal_id, created_by, accepted_by,"
        " decided_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
        " $16) RETURNING id",
        await number("-P", "pledge_number"),
        rules.kind_of(match["category"]).value,
        PledgeStatus.agreed.value,
        match["giver_id"],
        match["organisation_id"],
        match["need_id"],
        match["line_id"],
        match["home_id"],
        match["division"],
        match["units"],
        match["unit"],
        match["offer_id"],
        match["id"],
        match["offer_accepted_by"] or match["giver_id"],
        match["need_accepted_by"],
        match["decided_by"],
    )


async def _write_agreement(facts: dict[str, Any]) -> int:
    kind = GiftKind(facts["kind"])
    limit = await whole("giving.agreement_value") * FEN_PER_YUAN
    agreement: dict[str, Any] = {
        **{
            name: facts[name]
            for name in (
                "proposal_id", "need_id", "line_id", "offer_id", "home_id", "charity_id",
                "organisation_id", "giver_id", "division", "units", "unit", "amount_fen",
                "subject", "due_on", "value_fen",
            )
        },
        "status": AgreementStatus.drafted.value,
        "form": rules.form_for(kind, facts["value_fen"], limit).value,
        "number": await number("", "agreement_number"),
        "purpose": facts["need_title"] or facts["condition"] or facts["subject"],
        "quality": "",
        "condition": (Condition.new if kind is GiftKind.goods else Condition.not_goods).value,
        "produced_on": None,
        "expires_on": None,
        "ccc": False,
        "food_licence": False,
        "state_firm": "no",
        "version": 1,
    }  # fmt: skip
    agreement["text"] = await wording(agreement, kind=kind, delivery=facts["need_delivery"])
    names = list(agreement)
    places = ", ".join(f"${at}" for at in range(1, len(names) + 1))
    return await value(
        f"INSERT INTO agreement ({', '.join(names)}) VALUES ({places}) RETURNING id",  # noqa: S608 # our own names
        *agreement.values(),
    )


async def _write_donation(donation_id: int, facts: dict[str, Any]) -> None:
    confirm_by = clock.now() + timedelta(days=await whole("giving.confirm_days"))
    await value(
        "INSERT INTO donation (id, agreement_id, number, pledge_id, kind, giver_id,"
        " organisation_id, charity_id, need_id, line_id, home_id, offer_id, division, subject,"
        " units, unit, amount_fen, value_fen, due_on, next_check_at) VALUES ($1, $1, $2, $3, $4,"
        " $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        donation_id,
        await number("-D", "donation_number"),
        facts["id"],
        facts["kind"],
        facts["giver_id"],
        facts["organisation_id"],
        facts["charity_id"],
        facts["need_id"],
        facts["line_id"],
        facts["home_id"],
        facts["offer_id"],
        facts["division"],
        facts["subject"],
        facts["units"],
        facts["unit"],
        facts["amount_fen"],
        facts["value_fen"],
        facts["due_on"],
        confirm_by,
    )
