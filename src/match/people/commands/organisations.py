"""An organisation applies, is verified or refused, and is looked at again when its time is up."""

from typing import Any

from match.catalogue import lists
from match.files.queries import own_documents
from match.foundation import clock, screening
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.identifiers import tidy_code
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.people import policy, rules
from match.people.commands.roles import add_membership
from match.people.forms import OrganisationForm
from match.people.states import ORGANISATION, OrganisationStatus
from match.people.tables import Organisation

# Sealed columns, and the column of the hash by which two applicants with the same are found.
SEALED = {
    "person_in_charge": "person_key",
    "phone": "phone_key",
    "address": "address_key",
    "bank_name": "bank_key",
}
MOST_EVIDENCE = 10
OPEN = (
    "uscc",
    "kind",
    "name",
    "division",
    "introduction",
    "skills",
    "serves_children",
    "charity",
    "fundraising_number",
    "fundraising_issuer",
    "fundraising_until",
    "evidence",
)


@command
async def register_organisation(actor: Actor, form: OrganisationForm) -> int:
    """
    Apply for an organisation; the applicant becomes its manager, which gives no power before it
    is verified. Returns its id; Conflict if the credit code is registered.
    """
    if actor.id is None:
        raise Denied(_("请先登录，再登记机构。"))
    fields = await _checked(actor, form, [])
    columns = [*fields, "status", "applied_by", "applied_at"]
    values = [*fields.values(), "applied", actor.id, clock.now()]
    made = await one(
        f"INSERT INTO organisation ({', '.join(columns)})"  # noqa: S608 # our own column names
        f" VALUES ({', '.join(f'${at}' for at in range(1, len(values) + 1))})"
        " ON CONFLICT (uscc) DO NOTHING RETURNING id",
        *values,
    )
    if made is None:
        raise Conflict(_("这个统一社会信用代码已经登记，请联系该机构的管理员邀请您加入。"))
    await add_membership(
        actor, actor.id, role="manager", division="", organisation=made["id"], source="registration"
    )
    await record(
        actor,
        "organisation.applied",
        subject=("organisation", made["id"]),
        division=fields["division"],
    )
    await tell("organisation.applied", organisation_id=made["id"], division=fields["division"])
    return made["id"]


@command
async def change_organisation(actor: Actor, organisation: int, form: OrganisationForm) -> None:
    """
    Change what the organisation says of itself, and apply anew.

    Any change goes back to the verifier: what was verified is not what is there now.
    """
    held = await _locked(organisation)
    require(policy.can_manage(actor, organisation))
    fields = await _checked(actor, form, held["evidence"])
    status = OrganisationStatus(held["status"])
    if status != OrganisationStatus.applied:
        await ORGANISATION.fire(Organisation, organisation, status, "apply")
    taken = await one(
        "SELECT id FROM organisation WHERE uscc = $1 AND id <> $2", fields["uscc"], organisation
    )
    if taken is not None:
        raise Conflict(_("这个统一社会信用代码已经登记，请联系该机构的管理员邀请您加入。"))
    await _write(
        organisation,
        **fields,
        applied_by=actor.id,
        applied_at=clock.now(),
        next_check_at=None,
        verified_until=None,
    )
    await record(
        actor,
        "organisation.applied",
        subject=("organisation", organisation),
        division=fields["division"],
        changes={name: (held[name], fields[name]) for name in (*OPEN, *SEALED)},
        hidden=set(SEALED),
    )
    await tell("organisation.applied", organisation_id=organisation, division=fields["division"])


@command
async def verify_organisation(actor: Actor, organisation: int, *, seen_version: int) -> None:
    """
    Find the organisation to be what it says it is, for as long as the parameter says.

    *seen_version* is the version the verifier looked at: a change in between is a Conflict.
    """
    held = await _locked(organisation)
    require(policy.can_verify(actor, held))
    if held["version"] != seen_version:
        raise Conflict(_("这家机构刚刚修改了资料，请重新核对后再决定。"))
    if not held["evidence"] and held["uscc"] is None:
        raise Conflict(
            _(
                "没有信用代码的机构需要上传证明材料。请选“不通过”并写明要补什么，"
                "对方补齐后可以重新申请。"
            )
        )
    until = rules.verified_until(
        clock.today(), await whole("people.verification_years"), held["fundraising_until"]
    )
    # The row must say until when before it may say verified.
    await _write(
        organisation,
        verified_until=until,
        next_check_at=rules.check_moment(until),
        decided_by=actor.id,
        decided_at=clock.now(),
        reason="",
    )
    await _move(actor, held, "verify")


@command
async def refuse_organisation(actor: Actor, organisation: int, *, reason: str) -> None:
    """Send an application back, or take a verification away; the reason goes to the applicant."""
    if not reason.strip():
        raise Invalid({"reason": _("请写明退回的原因，申请人会看到。")})
    held = await _locked(organisation)
    require(policy.can_verify(actor, held))
    verb = "revoke" if held["status"] == OrganisationStatus.verified else "refuse"
    await _move(actor, held, verb, reason=reason.strip())
    await _write(
        organisation,
        decided_by=actor.id,
        decided_at=clock.now(),
        reason=reason.strip(),
        next_check_at=None,
    )


