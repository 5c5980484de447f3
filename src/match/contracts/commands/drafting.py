"""Writing a contract: from an award, or as a project of several organisations without a tender."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from match.contracts import policy, rules
from match.contracts.commands._shared import (
    locked,
    move,
    noted,
    own_files,
    reasoned,
    screened,
    stands,
)
from match.contracts.forms import PartnerForm, TermsForm
from match.contracts.states import ContractStatus, PartyRole, Source
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.calendar import WorkingDays, due
from match.foundation.db import command, one, value
from match.foundation.decisions import refuse, require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import periods
from match.foundation.workdays import working_days
from match.places.queries import divisions
from match.places.rules import BadCode, code_from
from match.tenders.commands import locked as locked_tender
from match.tenders.facts import TenderFacts
from match.tenders.states import Mode, TenderStatus

__all__ = ["add_partner", "cancel_draft", "draft_award", "draft_project", "own_files", "save_terms"]
POSTED, OBJECTION, SIGN = "PROC.AWARD.POST", "PROC.OBJ.RAISE", "PROC.CONTRACT.SIGN"
_INSERT = """
INSERT INTO contract (id, number, source, tender_id, purchaser_id, supplier_id, third_party_id,
  division, areas, title, content, quantity, quality, settlement, duties, breach, amount_fen,
  original_fen, bond_fen, starts_on, ends_on, recurrent, engages_directors, opens_on, sign_by,
  drafted_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17, $18, $19,
  $20, $21, $22, $23, $24, $25)
