"""The written agreement: its terms, both parties' confirmation, and its end before delivery."""

from datetime import datetime, time, timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.parameters import whole
from match.giving import policy, rules
from match.giving.commands._shared import for_nobody_alone, locked, move, noted, screened, stands
from match.giving.commands.making import FEN_PER_YUAN, wording
from match.giving.forms import TermsForm
from match.giving.states import (
    AGREEMENT_MACHINE,
    AgreementForm,
    AgreementStatus,
    DonationStatus,
    GiftKind,
)
from match.giving.tables import Agreement

D = DonationStatus
TERMS = (
    "purpose", "quality", "condition", "produced_on", "expires_on", "ccc", "food_licence",
    "value_fen", "due_on", "state_firm",
)  # fmt: skip


@command
async def change_terms(actor: Actor, donation_id: int, form: TermsForm) -> int:
    """
    Rewrite the terms before both have confirmed; returns the new version. What was confirmed is
    taken back: nobody is bound to words they did not see. Raises Invalid for terms that cannot be.
    """
    donation = await locked(actor, donation_id)
    require(policy.can_agree(actor, donation))
    stands(donation, D.promised)
    screened(purpose=form.purpose, quality=form.quality)
    for_nobody_alone(donation, purpose=form.purpose, quality=form.quality)
    agreement = await agreement_of(donation)
    terms = {name: _plain(getattr(form, name)) for name in TERMS}
    changed = {**agreement, **terms, "version": agreement["version"] + 1}
    changed["form"] = (await _form(donation, terms["value_fen"])).value
    wrong = rules.missing_terms(
        changed, GiftKind(donation["kind"]), await _category(donation), clock.today()
    )
    if wrong:
        raise Invalid(wrong)
    await keep_version(actor, agreement)
    await _write(changed, await _words(donation, changed))
    await value(
        "UPDATE donation SET value_fen = $2, due_on = $3 WHERE id = $1",
        donation_id,
        terms["value_fen"],
        terms["due_on"],
    )
    await noted(actor, donation, "change_terms", "agreement.changed", agreement_id=donation_id)
    return changed["version"]


@command
async def confirm(
    actor: Actor, donation_id: int, version: int, *, declared: bool = False
) -> AgreementStatus:
    """
    One party confirms *version* of the agreement; with the second it is in force. The giver
    declares with it that no interested party benefits and no tobacco is promoted (慈善法 40).

    Raises Conflict where the words have changed since, or this party has confirmed already, and
    Invalid where something the law asks for is still missing.
    """
    donation = await locked(actor, donation_id)
    require(policy.can_agree(actor, donation))
    stands(donation, D.promised)
    agreement = await agreement_of(donation)
    if agreement["version"] != version:
        raise Conflict(_("协议内容刚刚改过，请看过新的内容再确认。"), version=agreement["version"])
    side = _side(actor, donation, agreement)
    wrong = rules.missing_terms(
        agreement, GiftKind(donation["kind"]), await _category(donation), clock.today()
    )
    if wrong:
        raise Invalid(wrong, _("协议还缺几项，请先补充。"))
    if side == "giver" and not declared:
        raise Invalid({"declared": _("请阅读并勾选声明。")})
    await value(
        f"UPDATE agreement SET {side}_confirmed_by = $2, {side}_confirmed_at = $3, changed_at = $3,"  # noqa: S608 # one of two names of ours
        " declared_at = CASE WHEN $4 THEN $3 ELSE declared_at END WHERE id = $1",
        donation_id,
        actor.id,
        clock.now(),
        side == "giver",
    )
    other = "recipient" if side == "giver" else "giver"
    if agreement[f"{other}_confirmed_at"] is None:
        await noted(
            actor, donation, f"{side}_confirm", "agreement.confirmed", agreement_id=donation_id
        )
        return AgreementStatus.drafted
    await noted(actor, donation, f"{side}_confirm", "agreement.confirmed", agreement_id=donation_id)
    await turn(actor, agreement, "enter_into_force")
    await move(actor, donation, "agree", next_check_at=await _send_by(donation))
    return AgreementStatus.in_force


