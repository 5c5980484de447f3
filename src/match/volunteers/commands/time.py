"""What the clock does to shifts: reminders, the start, the end, who did not come."""

from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.workdays import workdays_from_now
from match.volunteers import rules
from match.volunteers.commands._shared import Row, locked, move_shift, move_signup
from match.volunteers.commands.opening import call_off
from match.volunteers.commands.presence import missed, settle
from match.volunteers.gate import may_begin
from match.volunteers.limits import limits
from match.volunteers.states import JOINABLE, ShiftStatus


@command
async def poke_shift(actor: Actor, shift_id: int) -> None:
    """Do what is due for one shift, looked at again under its lock."""
    shift = await locked(actor, shift_id)
    if shift["next_check_at"] is None or shift["next_check_at"] > clock.now():
        return
    status = ShiftStatus(shift["status"])
    if status in JOINABLE and clock.now() < shift["starts_at"]:
        await _remind(shift)
    elif status in JOINABLE:
        await _start(actor, shift)
    elif status is ShiftStatus.running:
        await _finish(actor, shift)
    elif status is ShiftStatus.done:
        await _follow_up(actor, shift)
    else:
        await _look_at(shift, None)


async def sweep_shifts(actor: Actor, limit: int = 200) -> int:
    """Poke every shift whose time has come; returns how many. Each is its own transaction."""
    due = await rows(
        "SELECT id FROM shift WHERE next_check_at <= $1 ORDER BY next_check_at, id LIMIT $2",
        clock.now(),
        limit,
    )
    for shift in due:
        await poke_shift(actor, shift["id"])
    return len(due)


async def _remind(shift: Row) -> None:
    """Once, a day ahead; then the clock looks at the start."""
    if shift["reminded_at"] is None:
        await value("UPDATE shift SET reminded_at = $2 WHERE id = $1", shift["id"], clock.now())
        await tell("shift.near", shift_id=shift["id"])
        if await _blocked(shift):
            await tell("shift.blocked", shift_id=shift["id"])
    await _look_at(shift, shift["starts_at"])


async def _start(actor: Actor, shift: Row) -> None:
    """It begins with those who have a place; without anybody it is off."""
    if not shift["taken"]:
        await call_off(actor, shift, _("没有人报名"))
        return
    blocked = await _blocked(shift)
    if blocked:
        await call_off(actor, shift, blocked)
        return
    closes = rules.check_out_closes(shift["ends_at"], await limits())
    await move_shift(actor, shift, "start", sets={"next_check_at": closes})
    line = await rows(
        "SELECT * FROM shift_signup WHERE shift_id = $1 AND status = 'waiting'"
        " ORDER BY id FOR UPDATE",
        shift["id"],
    )
    for signup in line:
        await move_signup(actor, signup, "lapse")


async def _blocked(shift: Row) -> str:
    """
    Why the shift may not begin for anybody, or nothing: too few adults for children, or bodily
    risk and nobody who has a place is insured. Told a day before; at the start it is off.
    """
    signed = await rows(
        "SELECT volunteer_id FROM shift_signup WHERE shift_id = $1"
        " AND status IN ('signed', 'checked_in')",
        shift["id"],
    )
    verdicts = [await may_begin(one["volunteer_id"], shift) for one in signed]
    refusals = [verdict for verdict in verdicts if isinstance(verdict, str)]
    return refusals[0] if refusals and len(refusals) == len(verdicts) else ""


async def _finish(actor: Actor, shift: Row) -> None:
    """It is over: the home confirms hours; who did not come is settled in some days."""
    asked = await limits()
    again = clock.now() + timedelta(days=asked.no_show_days)
    due = (await workdays_from_now(asked.record_workdays)).date()
    await move_shift(actor, shift, "finish", sets={"next_check_at": again, "record_due_on": due})
    await settle(actor, shift)


async def _follow_up(actor: Actor, shift: Row) -> None:
    """Who was never ticked did not come; hours that nobody confirmed are asked for again."""
    absent = await rows(
        "SELECT * FROM shift_signup WHERE shift_id = $1 AND status = 'signed'"
        " ORDER BY id FOR UPDATE",
        shift["id"],
    )
    for signup in absent:
        await missed(actor, shift, signup, _("没有签到记录"))
    await settle(actor, shift)
    if shift["status"] == ShiftStatus.done:
        await tell("shift.unconfirmed", shift_id=shift["id"])
        await _look_at(shift, clock.now() + timedelta(days=(await limits()).no_show_days))


async def _look_at(shift: Row, when: object) -> None:
    await value("UPDATE shift SET next_check_at = $2 WHERE id = $1", shift["id"], when)
