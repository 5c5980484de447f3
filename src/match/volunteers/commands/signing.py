"""Pledging time: signing up, stepping back, moving up from the waiting list."""

import hashlib
from typing import Any

import asyncpg

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, unit_of_work, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, MatchError
from match.foundation.language import _
from match.foundation.outbox import tell
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
from match.volunteers.commands.calling import open_call
from match.volunteers.commands.clashes import refuse_clash
from match.volunteers.commands.roles import has_place, role_of, role_of_signup, waits_or_signed
from match.volunteers.gate import gate
from match.volunteers.limits import limits
from match.volunteers.states import JOINABLE, ShiftStatus, SignupStatus


@command
async def sign_up(
    actor: Actor, shift_id: int, *, risk_accepted: bool, role_id: int | None = None
) -> SignupStatus:
    """
    Pledge to come: ``signed`` with a place and the need's units held, or ``waiting``. Only for
    oneself: nobody is assigned (志愿服务条例 25).

    Raises Invalid where the risk notice was not confirmed or no role was chosen, Denied with the
    gate's reason, Conflict for a second pledge, another shift at that time, or units that are no
    longer there.
    """
    shift = await locked(actor, shift_id)
    if ShiftStatus(shift["status"]) not in JOINABLE or shift["starts_at"] <= clock.now():
        raise Conflict(_("这个班次已经不能报名，请看看其他班次。"))
    if not risk_accepted:
        raise Invalid({"risk_accepted": _("请阅读并确认风险告知。")})
    role = await role_of(shift_id, role_id)
    require(await gate(actor.id, shift, role))
    await _refuse_second(actor.id, shift)
    await refuse_clash(actor.id, shift)
    status = waits_or_signed(free=await has_place(shift, role))
    signup_id = await _pledge(actor, shift, status, role)
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
    await leave_all(actor, account_id)
    await _end_consents(actor, account_id)
    await value("DELETE FROM volunteer WHERE account_id = $1", account_id)
    for table in ("skill_certificate", "safety_course", "accident_cover"):
        await value(f"DELETE FROM {table} WHERE account_id = $1", account_id)  # noqa: S608 # our own names


async def _end_consents(actor: Actor, account_id: int) -> None:
    """Consents by or for somebody who is gone end, and minors without company step back."""
    minors = await rows(
        "UPDATE minor_consent SET withdrawn_at = $2 WHERE withdrawn_at IS NULL"
        " AND (minor_id = $1 OR guardian_id = $1) RETURNING minor_id",
        account_id,
        clock.now(),
    )
    for minor in {row["minor_id"] for row in minors} - {account_id}:
        await leave_all(actor, minor)


async def leave_all(actor: Actor, account_id: int) -> None:
    """Step back from every shift ahead."""
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


async def step_back(actor: Actor, shift: Row, signup: Row) -> bool:
    """Withdraw a pledge, free its place and units, and let the next in line move up."""
    held_place = signup["status"] == SignupStatus.signed
    company = await _accompanied_by(shift, signup)
    late = held_place and rules.is_late(clock.now(), shift["starts_at"], await limits())
    await release_units(actor, shift, signup)
    await move_signup(actor, signup, "withdraw", sets={"late": late})
    if held_place:
        await count_places(actor, shift, -1)
        for minor in company:
            await step_back(SYSTEM, shift, minor)
        if not await _move_up(shift, signup["role_id"]):
            await open_call(shift, signup["role_id"], besides=signup["volunteer_id"])
    return late


async def _accompanied_by(shift: Row, signup: Row) -> list[Row]:
    """Minors in this shift whose guardian steps back: without company they cannot come."""
    return await rows(
        "SELECT u.* FROM shift_signup u JOIN minor_consent m ON m.minor_id = u.volunteer_id"
        " WHERE u.shift_id = $1 AND m.guardian_id = $2 AND m.given_at IS NOT NULL"
        " AND m.withdrawn_at IS NULL AND u.status IN ('waiting', 'signed') ORDER BY u.id"
        " FOR UPDATE OF u",
        shift["id"],
        signup["volunteer_id"],
    )


async def _refuse_second(account: int | None, shift: Row) -> None:
    held = await value(
        "SELECT count(*) FROM shift_signup WHERE shift_id = $1 AND volunteer_id = $2"
        " AND status IN ('waiting', 'signed', 'checked_in', 'confirmed', 'absent')",
        shift["id"],
        account,
    )
    if held:
        raise Conflict(_("您已经报名这个班次。"))


async def _pledge(actor: Actor, shift: Row, status: SignupStatus, role: Row | None) -> int:
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
        role["id"] if role else None,
    )
    try:
        async with unit_of_work():
            return await value(
                "INSERT INTO shift_signup (shift_id, volunteer_id, division, status, starts_at,"
                " ends_at, risk_hash, risk_accepted_at, role_id)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
                " RETURNING id",
                *values,
            )
    except asyncpg.ExclusionViolationError:
        # Two requests of one person at the same moment: the other one was first.
        raise Conflict(_("您刚刚报名了同一时间的另一个班次。")) from None


async def _move_up(shift: Row, role_id: int | None) -> bool:
    """
    The first in line for this role who may still serve and has the time gets the place that is
    free; returns whether anybody did.

    Who cannot keep it now stays in line. No lock on people here: they come before shifts in the
    order of locks, and the exclusion constraint holds without one.
    """
    line = await rows(
        "SELECT * FROM shift_signup WHERE shift_id = $1 AND status = 'waiting'"
        " AND role_id IS NOT DISTINCT FROM $2 ORDER BY id FOR UPDATE",
        shift["id"],
        role_id,
    )
    for signup in line:
        try:
            async with unit_of_work():
                role = await role_of_signup(signup)
                require(await gate(signup["volunteer_id"], shift, role))
                await refuse_clash(signup["volunteer_id"], shift)
                await move_signup(SYSTEM, signup, "promote")
                await hold_units(SYSTEM, shift, signup["id"])
        except (MatchError, asyncpg.ExclusionViolationError):
            continue
        await count_places(SYSTEM, shift, 1)
        return True
    return False
