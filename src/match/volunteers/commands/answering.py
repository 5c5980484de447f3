"""What somebody says who is asked to step in: the first yes gets the place."""

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import command, one, value
from match.foundation.errors import Conflict, NotFound
from match.foundation.language import _
from match.volunteers.commands._shared import Row, locked
from match.volunteers.commands.calling import ask_on, end_call
from match.volunteers.commands.roles import has_place
from match.volunteers.commands.signing import sign_up
from match.volunteers.states import CallStatus, ShiftStatus


@command
async def answer_call(
    actor: Actor, call_id: int, *, accepts: bool, risk_accepted: bool = False
) -> None:
    """
    Step in, or not. The first yes gets the place; the others are told. A no has no consequence
    (志愿服务条例 25). Raises Conflict where somebody was faster.
    """
    found = await one("SELECT shift_id FROM replacement_call WHERE id = $1", call_id)
    if found is None:
        raise NotFound(_("没有找到这次接替邀请。"))
    shift = await locked(SYSTEM, found["shift_id"])
    call, ask = await _own_ask(actor, call_id)
    if call["status"] != CallStatus.open or ask["answer"] not in ("asked", "no"):
        raise Conflict(_("已经有人接替，或这次邀请已经结束。谢谢您的回应。"))
    if not accepts:
        await _answered(ask["id"], "no")
        await ask_on(call)
        return
    role = await one("SELECT * FROM shift_role WHERE id = $1", call["role_id"])
    open_still = ShiftStatus(shift["status"]) is ShiftStatus.open
    if not open_still or not await has_place(shift, role):
        raise Conflict(_("已经有人接替，或这次邀请已经结束。谢谢您的回应。"))
    await sign_up(actor, shift["id"], risk_accepted=risk_accepted, role_id=call["role_id"])
    await _answered(ask["id"], "yes")
    await end_call(actor, call, "fill")


async def _own_ask(actor: Actor, call_id: int) -> tuple[Row, Row]:
    call = await one("SELECT * FROM replacement_call WHERE id = $1 FOR UPDATE", call_id)
    ask = await one(
        "SELECT * FROM replacement_ask WHERE call_id = $1 AND volunteer_id = $2"
        " AND answer <> 'queued' FOR UPDATE",
        call_id,
        actor.id,
    )
    if call is None or ask is None:
        raise NotFound(_("没有找到这次接替邀请。"))
    return call, ask


async def _answered(ask_id: int, answer: str) -> None:
    await value(
        "UPDATE replacement_ask SET answer = $2, answered_at = $3 WHERE id = $1",
        ask_id,
        answer,
        clock.now(),
    )
