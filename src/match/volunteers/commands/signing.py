"""Pledging time: registering, signing up, stepping back, moving up from the waiting list."""

import hashlib
from typing import Any

import asyncpg

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, unit_of_work, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, MatchError
from match.foundation.language import _
from match.foundation.outbox import tell
from match.places.queries import divisions
from match.volunteers import rules
from match.volunteers.commands._shared import (
    Row,
    count_places,
    hold_units,
    locked,
    move_signup,
    own_signup,
    release_units,
)
from match.volunteers.forms import VolunteerForm
from match.volunteers.gate import gate
from match.volunteers.limits import limits
from match.volunteers.states import JOINABLE, ShiftStatus, SignupStatus


@command
async def register_volunteer(actor: Actor, form: VolunteerForm) -> None:
    """Say who one is as a volunteer, or say it anew. Raises Invalid with every complaint."""
    complaints = rules.skills_complaint(form.skills)
    if form.kind not in {entry.code for entry in codes.home_list("volunteer_kind")}:
        complaints["kind"] = _("请选择一种志愿者身份。")
    if not 0 <= rules.age_on(form.born_on, clock.today()) <= 100:
        complaints["born_on"] = _("请核对出生日期。")
    if form.area and form.area.ljust(12, "0") not in await divisions([form.area.ljust(12, "0")]):
        complaints["area"] = _("请从列表里选择县市区。")
    if not form.true_and_complete:
        complaints["true_and_complete"] = _("请确认填写的信息真实、完整。")
    if complaints:
        raise Invalid(complaints)
    await value(
        "INSERT INTO volunteer (account_id, kind, born_on, area, skills)"
        " VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (account_id) DO UPDATE SET kind = $2, born_on = $3, area = $4, skills = $5,"
        " declared_at = $6",
        actor.id,
        form.kind,
        form.born_on,
        form.area,
        form.skills,
        clock.now(),
    )
    await record(actor, "volunteer.registered", subject=("account", actor.id))


@command
async def sign_up(actor: Actor, shift_id: int, *, risk_accepted: bool) -> SignupStatus:
    """
    Pledge to come: ``signed`` with a place and the need's units held, or ``waiting``.

    Raises Invalid where the risk notice was not confirmed, Denied with the gate's reason, Conflict
    for a second pledge, another shift at that time, or units that are no longer there.
    """
    shift = await locked(actor, shift_id)
    if ShiftStatus(shift["status"]) not in JOINABLE or shift["starts_at"] <= clock.now():
        raise Conflict(_("这个班次已经不能报名，请看看其他班次。"))
    if not risk_accepted:
        raise Invalid({"risk_accepted": _("请阅读并确认风险告知。")})
    require(await gate(actor.id, shift))
    await _refuse_second(actor.id, shift)
    await _refuse_clash(actor.id, shift)
    status = SignupStatus.signed if shift["taken"] < shift["places"] else SignupStatus.waiting
    signup_id = await _pledge(actor, shift, status)
    if status is SignupStatus.signed:
        await hold_units(actor, shift, signup_id)
        await count_places(actor, shift, 1)
    await record(
        actor, "signup.pledged", subject=("shift_signup", signup_id), division=shift["division"]
    )
    await tell("signup.pledged", signup_id=signup_id, shift_id=shift_id, volunteer_id=actor.id)
    return status


@command
async def withdraw(actor: Actor, shift_id: int) -> bool:
    """Step back before the shift begins; returns whether it came late. The next moves up."""
    shift, signup = await own_signup(actor, shift_id)
    if shift["starts_at"] <= clock.now():
        raise Conflict(_("班次已经开始，不能再退出。请联系儿童之家。"))
    return await step_back(actor, shift, signup)


@command
async def volunteer_gone(actor: Actor, account_id: int) -> None:
    """An account was erased: its pledges ahead are off, and what it said of itself goes."""
    ahead = await rows(
        "SELECT shift_id, id FROM shift_signup WHERE volunteer_id = $1 AND starts_at > $2"
        " AND status IN ('waiting', 'signed') ORDER BY shift_id",
        account_id,
        clock.now(),
    )
    for row in ahead:
        shift = await locked(actor, row["shift_id"])
        signup = await one("SELECT * FROM shift_signup WHERE id = $1 FOR UPDATE", row["id"])
        assert signup is not None, "sign-ups are never deleted"
        await step_back(actor, shift, signup)
    await value("DELETE FROM volunteer WHERE account_id = $1", account_id)


