"""Who came: checked in by the code at the door or by the home's tick; who did not."""

from datetime import datetime

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.volunteers import policy, rules
from match.volunteers.commands._shared import (
    Row,
    hold_units,
    locked_signup,
    move_shift,
    move_signup,
    need_reason,
    own_signup,
    release_units,
)
from match.volunteers.door import opens
from match.volunteers.gate import may_begin
from match.volunteers.limits import limits
from match.volunteers.states import BEGUN, HOLDS_UNITS, ShiftStatus, SignupStatus


@command
async def check_in(actor: Actor, shift_id: int, code: str) -> None:
    """The volunteer is there and read the *code* at the door. Raises Invalid or Conflict."""
    shift, signup = await own_signup(actor, shift_id)
    right_code(shift, code, clock.now())
    require_place(signup)
    require(await may_begin(signup["volunteer_id"], shift))
    since = rules.check_in_opens(shift["starts_at"], await limits())
    if not since <= clock.now() <= shift["ends_at"]:
        raise Conflict(
            _("签到时间是开始前 %(minutes)s 分钟到班次结束。")
            % {"minutes": (await limits()).check_in_before_minutes}
        )
    await move_signup(
        actor,
        signup,
        "check_in",
        sets={"checked_in_at": clock.now(), "checked_in_by": actor.id},
    )


@command
async def check_out(actor: Actor, shift_id: int, code: str) -> None:
    """The volunteer leaves and read the *code* once more."""
    shift, signup = await own_signup(actor, shift_id)
    right_code(shift, code, clock.now())
    if signup["status"] != SignupStatus.checked_in:
        raise Conflict(_("请先签到。"))
    if signup["checked_out_at"] is not None:
        raise Conflict(_("您已经签退。"))
    if clock.now() > rules.check_out_closes(shift["ends_at"], await limits()):
        raise Conflict(_("签退时间已过，时长由儿童之家确认。"))
    await value(
        "UPDATE shift_signup SET checked_out_at = $2 WHERE id = $1", signup["id"], clock.now()
    )


@command
async def tick_present(actor: Actor, signup_id: int) -> None:
    """
    The home, or who runs the shift, saw this person. Also corrects an absence that was wrong,
    as long as the need still has the units.
    """
    shift, signup = await locked_signup(actor, signup_id)
    require(policy.can_keep(actor, shift))
    if signup["volunteer_id"] in (actor.id, actor.covering):
        raise Conflict(_("不能为自己登记到场，请用门口的签到码。"))
    if clock.now() < rules.check_in_opens(shift["starts_at"], await limits()):
        raise Conflict(_("还没到签到时间。"))
    require_place(signup)
    require(await may_begin(signup["volunteer_id"], shift))
    came = min(clock.now(), shift["ends_at"])
    if signup["status"] == SignupStatus.absent:
        came = shift["starts_at"]
        await hold_units(actor, shift, signup["id"])
    elif clock.now() > shift["ends_at"]:
        came = shift["starts_at"]
    await move_signup(
        actor, signup, "check_in", sets={"checked_in_at": came, "checked_in_by": actor.id}
    )


@command
async def mark_absent(actor: Actor, signup_id: int, reason: str) -> None:
    """Somebody who signed up did not come: their units of the need are open again."""
    shift, signup = await locked_signup(actor, signup_id)
    require(policy.can_keep(actor, shift))
    if ShiftStatus(shift["status"]) not in BEGUN:
        raise Conflict(_("班次开始以后才能登记未到。"))
    if SignupStatus(signup["status"]) not in HOLDS_UNITS:
        raise Conflict(_("现在的状态不能这样操作，请刷新页面后再看。"))
    await missed(actor, shift, signup, need_reason(reason))
    await settle(actor, shift)


async def missed(actor: Actor, shift: Row, signup: Row, reason: str) -> None:
    """An absence, with its units given back."""
    await release_units(actor, shift, signup)
    await move_signup(
        actor,
        signup,
        "miss",
        reason=reason,
        sets={"reason": reason, "checked_in_at": None, "checked_out_at": None},
    )


async def settle(actor: Actor, shift: Row) -> None:
    """A shift that is over is confirmed once nobody's presence or hours are open."""
    if shift["status"] != ShiftStatus.done:
        return
    left = await value(
        "SELECT count(*) FROM shift_signup WHERE shift_id = $1"
        " AND status IN ('waiting', 'signed', 'checked_in')",
        shift["id"],
    )
    if not left:
        await move_shift(actor, shift, "confirm", sets={"next_check_at": None})


def require_place(signup: Row) -> None:
    """Who waits has no place yet. Raises Conflict."""
    if signup["status"] == SignupStatus.waiting:
        raise Conflict(_("您还在候补，没有名额。"))
    if signup["status"] == SignupStatus.checked_in:
        raise Conflict(_("已经签到。"))


def right_code(shift: Row, code: str, at: datetime) -> None:
    """Raises Invalid for a code that does not open this shift at *at*."""
    if not opens(shift, code, at):
        raise Invalid({"code": _("签到码不对，请看儿童之家门口或签到单上的 8 位码。")})
