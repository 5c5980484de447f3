"""A child's file: begun, changed, confirmed, closed."""

from datetime import date
from typing import Any

from match.care.access import File, leave_for, opened
from match.care.commands._shared import log_change
from match.care.forms import ChildForm
from match.care.room import kept_home, restricted_command
from match.care.rules import adult_month, age
from match.care.sealing import IDENTITY, NAME, keyring, normal, sealed, trace
from match.care.states import ChildStatus
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import one, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.identifiers import citizen_id_valid
from match.foundation.language import _

# Groups of codes_beneficiary_group.csv that children are in; the rest are trainees and families.
GROUPS = (
    *("LBC", "DIF", "DIF-POV", "DIF-GUARD", "DIF-ILL", "DFU", "ORP", "ORP-S", "ORP-I", "DIS"),
    *("MIG", "DROP", "UNREG", "VICTIM", "HIV", "SPECT", "GEN"),
)
RISKS = ("RK-DROP", "RK-MENTAL", "RK-COERCE", "RK-LURE", "RK-DV")


async def register_child(actor: Actor, home_id: int, form: ChildForm) -> int:
    """
    Begin a file in a home; returns its id. Needs valid leave for the home.

    Raises Invalid with a complaint for each field, Conflict where the same child has a file.
    """
    _check(form)
    home = await kept_home(actor, home_id)
    if await leave_for(actor, home_id, home["division"]) is None:
        raise Denied(_("您没有有效的查阅许可。请先申请，再登记儿童。"))
    name, key = keyring().make()
    # First the key, then the row: a key whose row is not written in the end holds nothing.
    return await _register(actor, home, form, name, key)


@restricted_command
async def _register(
    actor: Actor, home: dict[str, Any], form: ChildForm, key_name: str, key: Any
) -> int:
    identity = normal(form.identity)
    if identity and await value(
        "SELECT id FROM care.child WHERE identity_hash = $1 AND status = 'active'",
        trace(identity, IDENTITY),
    ):
        raise Conflict(_("这个证件号码已经有一份档案，请先查找，不要重复登记。"))
    child_id: int = await value(
        "INSERT INTO care.child (key, home_id, division, name, name_hash, identity, identity_hash,"
        " born, address, phone, school, health, groups, risks, adult_month, insured_until,"
        " checked_on, created_by, next_check_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
        " $11, $12, $13, $14, $15, $16, $17, $18, $19) RETURNING id",
        key_name,
        home["id"],
        home["division"],
        sealed(key, form.name.strip(), "child.name"),
        trace(form.name, NAME),
        sealed(key, identity, "child.identity"),
        trace(identity, IDENTITY) if identity else None,
        sealed(key, form.born.isoformat(), "child.born"),
        *(sealed(key, getattr(form, f).strip(), f"child.{f}") for f in _PLAIN),
        list(form.groups),
        list(form.risks),
        adult_month(form.born),
        form.insured_until,
        clock.today(),
        actor.id,
        clock.now(),
    )
    file = File(child_id, home["id"], home["division"], ChildStatus.active, key)
    await log_change(actor, file, {}, _values(form))
    await record(actor, "care.registered", subject=("child", child_id), division=home["division"])
    return child_id


_PLAIN = ("address", "phone", "school", "health")


async def change_child(actor: Actor, child_id: int, form: ChildForm) -> None:
    """Write a file anew; what changed goes to its dated log, and it counts as confirmed today."""
    _check(form)
    async with opened(actor, child_id, "change") as file:
        await _change(actor, file, form)


