"""What a supplier declares for a year, and who stands behind it."""

import re
from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.identifiers import citizen_id_valid, tidy_code, uscc_valid
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.parameters import whole
from match.suppliers import policy, rules, wording
from match.suppliers.commands._shared import organisation
from match.suppliers.forms import ControllerForm, DeclarationForm
from match.suppliers.sealed import IDENTITY, NAME
from match.suppliers.states import Declared

_DECLARE = (
    "INSERT INTO supplier_declaration (organisation_id, kind, holds, words, declared_on, until,"
    ' "by", at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id'
)


@command
async def declare(actor: Actor, organisation_id: int, form: DeclarationForm) -> int:
    """
    Declare, in the words shown, for a year from today; returns the declaration's id. Whoever
    declares falsely answers for it (采购法77), so the box must be ticked by hand.
    """
    held = await organisation(actor, organisation_id)
    require(policy.can_keep(actor, organisation_id))
    if not form.read:
        raise Invalid({"read": _("请阅读全文，属实后勾选。")})
    if not rules.may_declare(held["kind"], form.kind):
        raise Invalid({"kind": _("小型、微型企业声明只适用于企业、个体工商户和合作社。")})
    today = clock.today()
    until = today + timedelta(days=await whole("suppliers.declaration_days"))
    made: int = await value(
        _DECLARE,
        organisation_id,
        str(form.kind),
        True,
        wording.declaration(form.kind),
        today,
        until,
        actor.id,
        clock.now(),
    )
    await record(
        actor,
        "supplier.declared",
        subject=("supplier_declaration", made),
        division=held["division"],
        changes={"kind": (None, str(form.kind))},
    )
    return made


@command
async def take_back_declaration(actor: Actor, organisation_id: int, kind: Declared) -> None:
    """It is not true any more: from now on it counts for nothing. What was declared stays kept."""
    held = await organisation(actor, organisation_id)
    require(policy.can_keep(actor, organisation_id))
    newest = await one(
        "SELECT holds FROM supplier_declaration WHERE organisation_id = $1 AND kind = $2"
        " ORDER BY id DESC LIMIT 1",
        organisation_id,
        str(kind),
    )
    if newest is None or not newest["holds"]:
        raise Conflict(_("没有生效的声明，不需要收回。"))
    today = clock.today()
    made: int = await value(
        _DECLARE,
        organisation_id,
        str(kind),
        False,
        wording.declaration(kind),
        today,
        today,
        actor.id,
        clock.now(),
    )
    await record(
        actor,
        "supplier.declaration_taken_back",
        subject=("supplier_declaration", made),
        division=held["division"],
    )


@command
async def name_controller(actor: Actor, organisation_id: int, form: ControllerForm) -> int:
    """
    Name who is in charge or in control (实施条例18); returns its id. The name is sealed, of the
    number only a keyed hash is kept. Invalid for a number whose check digit is wrong.
    """
    held = await organisation(actor, organisation_id)
    require(policy.can_keep(actor, organisation_id))
    number = tidy_code(form.identity)
    if not (citizen_id_valid(number, today=clock.today()) or uscc_valid(number)):
        raise Invalid({"identity": _("号码不对：请填 18 位身份证号，或统一社会信用代码。")})
    if re.search(r"\d", form.name):
        raise Invalid({"name": _("姓名或名称里不能有数字。")})
    made = await one(
        "INSERT INTO controlling_person (organisation_id, role, name, identity_key, named_by,"
        " named_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (organisation_id, role,"
        " identity_key) WHERE ended_at IS NULL DO NOTHING RETURNING id",
        organisation_id,
        str(form.role),
        keys().seal(form.name.strip(), NAME),
        keys().fingerprint(number, IDENTITY),
        actor.id,
        clock.now(),
    )
    if made is None:
        raise Conflict(_("这个人或单位已经登记过。"))
    await record(
        actor,
        "supplier.controller_named",
        subject=("controlling_person", made["id"]),
        division=held["division"],
        changes={"name": (None, "")},
        hidden={"name"},
    )
    return made["id"]


@command
async def end_controller(actor: Actor, organisation_id: int, person_id: int) -> None:
    """Somebody is no longer in charge or in control."""
    held = await organisation(actor, organisation_id)
    require(policy.can_keep(actor, organisation_id))
    ended = await one(
        "UPDATE controlling_person SET ended_at = $3 WHERE id = $1 AND organisation_id = $2"
        " AND ended_at IS NULL RETURNING id",
        person_id,
        organisation_id,
        clock.now(),
    )
    if ended is None:
        raise NotFound(_("没有找到这条登记，可能已经删除。"))
    await record(
        actor,
        "supplier.controller_ended",
        subject=("controlling_person", person_id),
        division=held["division"],
    )
