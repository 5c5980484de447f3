"""Writing an offer, handing it in, taking it back."""

from datetime import date, timedelta
from typing import Any

from match.catalogue import codes
from match.catalogue.lexicon import matching_words
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import reasoned, require
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.workdays import workdays_from_now
from match.needs.queries import need_view
from match.needs.states import OPEN as NEED_OPEN
from match.needs.wording import refuse_personal_data
from match.offers import policy, rules
from match.offers.commands._shared import giver, locked, move, verified
from match.offers.forms import OfferForm
from match.offers.states import WRITABLE, OfferStatus
from match.places.queries import divisions
from match.places.rules import code_from

_FIELDS = (
    "organisation_id",
    "division",
    "mode",
    "category",
    "title",
    "conditions",
    "unit",
    "quantity",
    "least",
    "unit_value_fen",
    "areas",
    "starts_on",
    "ends_on",
    "child_contact",
    "skills",
    "groups",
    "for_need",
    "tokens",
)
_DRAFT = (
    f"INSERT INTO offer ({', '.join(_FIELDS)}, submitted_by)"  # noqa: S608 # our own column names
    f" VALUES ({', '.join(f'${at}' for at in range(1, len(_FIELDS) + 2))}) RETURNING id"
)
_CHANGE = (
    f"UPDATE offer SET {', '.join(f'{name} = ${at}' for at, name in enumerate(_FIELDS, 2))}"  # noqa: S608 # names of ours
    " WHERE id = $1"
)


@command
async def draft_offer(actor: Actor, form: OfferForm) -> int:
    """
    Keep an offer as a draft; returns its id.

    Raises Denied for who may not give for the organisation, and for money from anybody but a
    verified organisation, with the law; Invalid with every other complaint at once.
    """
    require(policy.can_draft(actor, form.organisation))
    fields = await _checked(actor, form)
    offer_id: int = await value(_DRAFT, *fields.values(), actor.id)
    await record(actor, "offer.drafted", subject=("offer", offer_id), division=fields["division"])
    return offer_id


@command
async def change_offer(actor: Actor, offer_id: int, form: OfferForm) -> None:
    """Change a draft. What was handed in is changed by withdrawing it and offering anew."""
    offer = await _writable(actor, offer_id)
    require(policy.can_draft(actor, form.organisation))
    fields = await _checked(actor, form)
    await value(_CHANGE, offer_id, *fields.values())
    await record(
        actor,
        "offer.saved",
        subject=("offer", offer_id),
        division=fields["division"],
        changes={name: (offer[name], fields[name]) for name in _FIELDS if name != "tokens"},
    )


@command
async def submit_offer(actor: Actor, offer_id: int) -> OfferStatus:
    """Hand a draft in; staff of the giver's seat or of the area look at it next."""
    offer = await _writable(actor, offer_id)
    if offer["ends_on"] < clock.today():
        raise Invalid({"ends_on": _("结束日期已经过去，请改成今天或以后的日期。")})
    _money_only_verified(offer["mode"], offer["category"], await giver(offer["organisation_id"]))
    refuse_personal_data({"title": offer["title"], "conditions": offer["conditions"]})
    await value(
        "UPDATE offer SET submitted_at = $2, submitted_by = coalesce($3, submitted_by),"
        " answer = '' WHERE id = $1",
        offer_id,
        clock.now(),
        actor.id,
    )
    reminder = await workdays_from_now(await whole("need.check_days"))
    return await move(actor, offer, "submit", next_check_at=reminder)


@command
async def withdraw_offer(actor: Actor, offer_id: int, reason: str) -> None:
    """Take an offer back; what is promised from it must be settled first."""
    offer = await locked(actor, offer_id)
    require(policy.can_write(actor, offer["organisation_id"], offer["submitted_by"]))
    said = reasoned(reason)
    if offer["reserved"] or offer["committed"]:
        raise Conflict(_("这条供给已有约定在执行，请先与对方协商解除后再撤回。"))
    await move(actor, offer, "withdraw", reason=said)