@command
async def withdraw_organisation(actor: Actor, organisation: int) -> None:
    """The organisation leaves: it is no longer shown and nobody acts for it as verified."""
    held = await _locked(organisation)
    require(policy.can_manage(actor, organisation))
    await _move(actor, held, "withdraw")
    await _write(organisation, next_check_at=None)


@command
async def expire_organisation(actor: Actor, organisation: int) -> bool:
    """A verification that has run out ends; True if it did. For the sweep."""
    held = await _locked(organisation)
    due = held["next_check_at"] is not None and held["next_check_at"] <= clock.now()
    if not due or held["status"] != OrganisationStatus.verified:
        return False
    await _move(actor, held, "expire")
    await _write(organisation, next_check_at=None)
    return True


async def due_organisations(limit: int = 100) -> list[int]:
    """The ids whose verification has run out, the oldest first."""
    found = await rows(
        "SELECT id FROM organisation WHERE status = 'verified' AND next_check_at <= $1"
        " ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    return [row["id"] for row in found]


async def _move(actor: Actor, held: dict[str, Any], verb: str, reason: str = "") -> None:
    move = await ORGANISATION.fire(
        Organisation, held["id"], OrganisationStatus(held["status"]), verb
    )
    await record(
        actor,
        move.event,
        subject=("organisation", held["id"]),
        division=held["division"],
        reason=reason,
    )
    await tell(move.event, organisation_id=held["id"], division=held["division"])


async def _locked(organisation: int) -> dict[str, Any]:
    held = await one("SELECT * FROM organisation WHERE id = $1 FOR UPDATE", organisation)
    if held is None:
        raise NotFound(_("没有找到这家机构。"))
    return held


async def _write(organisation: int, **fields: Any) -> None:
    named = ", ".join(f"{name} = ${at}" for at, name in enumerate(fields, start=2))
    await rows(
        f"UPDATE organisation SET {named}, version = version + 1 WHERE id = $1",  # noqa: S608 # names of ours
        organisation,
        *fields.values(),
    )


async def _checked(
    actor: Actor, form: OrganisationForm, kept_evidence: list[int]
) -> dict[str, Any]:
    """
    The form as columns; Invalid with every complaint at once.

    Evidence is what the applicant uploaded, or what the organisation had already.
    """
    complaints: dict[str, str] = {}
    code = tidy_code(form.uscc) or None
    if form.kind not in rules.registrable_kinds():
        complaints["kind"] = _("请选择机构类型。")
    elif complaint := rules.code_complaint(code, form.kind):
        complaints["uscc"] = complaint
    if await one("SELECT code FROM division WHERE code = $1", form.division) is None:
        complaints["division"] = _("请选择机构所在的县（市、区）或乡镇。")
    if unknown := [skill for skill in form.skills if skill not in lists.skills()]:
        complaints["skills"] = _("没有这项专长：%(code)s。") % {"code": unknown[0]}
    fresh = [number for number in form.evidence if number not in kept_evidence]
    if len(form.evidence) > MOST_EVIDENCE or await own_documents(actor, fresh) != fresh:
        complaints["papers"] = _("证明材料最多 %(most)s 份，请重新上传。") % {"most": MOST_EVIDENCE}
    complaints |= _about_fundraising(form)
    complaints |= _about_text(form)
    if complaints:
        raise Invalid(complaints)
    fields: dict[str, Any] = {name: getattr(form, name) for name in OPEN} | {"uscc": code}
    for name, key in SEALED.items():
        text = " ".join(getattr(form, name).split())
        purpose = f"organisation.{name}"
        fields[name] = keys().seal(text, purpose) if text else None
        fields[key] = keys().fingerprint(text, purpose) if text else None
    return fields


def _about_fundraising(form: OrganisationForm) -> dict[str, str]:
    """Charity attribute and fundraising certificate are separate facts (慈善法 art. 22)."""
    parts = (form.fundraising_number, form.fundraising_issuer, form.fundraising_until)
    if any(parts) and not all(parts):
        return {"fundraising_number": _("公开募捐资格证书的编号、发证机关和有效期要一起填写。")}
    if form.fundraising_until is not None and form.fundraising_until < clock.today():
        return {"fundraising_until": _("公开募捐资格证书已经过期，请填写新的证书或留空。")}
    if any(parts) and not form.charity:
        return {"charity": _("有公开募捐资格的机构应当是慈善组织，请勾选。")}
    return {}


def _about_text(form: OrganisationForm) -> dict[str, str]:
    findings = screening.screen(form.introduction)
    if screening.verdict(findings) == "block":
        return {"introduction": screening.what_to_remove(findings[0])}
    return {}
