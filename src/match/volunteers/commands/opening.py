"""Shifts: written, opened, cancelled."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.homes.states import WORKING, HomeStatus
from match.needs.states import OPEN as NEED_OPEN
from match.needs.states import NeedStatus
from match.needs.wording import refuse_personal_data, refuse_place_names
from match.volunteers import policy, rules
from match.volunteers.commands._shared import (
    Row,
    locked,
    move_shift,
    move_signup,
    need_reason,
    release_units,
)
from match.volunteers.commands.roles import keep_roles
from match.volunteers.forms import ShiftForm
from match.volunteers.limits import limits
from match.volunteers.pay import pay_complaint
from match.volunteers.states import JOINABLE, ShiftPlace, ShiftStatus

# No letter or figure that is mistaken for another when it is read aloud or typed.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_FIELDS = (
    "home_id", "division", "organisation_id", "agreement_id", "need_id", "line_id", "title",
    "asked", "skills", "place", "starts_at", "ends_at", "places", "minimum_age", "child_contact",
    "risk", "children", "units_each", "bodily_risk", "home_adults",
)  # fmt: skip
_DRAFT = (
    f"INSERT INTO shift ({', '.join(_FIELDS)}, code, created_by)"  # noqa: S608 # our own names
    f" VALUES ({', '.join(f'${at}' for at in range(1, len(_FIELDS) + 3))}) RETURNING id"
)
_CHANGE = (
    f"UPDATE shift SET {', '.join(f'{name} = ${at}' for at, name in enumerate(_FIELDS, 2))}"  # noqa: S608 # names of ours
    " WHERE id = $1"
)


@command
async def draft_shift(actor: Actor, form: ShiftForm) -> int:
    """
    Keep a shift as a draft; returns its id.

    Raises Denied for who may not open shifts at this home, Invalid with every complaint at once:
    times, an unknown line, more units than the line has left, words that name a person.
    """
    fields = await _checked(actor, form)
    code = "".join(secrets.choice(_ALPHABET) for _at in range(8))
    shift_id: int = await value(_DRAFT, *fields.values(), code, actor.id)
    await keep_roles(shift_id, form)
    await record(actor, "shift.drafted", subject=("shift", shift_id), division=fields["division"])
    return shift_id


@command
async def change_shift(actor: Actor, shift_id: int, form: ShiftForm) -> None:
    """Change a draft. What people signed up for is changed by cancelling it and opening anew."""
    shift = await locked(actor, shift_id)
    require(policy.can_keep(actor, shift))
    if shift["status"] != ShiftStatus.draft:
        raise Conflict(_("班次已经发布，不能再修改。需要修改时，请取消后重新发布。"))
    fields = await _checked(actor, form)
    await value(_CHANGE, shift_id, *fields.values())
    await keep_roles(shift_id, form)
    await record(
        actor,
        "shift.saved",
        subject=("shift", shift_id),
        division=fields["division"],
        changes={name: (shift[name], fields[name]) for name in _FIELDS},
    )


@command
async def open_shift(actor: Actor, shift_id: int) -> None:
    """Let people sign up. The times and the line's units are looked at once more."""
    shift = await locked(actor, shift_id)
    require(policy.can_keep(actor, shift))
    asked = await limits()
    complaints = rules.times_complaint(shift["starts_at"], shift["ends_at"], clock.now(), asked)
    if shift["line_id"] is not None:
        line = await _line(shift["line_id"], shift["home_id"])
        complaints |= _units_complaint(line, shift["units_each"], shift["places"])
    complaints |= rules.adults_complaint(
        child_contact=shift["child_contact"],
        places=shift["places"],
        home_adults=shift["home_adults"],
        wanted=asked.least_adults,
    )
    if complaints:
        raise Invalid(complaints)
    reminder = shift["starts_at"] - timedelta(hours=asked.reminder_hours)
    await move_shift(actor, shift, "open", sets={"next_check_at": max(reminder, clock.now())})


@command
async def cancel_shift(actor: Actor, shift_id: int, reason: str) -> None:
    """Call a shift off before it begins; everybody who signed up hears why."""
    shift = await locked(actor, shift_id)
    require(policy.can_keep(actor, shift))
    await call_off(actor, shift, need_reason(reason))


@command
async def need_gone(actor: Actor, need_id: int) -> int:
    """A need was taken back or ran out: its shifts ahead are off. Returns how many."""
    found = await rows(
        "SELECT id FROM shift WHERE need_id = $1 AND status = ANY($2) ORDER BY id",
        need_id,
        [str(status) for status in (ShiftStatus.draft, *JOINABLE)],
    )
    for row in found:
        await call_off(actor, await locked(actor, row["id"]), _("这条需求已撤回或过期"))
    return len(found)


async def call_off(actor: Actor, shift: Row, reason: str) -> None:
    """Cancel every pledge of the shift, give its units back, then cancel the shift."""
    await move_shift(
        actor, shift, "cancel", reason=reason, sets={"reason": reason, "next_check_at": None}
    )
    standing = await rows(
        "SELECT * FROM shift_signup WHERE shift_id = $1"
        " AND status IN ('waiting', 'signed', 'checked_in') ORDER BY id FOR UPDATE",
        shift["id"],
    )
    for signup in standing:
        await release_units(actor, shift, signup)
        await move_signup(actor, signup, "cancel", reason=reason)
    await value("UPDATE shift SET taken = 0 WHERE id = $1", shift["id"])