async def step_back(actor: Actor, shift: Row, signup: Row) -> bool:
    """Withdraw a pledge, free its place and units, and let the next in line move up."""
    held_place = signup["status"] == SignupStatus.signed
    late = held_place and rules.is_late(clock.now(), shift["starts_at"], await limits())
    await release_units(actor, shift, signup)
    await move_signup(actor, signup, "withdraw", sets={"late": late})
    if held_place:
        await count_places(actor, shift, -1)
        await _move_up(shift)
    return late


async def _refuse_second(account: int | None, shift: Row) -> None:
    held = await value(
        "SELECT count(*) FROM shift_signup WHERE shift_id = $1 AND volunteer_id = $2"
        " AND status IN ('waiting', 'signed', 'checked_in', 'confirmed', 'absent')",
        shift["id"],
        account,
    )
    if held:
        raise Conflict(_("您已经报名这个班次。"))


async def _refuse_clash(account: int | None, shift: Row) -> None:
    """Two shifts of one person at one time, or too near for the way between two homes."""
    held = await rows(
        "SELECT s.title, s.home_id, u.starts_at, u.ends_at FROM shift_signup u"
        " JOIN shift s ON s.id = u.shift_id WHERE u.volunteer_id = $1 AND u.shift_id <> $2"
        " AND u.status IN ('signed', 'checked_in', 'confirmed')"
        " AND u.starts_at < $4::timestamptz + interval '1 day'"
        " AND u.ends_at > $3::timestamptz - interval '1 day'",
        account,
        shift["id"],
        shift["starts_at"],
        shift["ends_at"],
    )
    travel = (await limits()).travel_minutes
    for other in held:
        margin = 0 if other["home_id"] == shift["home_id"] else travel
        if rules.too_close(
            shift["starts_at"],
            shift["ends_at"],
            other["starts_at"],
            other["ends_at"],
            margin_minutes=margin,
        ):
            raise Conflict(
                _("与您已报名的“%(title)s”时间冲突或路上来不及，请先退出其中一个。")
                % {"title": other["title"]}
            )


async def _pledge(actor: Actor, shift: Row, status: SignupStatus) -> int:
    """The row of a pledge, with the risk notice that was confirmed."""
    values: tuple[Any, ...] = (
        shift["id"],
        actor.id,
        shift["division"],
        status,
        shift["starts_at"],
        shift["ends_at"],
        hashlib.sha256(shift["risk"].encode()).hexdigest(),
        clock.now(),
    )
    try:
        async with unit_of_work():
            return await value(
                "INSERT INTO shift_signup (shift_id, volunteer_id, division, status, starts_at,"
                " ends_at, risk_hash, risk_accepted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
                " RETURNING id",
                *values,
            )
    except asyncpg.ExclusionViolationError:
        # Two requests of one person at the same moment: the other one was first.
        raise Conflict(_("您刚刚报名了同一时间的另一个班次。")) from None


async def _move_up(shift: Row) -> None:
    """
    The first in line who may still serve and has the time gets the place that is free.

    Who cannot keep it now stays in line. No lock on people here: they come before shifts in the
    order of locks, and the exclusion constraint holds without one.
    """
    line = await rows(
        "SELECT * FROM shift_signup WHERE shift_id = $1 AND status = 'waiting'"
        " ORDER BY id FOR UPDATE",
        shift["id"],
    )
    for signup in line:
        try:
            async with unit_of_work():
                require(await gate(signup["volunteer_id"], shift))
                await _refuse_clash(signup["volunteer_id"], shift)
                await move_signup(SYSTEM, signup, "promote")
                await hold_units(SYSTEM, shift, signup["id"])
        except (MatchError, asyncpg.ExclusionViolationError):
            continue
        await count_places(SYSTEM, shift, 1)
        return
