"""Bases, and the organisations that come into them."""

from datetime import date

import asyncpg

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, unit_of_work, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.incubation import policy, rules
from match.incubation.forms import BaseForm, EntryForm
from match.incubation.states import BaseLevel
from match.people.phones import phone_key, tidy_phone
from match.places.queries import divisions
from match.places.rules import Level

LEVELS = {
    BaseLevel.province: Level.PROVINCE,
    BaseLevel.prefecture: Level.PREFECTURE,
    BaseLevel.county: Level.COUNTY,
}


@command
async def open_base(actor: Actor, form: BaseForm) -> int:
    """Open a base; returns its id. Raises Invalid where level and division do not go together."""
    require(policy.can_keep(actor, form.division))
    complaints = no_future({"opened_on": form.opened_on})
    place = (await divisions([form.division])).get(form.division)
    if place is None or place.level is not LEVELS[form.level]:
        complaints["division"] = _("请选择与基地级别一致的行政区划。")
    if form.organisation_id and not await value(
        "SELECT id FROM organisation WHERE id = $1 AND status = 'verified'", form.organisation_id
    ):
        complaints["organisation_id"] = _("没有找到这家已核验的机构。")
    if complaints:
        raise Invalid(complaints)
    base_id: int = await value(
        "INSERT INTO incubation_base (level, division, name, organisation_id, opened_on, kept_by)"
        " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        form.level,
        form.division,
        form.name,
        form.organisation_id or None,
        form.opened_on,
        actor.id,
    )
    await record(actor, "base.opened", subject=("incubation_base", base_id), division=form.division)
    return base_id


@command
async def enter(actor: Actor, form: EntryForm) -> int:
    """
    Take an organisation into a base as a seed; returns the entry's id.

    Only organisations of the kinds the notice puts first, that serve children (4.2b). Raises
    Conflict for one that is in a base already.
    """
    base = await one("SELECT division FROM incubation_base WHERE id = $1", form.base_id)
    if base is None:
        raise NotFound(_("没有找到这个孵化基地。"))
    require(policy.can_keep(actor, base["division"]))
    organisation = await one(
        "SELECT id, division, kind, serves_children FROM organisation WHERE id = $1"
        " AND status IN ('applied', 'verified')",
        form.organisation_id,
    )
    complaints = no_future({"began_on": form.began_on}) | mode_complaint(form.mode)
    if organisation is None:
        complaints["organisation_id"] = _("没有找到这家机构。")
    elif organisation["kind"] not in rules.SERVING_KINDS or not organisation["serves_children"]:
        complaints["organisation_id"] = _(
            "优先孵化服务儿童的社工机构、公益慈善组织和志愿服务组织；请先在机构资料里勾选服务儿童。"
        )
    mentor = await _mentor(form.mentor_phone, complaints)
    if complaints:
        raise Invalid(complaints)
    assert organisation is not None, "a complaint says otherwise"
    entry_id = await _enter(actor, form, organisation["division"], mentor)
    await record(
        actor,
        "incubation.entered",
        subject=("incubation", entry_id),
        division=organisation["division"],
    )
    await tell("incubation.entered", incubation_id=entry_id, organisation_id=form.organisation_id)
    return entry_id


async def _enter(actor: Actor, form: EntryForm, division: str, mentor: int | None) -> int:
    try:
        async with unit_of_work():
            return await value(
                "INSERT INTO incubation (base_id, organisation_id, division, mode, mentor_id,"
                " began_on, kept_by) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
                form.base_id,
                form.organisation_id,
                f"{division[:6]}000000",
                form.mode,
                mentor,
                form.began_on,
                actor.id,
            )
    except asyncpg.UniqueViolationError:
        raise Conflict(_("这家机构已经在一个孵化基地里。")) from None


async def _mentor(phone: str, complaints: dict[str, str]) -> int | None:
    if not phone:
        return None
    try:
        number = tidy_phone(phone, "mentor_phone")
    except Invalid as wrong:
        complaints |= wrong.fields
        return None
    found: int | None = await value(
        "SELECT id FROM account WHERE phone_key = $1 AND disabled_at IS NULL AND erased_at IS NULL",
        phone_key(number),
    )
    if found is None:
        complaints["mentor_phone"] = _("这个手机号还没有账号，请导师先注册。")
    return found


def mode_complaint(mode: str) -> dict[str, str]:
    """One of the four means (notice 4.2a)."""
    if mode in {entry.code for entry in codes.home_list("incubation_mode")}:
        return {}
    return {"mode": _("请从给出的选项里选择，或按提示填写。")}


def no_future(days: dict[str, date | None]) -> dict[str, str]:
    """Complaints about days that have not come."""
    return {
        name: _("日期不能晚于今天。")
        for name, day in days.items()
        if day is not None and day > clock.today()
    }