async def _checked(actor: Actor, form: ShiftForm) -> dict[str, Any]:
    """The form as columns, in the order of `_FIELDS`."""
    home = await one(
        "SELECT h.id, h.name, h.division, h.status, d.name AS village FROM home h"
        " JOIN division d ON d.code = h.division WHERE h.id = $1",
        form.home_id,
    )
    if home is None or HomeStatus(home["status"]) not in WORKING:
        raise Invalid({"home_id": _("请选择一个开放中的儿童之家。")})
    agreement = await _agreement(actor, home["id"])
    require(policy.can_open(actor, home["id"], agreed=agreement is not None))
    starts, ends = rules.moment(form.day, form.starts), rules.moment(form.day, form.ends)
    complaints = rules.times_complaint(starts, ends, clock.now(), await limits())
    complaints |= rules.skills_complaint(form.skills) | rules.roles_complaint(
        form.roles(), form.places
    )
    complaints |= pay_complaint({"title": form.title, "asked": form.asked})
    line = await _line(form.line_id, home["id"]) if form.line_id else None
    if form.line_id:
        complaints |= _units_complaint(line, form.units_each, form.places)
        complaints |= await _held_by_agreement(agreement, form)
    elif form.units_each:
        complaints["units_each"] = _("没有选择需求时，请填 0。")
    children = line["beneficiaries"] if line else form.children
    if not children:
        complaints["children"] = _("请填写参加活动的儿童人数。")
    if complaints:
        raise Invalid(complaints)
    refuse_personal_data(
        {"title": form.title, "asked": form.asked, "risk": form.risk}
        | {f"role{at}_name": name for at, name, _skill, _places in form.roles()}
    )
    small = children < await whole("need.small_group")
    if small:
        texts = {"title": form.title, "asked": form.asked, "risk": form.risk}
        refuse_place_names(texts, home["village"], home["name"])
    return _columns(form, home, agreement, line, starts, ends, children, small)


def _columns(
    form: ShiftForm,
    home: Row,
    agreement: Row | None,
    line: Row | None,
    starts: datetime,
    ends: datetime,
    children: int,
    small: bool,
) -> dict[str, Any]:
    held = {
        "division": home["division"],
        "organisation_id": agreement["organisation_id"] if agreement else None,
        "agreement_id": agreement["id"] if agreement else None,
        "need_id": line["need_id"] if line else None,
        "line_id": form.line_id or None,
        "place": ShiftPlace.township if small else form.place,
        "starts_at": starts,
        "ends_at": ends,
        "children": children,
        # A need that brings people and children together does so in each of its shifts.
        "child_contact": form.child_contact or bool(line and line["child_contact"]),
    }
    return {name: held[name] if name in held else getattr(form, name) for name in _FIELDS}


async def _agreement(actor: Actor, home_id: int) -> Row | None:
    """The newest agreement in force between the home and an organisation of this person, unless
    they direct the home: then the shift is the home's own."""
    if actor.system or home_id in actor.homes:
        return None
    return await one(
        "SELECT id, organisation_id, line_id FROM agreement WHERE home_id = $1"
        " AND organisation_id = ANY($2) AND status = 'in_force' ORDER BY id DESC LIMIT 1",
        home_id,
        sorted(actor.organisations),
    )


async def _held_by_agreement(agreement: Row | None, form: ShiftForm) -> dict[str, str]:
    """Units that an organisation's agreement holds are counted by its receipt, not once more."""
    if agreement is None or not form.units_each:
        return {}
    held = await value(
        "SELECT count(*) FROM agreement WHERE line_id = $1 AND organisation_id = $2"
        " AND status = 'in_force'",
        form.line_id,
        agreement["organisation_id"],
    )
    if not held:
        return {}
    return {"units_each": _("这一项已在贵机构的协议里，由儿童之家按协议签收，这里请填 0。")}


async def _line(line_id: int, home_id: int) -> Row:
    """A line of this home's needs that time can serve. Raises NotFound for any other."""
    line = await one(
        "SELECT l.*, n.status AS need_status, n.beneficiaries, n.child_contact FROM need_line l"
        " JOIN need n ON n.id = l.need_id WHERE l.id = $1 AND n.home_id = $2",
        line_id,
        home_id,
    )
    if line is None:
        raise NotFound(_("没有找到这一项需求。"))
    return line


def _units_complaint(line: Row | None, units_each: int, places: int) -> dict[str, str]:
    """Whether the line is an open service, and has units for every place."""
    if line is None or line["category"].split("-")[0] not in rules.SERVICE_ROOTS:
        return {"line_id": _("志愿班次只能对应服务、活动类的需求。")}
    if NeedStatus(line["need_status"]) not in NEED_OPEN:
        return {"line_id": _("这条需求现在不接受新的帮助。")}
    held = sum(line[name] for name in ("reserved", "committed", "in_transit", "received"))
    left = line["quantity"] - held
    if units_each * places > left:
        return {
            "units_each": _("这一项只剩 %(left)s，%(places)s 人每人 %(each)s 超出了，请改小。")
            % {"left": left, "places": places, "each": units_each}
        }
    return {}