async def turn(actor: Actor, agreement: dict[str, Any], verb: str, reason: str = "") -> None:
    """The agreement's own state follows its donation."""
    await carry_out(
        actor,
        AGREEMENT_MACHINE,
        Agreement,
        agreement,
        AgreementStatus(agreement["status"]),
        verb,
        reason=reason,
        sets={"changed_at": clock.now()},
        agreement_id=agreement["id"],
        need_id=agreement["need_id"],
    )


async def keep_version(actor: Actor, agreement: dict[str, Any]) -> None:
    """What the agreement says now, kept before it says something else."""
    terms = {name: agreement[name] for name in TERMS}
    await value(
        "INSERT INTO agreement_version (agreement_id, version, text, terms, by)"
        " VALUES ($1, $2, $3, $4::jsonb, $5)",
        agreement["id"],
        agreement["version"],
        agreement["text"],
        msgspec.json.encode(terms).decode(),
        actor.id,
    )


async def _send_by(donation: dict[str, Any]) -> datetime:
    """When somebody should ask why nothing was sent: the agreed day, or after a while."""
    if donation["due_on"] is not None and donation["due_on"] > clock.today():
        return datetime.combine(donation["due_on"], time(9), clock.HERE)
    return clock.now() + timedelta(days=await whole("giving.transit_days"))


async def agreement_of(donation: dict[str, Any]) -> dict[str, Any]:
    """The agreement of a donation, locked."""
    agreement = await one("SELECT * FROM agreement WHERE id = $1 FOR UPDATE", donation["id"])
    assert agreement is not None, "a donation has its agreement"
    return agreement


async def _category(donation: dict[str, Any]) -> str:
    found: str | None = await value(
        "SELECT category FROM need_line WHERE id = $1", donation["line_id"]
    )
    return found or ""


async def _form(donation: dict[str, Any], value_fen: int | None) -> AgreementForm:
    limit = await whole("giving.agreement_value") * FEN_PER_YUAN
    return rules.form_for(GiftKind(donation["kind"]), value_fen, limit)


async def _words(donation: dict[str, Any], agreement: dict[str, Any]) -> str:
    delivery: str | None = await value(
        "SELECT delivery FROM need WHERE id = $1", donation["need_id"]
    )
    return await wording(agreement, kind=donation["kind"], delivery=delivery or "charity")


async def _write(agreement: dict[str, Any], text: str) -> None:
    names = (*TERMS, "form", "version")
    sets = ", ".join(f"{name} = ${at}" for at, name in enumerate(names, 4))
    await value(
        f"UPDATE agreement SET text = $2, changed_at = $3, {sets}, giver_confirmed_by = NULL,"  # noqa: S608 # our own names
        " giver_confirmed_at = NULL, recipient_confirmed_by = NULL, recipient_confirmed_at = NULL,"
        " declared_at = NULL WHERE id = $1",
        agreement["id"],
        text,
        clock.now(),
        *(agreement[name] for name in names),
    )


def _side(actor: Actor, donation: dict[str, Any], agreement: dict[str, Any]) -> str:
    """Which party this person confirms for. Nobody confirms for both."""
    gives, takes = policy.is_giver(actor, donation), policy.is_receiver(actor, donation)
    if gives and takes:
        gives = agreement["giver_confirmed_at"] is None
    side = "giver" if gives else "recipient"
    other = "recipient" if gives else "giver"
    if agreement[f"{side}_confirmed_at"] is not None:
        raise Conflict(_("您这一方已经确认过了，正在等对方确认。"))
    if agreement[f"{other}_confirmed_by"] == actor.id:
        raise Conflict(_("同一个人不能代表双方确认，请由对方的人员确认。"))
    return side


def _plain(term: Any) -> Any:
    """A text without its margins; an enum as its word."""
    return term.strip() if isinstance(term, str) else term