@restricted_command
async def _change(actor: Actor, file: File, form: ChildForm) -> None:
    held = await one("SELECT * FROM care.child WHERE id = $1 FOR NO KEY UPDATE", file.id)
    assert held is not None
    if held["status"] != ChildStatus.active:
        raise Conflict(_("这份档案已经归档，不能再修改。"))
    identity = normal(form.identity)
    if identity and await value(
        "SELECT id FROM care.child WHERE identity_hash = $1 AND status = 'active' AND id <> $2",
        trace(identity, IDENTITY),
        file.id,
    ):
        raise Conflict(_("这个证件号码已经有一份档案，请先查找，不要重复登记。"))
    fields = await log_change(actor, file, told(file, held), _values(form))
    await one(
        "UPDATE care.child SET name = $2, name_hash = $3, identity = $4, identity_hash = $5,"
        " born = $6, address = $7, phone = $8, school = $9, health = $10, groups = $11,"
        " risks = $12, adult_month = $13, insured_until = $14, checked_on = $15 WHERE id = $1"
        " RETURNING id",
        file.id,
        file.seal(form.name.strip(), "child.name"),
        trace(form.name, NAME),
        file.seal(identity, "child.identity"),
        trace(identity, IDENTITY) if identity else None,
        file.seal(form.born.isoformat(), "child.born"),
        *(file.seal(getattr(form, f).strip(), f"child.{f}") for f in _PLAIN),
        list(form.groups),
        list(form.risks),
        adult_month(form.born),
        form.insured_until,
        clock.today(),
    )
    await record(
        actor,
        "care.changed",
        subject=("child", file.id),
        division=file.division,
        changes=dict.fromkeys(fields, (None, "…")),
        hidden=set(fields),
    )


async def confirm_child(actor: Actor, child_id: int) -> None:
    """Nothing has changed: the file counts as confirmed today (notice 2.1a)."""
    async with opened(actor, child_id, "confirm") as file:
        await _confirm(actor, file)


@restricted_command
async def _confirm(actor: Actor, file: File) -> None:
    done = await value(
        "UPDATE care.child SET checked_on = $2 WHERE id = $1 AND status = 'active' RETURNING id",
        file.id,
        clock.today(),
    )
    if done is None:
        raise Conflict(_("这份档案已经归档，不能再修改。"))
    await record(actor, "care.confirmed", subject=("child", file.id), division=file.division)


def told(file: File, held: dict[str, Any]) -> dict[str, Any]:
    """A row of care.child with its sealed columns opened."""
    return {
        "name": file.open(held["name"], "child.name"),
        "identity": file.open(held["identity"], "child.identity"),
        "born": file.open(held["born"], "child.born"),
        **{f: file.open(held[f], f"child.{f}") for f in _PLAIN},
        "groups": list(held["groups"]),
        "risks": list(held["risks"]),
        "insured_until": held["insured_until"] and held["insured_until"].isoformat(),
    }


def _values(form: ChildForm) -> dict[str, Any]:
    return {
        "name": form.name.strip(),
        "identity": normal(form.identity),
        "born": form.born.isoformat(),
        **{f: getattr(form, f).strip() for f in _PLAIN},
        "groups": list(form.groups),
        "risks": list(form.risks),
        "insured_until": form.insured_until and form.insured_until.isoformat(),
    }


def _check(form: ChildForm) -> None:
    today = clock.today()
    wrong: dict[str, str] = {}
    if not 1 < len(form.name.strip()) <= 40:
        wrong["name"] = _("请填写 2 到 40 个字的姓名。")
    if form.born > today or age(form.born, today) >= 18:
        wrong["born"] = _("儿童档案只登记未满 18 周岁的孩子，请核对出生日期。")
    identity = normal(form.identity)
    if identity and not citizen_id_valid(identity, today=today):
        wrong["identity"] = _("身份证号码不对，请逐位核对；没有证件可以留空。")
    elif identity and date_of(identity) != form.born:
        wrong["identity"] = _("身份证号码里的出生日期与填写的不一致。")
    if unknown := set(form.groups) - set(GROUPS):
        wrong["groups"] = _("没有这个类别：%(codes)s。") % {"codes": "、".join(sorted(unknown))}
    if unknown := set(form.risks) - set(RISKS):
        wrong["risks"] = _("没有这个类别：%(codes)s。") % {"codes": "、".join(sorted(unknown))}
    for name in (*_PLAIN,):
        if len(getattr(form, name)) > 500:
            wrong[name] = _("内容太长，请缩短一些。")
    if wrong:
        raise Invalid(wrong)


def date_of(identity: str) -> date:
    """The date of birth in an 18-digit number that was found valid (GB 11643)."""
    return date(int(identity[6:10]), int(identity[10:12]), int(identity[12:14]))