@command
async def discard_offer(actor: Actor, offer_id: int) -> None:
    """Throw a draft away that was never handed in."""
    offer = await _writable(actor, offer_id)
    if offer["submitted_at"] is not None:
        raise Conflict(_("已提交过的供给不能删除，可以撤回。"))
    await record(actor, "offer.discarded", subject=("offer", offer_id), division=offer["division"])
    await one("DELETE FROM offer WHERE id = $1 RETURNING id", offer_id)


async def _writable(actor: Actor, offer_id: int) -> dict[str, Any]:
    offer = await locked(actor, offer_id)
    require(policy.can_write(actor, offer["organisation_id"], offer["submitted_by"]))
    if OfferStatus(offer["status"]) not in WRITABLE:
        raise Conflict(_("这条供给已提交，不能再修改。需要修改时，请撤回后重新发布。"))
    return offer


async def _checked(actor: Actor, form: OfferForm) -> dict[str, Any]:
    """The form as columns, in the order of `_FIELDS`."""
    organisation = await giver(form.organisation)
    starts_on = form.starts_on or clock.today()
    ends_on = form.ends_on or starts_on + timedelta(days=await whole("offer.valid_days"))
    complaints = rules.category_complaint(form.mode, form.category)
    if complaints:
        raise Invalid(complaints)
    if organisation is not None:
        _money_only_verified(form.mode, form.category, organisation)
    kind = organisation["kind"] if organisation else None
    complaints |= rules.giver_complaints(form.mode, form.category, kind, form.child_contact)
    complaints |= await _complaints(form, starts_on, ends_on)
    if complaints:
        raise Invalid(complaints)
    await _check_direct(actor, form, organisation)
    refuse_personal_data({"title": form.title, "conditions": form.conditions})
    areas = sorted(set(form.areas))
    division = organisation["division"] if organisation else code_from(areas[0])
    held = {
        "organisation_id": form.organisation,
        "division": division,
        "areas": areas,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "child_contact": form.child_contact or form.mode in rules.CONTACT_MODES,
        "tokens": matching_words(f"{form.title} {form.conditions}"),
    }
    return {name: held[name] if name in held else getattr(form, name) for name in _FIELDS}


async def _complaints(form: OfferForm, starts_on: date, ends_on: date) -> dict[str, str]:
    complaints = rules.period_complaints(starts_on, ends_on, clock.today())
    complaints |= rules.list_complaints(form.skills, form.groups)
    unit = rules.unit_complaint(form.unit, form.category)
    if unit:
        complaints["unit"] = unit
    if form.least > form.quantity:
        complaints["least"] = _("每次最少数量不能超过总数量。")
    area = rules.areas_complaint(form.areas)
    if area is None:
        wanted = {code_from(prefix) for prefix in form.areas}
        if wanted - set(await divisions(wanted)):
            area = _("请从列表里选择能到达的地区。")
    if area:
        complaints["areas"] = area
    return complaints


def _money_only_verified(mode: str, category: str, organisation: dict[str, Any] | None) -> None:
    if rules.is_money(mode, category) and not verified(organisation):
        raise Denied(rules.money_law(), law="慈善法27,114")


async def _check_direct(actor: Actor, form: OfferForm, organisation: dict[str, Any] | None) -> None:
    """A direct offer answers one open need that this giver may see, with something that fits."""
    if form.for_need is None:
        return
    need = await need_view(actor, form.for_need, verified=verified(organisation))
    if need.status not in NEED_OPEN:
        raise Conflict(_("这条需求已经不再征集帮助，请看看其他需求。"))
    wanted = {need.category, *(line.category for line in need.lines)}
    if not any(codes.covers(form.category, category) for category in wanted):
        raise Invalid({"category": _("这条需求需要的不是这类帮助，请核对类别。")})
    if not any(need.division.startswith(area) for area in form.areas):
        raise Invalid({"areas": _("请把这条需求所在的地区选进来。")})
