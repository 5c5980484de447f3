"""Hours: confirmed by the home, corrected with a reason, taken back."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.needs.commands import Closure, move_units
from match.needs.commands.units import Place
from match.needs.states import ClosureKind
from match.volunteers import policy, rules
from match.volunteers.commands._shared import (
    Row,
    close_units,
    locked_signup,
    move_signup,
    need_reason,
)
from match.volunteers.commands.presence import settle
from match.volunteers.limits import limits
from match.volunteers.states import BEGUN, ShiftStatus, SignupStatus


@command
async def confirm_hours(actor: Actor, signup_id: int, minutes: int) -> None:
    """
    The home confirms *minutes* of service: the pledge is kept, and its units of the need are
    received, closed by this sign-up. Never by who served, nor more than the shift and a margin.
    """
    shift, signup = await locked_signup(actor, signup_id)
    require(policy.can_confirm(actor, shift, signup["volunteer_id"]))
    if signup["status"] != SignupStatus.checked_in:
        raise Conflict(_("请先登记到场，再确认时长。"))
    if ShiftStatus(shift["status"]) not in BEGUN or not _is_over(shift, signup):
        raise Conflict(_("班次结束或本人签退以后才能确认时长。"))
    await _refuse_minutes(shift, minutes)
    await move_signup(
        actor,
        signup,
        "confirm",
        sets={"minutes": minutes, "confirmed_by": actor.id, "confirmed_at": clock.now()},
    )
    await _keep_hours(actor, signup_id, minutes, "")
    await close_units(actor, shift, signup)
    await settle(actor, shift)


@command
async def correct_hours(actor: Actor, signup_id: int, minutes: int, reason: str) -> None:
    """Another figure for what was confirmed, with the reason; the volunteer hears of it."""
    shift, signup = await locked_signup(actor, signup_id)
    require(policy.can_confirm(actor, shift, signup["volunteer_id"]))
    if signup["status"] != SignupStatus.confirmed:
        raise Conflict(_("还没有确认时长，不需要更正。"))
    said = need_reason(reason)
    await _refuse_minutes(shift, minutes)
    if minutes == signup["minutes"]:
        raise Invalid({"minutes": _("与原来的时长相同，不需要更正。")})
    await value("UPDATE shift_signup SET minutes = $2 WHERE id = $1", signup_id, minutes)
    await _keep_hours(actor, signup_id, minutes, said)
    await record(
        actor,
        "signup.corrected",
        subject=("shift_signup", signup_id),
        division=shift["division"],
        reason=said,
        changes={"minutes": (signup["minutes"], minutes)},
    )
    await tell(
        "signup.corrected",
        signup_id=signup_id,
        shift_id=shift["id"],
        volunteer_id=signup["volunteer_id"],
    )


@command
async def revoke_hours(actor: Actor, signup_id: int, reason: str) -> None:
    """
    A confirmation was wrong: this person did not serve. Units go back to the need with a row
    against the first, as long as the need is not confirmed or closed.
    """
    shift, signup = await locked_signup(actor, signup_id)
    require(policy.can_confirm(actor, shift, signup["volunteer_id"]))
    if signup["status"] != SignupStatus.confirmed:
        raise Conflict(_("还没有确认时长，不需要更正。"))
    said = need_reason(reason)
    if signup["units"]:
        await _refuse_closed(shift)
        await move_units(
            actor,
            shift["line_id"],
            signup["units"],
            source=Place.received,
            target=Place.open,
            reason=said,
            by=Closure(ClosureKind.shift, signup_id),
        )
    await move_signup(
        actor,
        signup,
        "miss",
        reason=said,
        sets={"minutes": None, "units": 0, "reason": said, "checked_in_at": None,
              "checked_out_at": None},
    )  # fmt: skip
    await _keep_hours(actor, signup_id, 0, said)


def _is_over(shift: Row, signup: Row) -> bool:
    return signup["checked_out_at"] is not None or clock.now() >= shift["ends_at"]


async def _refuse_minutes(shift: Row, minutes: int) -> None:
    most = rules.most_minutes(shift["starts_at"], shift["ends_at"], await limits())
    if not 1 <= minutes <= most:
        raise Invalid(
            {"minutes": _("时长应在 1 到 %(most)s 分钟之间，路上时间不计。") % {"most": most}}
        )


async def _refuse_closed(shift: Row) -> None:
    status = await value("SELECT status FROM need WHERE id = $1", shift["need_id"])
    if status in ("confirmed", "closed"):
        raise Conflict(_("这条需求已经确认办结，不能再撤销时长；可以更正分钟数。"))


async def _keep_hours(actor: Actor, signup_id: int, minutes: int, reason: str) -> None:
    await value(
        'INSERT INTO shift_hours (signup_id, minutes, reason, "by") VALUES ($1, $2, $3, $4)',
        signup_id,
        minutes,
        reason,
        actor.id,
    )