"""


@command
async def draft_award(actor: Actor, tender_id: int, form: TermsForm) -> int:
    """
    The contract of an awarded purchase: its price is the award's, its supplier the winner, its
    place the purchase's. Returns its id. Denied for others than the department; Conflict while
    there is no award, where there is a contract, or while the purchase is suspended; Invalid for
    terms that the law does not allow.
    """
    tender = await locked_tender(tender_id)
    require(policy.can_draft(actor, tender.organisation_id, tender.division))
    supplier = await _awarded(tender)
    assert tender.award_fen is not None, "asked above"
    if form.recurrent and not tender.stable_recurrent:
        raise Invalid({"recurrent": _("采购文件没有注明服务稳定、经常、预算有保障。")})
    await _check(form, tender.award_fen, parties=(tender.organisation_id, supplier))
    if tender.mode is not Mode.mirror:
        refuse(ends_on=rules.over_complaint(form.ends_on, clock.today()))
    opens, sign_by = signing_days(tender, await working_days())
    contract_id = await _insert(
        actor,
        form,
        source=Source.award,
        tender_id=tender_id,
        purchaser=tender.organisation_id,
        supplier=supplier,
        division=tender.division,
        areas=tender.areas,
        amount=tender.award_fen,
        opens=opens,
        sign_by=sign_by,
    )
    await _party(contract_id, tender.organisation_id, PartyRole.purchaser)
    await _party(contract_id, supplier, PartyRole.supplier)
    return contract_id


@command
async def draft_project(
    actor: Actor, lead_id: int, form: TermsForm, *, areas: tuple[str, ...]
) -> int:
    """
    A public-interest project (公益项目合作) led by one of the actor's verified organisations,
    without a tender; partners and budget lines follow. Returns its id. Money is named and tracked,
    and never collected: no word of it may single out a child.
    """
    lead = await _verified(lead_id)
    if lead_id not in actor.organisations:
        raise Denied(_("只能以您所代表的机构牵头合作项目。"))
    await _refuse_unknown(areas)
    if form.bond_fen:
        raise Invalid({"bond_fen": _("合作项目不收履约保证金。")})
    # A year as for purchases is the habit here, three the most: partners may agree on it freely.
    await _check(form, 1, years=rules.YEARS_RECURRENT, parties=(lead_id,))
    refuse(ends_on=rules.over_complaint(form.ends_on, clock.today()))
    contract_id = await _insert(
        actor,
        form,
        source=Source.cooperation,
        tender_id=None,
        purchaser=lead_id,
        supplier=None,
        division=lead["division"],
        areas=areas,
        amount=1,
        opens=None,
        sign_by=None,
    )
    await _party(contract_id, lead_id, PartyRole.lead)
    return contract_id


@command
async def save_terms(actor: Actor, contract_id: int, form: TermsForm) -> None:
    """Rewrite the clauses; whoever had signed signs anew."""
    contract = await drafted(actor, contract_id)
    award = contract["source"] == Source.award
    years = 1 if award else rules.YEARS_RECURRENT
    await _check(form, contract["amount_fen"], years=years, parties=contract["parties"])
    if not award and form.bond_fen:
        raise Invalid({"bond_fen": _("合作项目不收履约保证金。")})
    if award and form.recurrent and not await _stable(contract["tender_id"]):
        raise Invalid({"recurrent": _("采购文件没有注明服务稳定、经常、预算有保障。")})
    await value(
        "UPDATE contract SET title = $2, content = $3, quantity = $4, quality = $5,"
        " settlement = $6, duties = $7, breach = $8, starts_on = $9, ends_on = $10,"
        " recurrent = $11, engages_directors = $12, bond_fen = $13, third_party_id = $14"
        " WHERE id = $1",
        contract_id,
        *_clauses(form),
        form.starts_on,
        form.ends_on,
        form.recurrent,
        form.engages_directors,
        form.bond_fen,
        form.third_party_id,
    )
    await reworded(actor, contract, "contract.terms_written")


@command
async def add_partner(actor: Actor, contract_id: int, form: PartnerForm) -> None:
    """One more verified organisation joins the draft of a cooperation."""
    contract = await drafted(actor, contract_id)
    if contract["source"] != Source.cooperation:
        raise Conflict(_("采购合同的双方由采购结果确定。"))
    await _verified(form.organisation_id, "organisation_id")
    if form.organisation_id in contract["parties"]:
        raise Invalid({"organisation_id": _("这家机构已经是合作方。")})
    await _party(contract_id, form.organisation_id, PartyRole.partner)
    await reworded(actor, contract, "contract.partner_added")


@command
async def cancel_draft(actor: Actor, contract_id: int, reason: str) -> None:
    """Give a draft up; nothing was signed by all."""
    contract = await locked(actor, contract_id)
    require(policy.can_write(actor, contract))
    said = reasoned(reason)
    await move(actor, contract, "cancel", reason=said)
    await value("UPDATE contract SET reason = $2 WHERE id = $1", contract_id, said)


async def drafted(actor: Actor, contract_id: int) -> dict[str, Any]:
    """A draft that the actor may write, locked. Raises NotFound, Denied, Conflict."""
    contract = await locked(actor, contract_id)
    require(policy.can_write(actor, contract))
    stands(contract, ContractStatus.drafted)
    return contract


async def reworded(actor: Actor, contract: dict[str, Any], event: str) -> None:
    """The wording changed: a new version, and nobody has signed it."""
    await value(
        "UPDATE contract SET version = version + 1, changed_at = $2 WHERE id = $1",
        contract["id"],
        clock.now(),
    )
    await value(
        "UPDATE contract_party SET signed_by = NULL, signed_at = NULL, signed_version = NULL"
        " WHERE contract_id = $1",
        contract["id"],
    )
    await noted(actor, contract, event)


def signing_days(tender: TenderFacts, days: WorkingDays) -> tuple[date | None, date]:
    """
    From when and until when a contract may be signed: after the days in which suppliers may object
    to the result, which begin when its notice has been posted (采购法52, 实施条例53; not below the
    limit, where there is no such right), within 30 days (采购法46).
    """
    assert tender.awarded_at is not None, "awarded"
    opens = None
    if tender.mode is Mode.full:
        over = _due(OBJECTION, _due(POSTED, tender.awarded_at, days), days)
        opens = over + timedelta(days=1)
    return opens, _due(SIGN, tender.awarded_at, days)


def _due(key: str, start: date | datetime, days: WorkingDays) -> date:
    period = periods()[key]
    return due(start, period.text, period.unit, period.rule, days).on


async def _awarded(tender: TenderFacts) -> int:
    """Whom the purchase was awarded to: an organisation of ours. Raises Conflict."""
    if tender.status is not TenderStatus.awarded:
        raise Conflict(_("采购结果公告以后才能拟订合同。"))
    if tender.suspended:
        raise Conflict(
            _("这个采购已暂停：%(reason)s。恢复之前不能继续。")
            % {"reason": tender.suspended_reason}
        )
    supplier = tender.winner_id
    if supplier is None and tender.mode is Mode.mirror:
        # The official system knows names; the register here tells which organisation it is.
        supplier = await value(
            "SELECT id FROM organisation WHERE name = $1 AND status = 'verified' ORDER BY id",
            tender.winner_name,
        )
    if supplier is None or tender.award_fen is None or tender.award_fen <= 0:
        raise Conflict(_("成交供应商还没有在本平台登记，请先请它登记并通过核实。"))
    if supplier == tender.organisation_id:
        raise Conflict(_("采购单位不能和自己签订合同。"))
    held = await value(
        "SELECT id FROM contract WHERE tender_id = $1"
        " AND status NOT IN ('cancelled', 'terminated', 'archived')",
        tender.id,
    )
    if held is not None:
        raise Conflict(_("这个采购已经有合同了，请打开它继续办理。"), contract_id=held)
    return supplier


async def _stable(tender_id: int) -> bool:
    return bool(await value("SELECT stable_recurrent FROM tender WHERE id = $1", tender_id))


async def _check(
    form: TermsForm, amount_fen: int, *, parties: Collection[int], years: int = 1
) -> None:
    screened(
        title=form.title,
        content=form.content,
        quantity=form.quantity,
        quality=form.quality,
        settlement=form.settlement,
        duties=form.duties,
        breach=form.breach,
    )
    refuse(
        starts_on=rules.start_complaint(form.starts_on, clock.today()),
        ends_on=rules.term_complaint(
            form.starts_on, form.ends_on, recurrent=form.recurrent, years=years
        ),
        bond_fen=rules.bond_complaint(form.bond_fen, amount_fen) if form.bond_fen else None,
    )
    if form.third_party_id is not None:
        await _verified(form.third_party_id, "third_party_id")
        if form.third_party_id in parties:
            raise Invalid({"third_party_id": _("合同一方不能做第三方评价，请另选一家机构。")})


async def _refuse_unknown(areas: tuple[str, ...]) -> None:
    told = _("请填写湖南省的区划代码，例如 433101，几个地区用空格分开。")
    try:
        codes = [code_from(area) for area in areas]
    except BadCode as bad:
        raise Invalid({"areas": told}) from bad
    known = await divisions(codes)
    if not areas or any(code not in known for code in codes):
        raise Invalid({"areas": told})


async def _verified(organisation_id: int, field: str = "organisation_id") -> dict[str, Any]:
    found = await one(
        "SELECT id, name, division, status, verified_until FROM organisation WHERE id = $1",
        organisation_id,
    )
    if found is None:
        raise NotFound(_("没有找到这家机构。"))
    until = found["verified_until"]
    if found["status"] != "verified" or until is None or until < clock.today():
        raise Invalid({field: _("这家机构还没有通过核实，或核实已过期。")})
    return found


async def _insert(
    actor: Actor,
    form: TermsForm,
    *,
    source: Source,
    tender_id: int | None,
    purchaser: int,
    supplier: int | None,
    division: str,
    areas: tuple[str, ...],
    amount: int,
    opens: Any,
    sign_by: Any,
) -> int:
    contract_id: int = await value("SELECT nextval(pg_get_serial_sequence('contract', 'id'))")
    letter = "HT" if source is Source.award else "HZ"
    await value(
        _INSERT,
        contract_id,
        f"{letter}{clock.today().year}-{contract_id:06d}",
        source.value,
        tender_id,
        purchaser,
        supplier,
        form.third_party_id,
        division,
        list(areas),
        *_clauses(form),
        amount,
        form.bond_fen,
        form.starts_on,
        form.ends_on,
        form.recurrent,
        form.engages_directors,
        opens,
        sign_by,
        actor.id,
    )
    await record(actor, "contract.drafted", subject=("contract", contract_id), division=division)
    await tell("contract.drafted", contract_id=contract_id, tender_id=tender_id)
    return contract_id


def _clauses(form: TermsForm) -> tuple[str, ...]:
    named = ("title", "content", "quantity", "quality", "settlement", "duties", "breach")
    return tuple(getattr(form, name).strip() for name in named)


async def _party(contract_id: int, organisation_id: int, role: PartyRole) -> None:
    await value(
        "INSERT INTO contract_party (contract_id, organisation_id, role) VALUES ($1, $2, $3)",
        contract_id,
        organisation_id,
        role.value,
    )
