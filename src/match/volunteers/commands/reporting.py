"""What a telephone without network wrote down: taken later, once, with its own clock marked."""

from datetime import datetime, timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, unit_of_work, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, MatchError, NotFound
from match.foundation.language import _
from match.volunteers import policy, rules
from match.volunteers.commands._shared import Row, locked, locked_signup, move_signup
from match.volunteers.commands.presence import require_place, right_code
from match.volunteers.forms import ReportForm
from match.volunteers.gate import may_begin
from match.volunteers.limits import limits
from match.volunteers.states import Outcome, ShiftStatus, SignupStatus, Verb

# A telephone's clock may be some minutes fast; later than this it is wrong.
FAST = timedelta(minutes=5)


@command
async def report_presence(actor: Actor, form: ReportForm) -> tuple[Outcome, str]:
    """
    Take what a telephone tells of an arrival or a departure; returns the outcome and, for a
    refusal, the reason. Told twice (same key) it is answered as the first time and changes
    nothing. A refusal is kept as well: the home can see it and decide by its own tick.
    """
    first = await one('SELECT outcome, words, "by" FROM presence_report WHERE key = $1', form.key)
    if first is not None:
        if first["by"] != actor.id:
            raise NotFound(_("没有找到这条报名。"))
        return Outcome(first["outcome"]), first["words"]
    shift = await locked(actor, form.shift_id)
    outcome, words, signup_id = Outcome.taken, "", None
    try:
        async with unit_of_work():
            signup_id = await _take(actor, shift, form)
    except MatchError as refusal:
        outcome, words = Outcome.refused, _said(refusal)
    await value(
        "INSERT INTO presence_report (key, shift_id, signup_id, verb, told_at, outcome, words,"
        ' "by") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
        form.key,
        form.shift_id,
        signup_id,
        form.verb,
        form.told_at,
        outcome,
        words,
        actor.id,
    )
    return outcome, words


async def _take(actor: Actor, shift: Row, form: ReportForm) -> int:
    """Carry one report out as of the time it tells; returns the sign-up's id."""
    signup = await _signup(actor, shift, form)
    asked = await limits()
    told = form.told_at
    if told > clock.now() + FAST:
        raise Conflict(_("手机时间比现在还晚，请校准手机时间，或请儿童主任登记。"))
    if shift["status"] in (ShiftStatus.draft, ShiftStatus.cancelled, ShiftStatus.confirmed):
        raise Conflict(_("这个班次已经取消或确认完毕，请联系儿童之家。"))
    if form.verb is Verb.come:
        require_place(signup)
        if signup["status"] != SignupStatus.signed:
            raise Conflict(_("已登记未到，请联系儿童之家更正。"))
        if not rules.check_in_opens(shift["starts_at"], asked) <= told <= shift["ends_at"]:
            raise Conflict(_("手机记下的时间不在签到时间内，请儿童主任登记。"))
        require(await may_begin(signup["volunteer_id"], shift))
        await _came(actor, signup, told)
    else:
        await _went(actor, shift, signup, told, rules.check_out_closes(shift["ends_at"], asked))
    return signup["id"]


async def _signup(actor: Actor, shift: Row, form: ReportForm) -> Row:
    """One's own pledge with the right code; or, for who runs the shift, anybody's but one's own."""
    if form.signup_id:
        of, signup = await locked_signup(actor, form.signup_id)
        require(policy.can_keep(actor, of))
        if of["id"] != shift["id"]:
            raise NotFound(_("没有找到这条报名。"))
        if signup["volunteer_id"] in (actor.id, actor.covering):
            raise Conflict(_("不能为自己登记到场，请用门口的签到码。"))
        return signup
    right_code(shift, form.code, form.told_at)
    signup = await one(
        "SELECT * FROM shift_signup WHERE shift_id = $1 AND volunteer_id = $2"
        " AND status IN ('waiting', 'signed', 'checked_in', 'absent', 'confirmed') FOR UPDATE",
        shift["id"],
        actor.id,
    )
    if signup is None:
        raise NotFound(_("您没有报名这个班次，或已经退出。"))
    return signup


async def _came(actor: Actor, signup: Row, told: datetime) -> None:
    await move_signup(
        actor,
        signup,
        "check_in",
        sets={"checked_in_at": told, "checked_in_by": actor.id, "in_by_device": True},
    )


async def _went(actor: Actor, shift: Row, signup: Row, told: datetime, closes: datetime) -> None:
    if signup["status"] != SignupStatus.checked_in:
        raise Conflict(_("请先签到。"))
    if signup["checked_out_at"] is not None:
        raise Conflict(_("您已经签退。"))
    if not signup["checked_in_at"] <= told <= closes:
        raise Conflict(_("手机记下的时间不在签退时间内，时长由儿童之家确认。"))
    await value(
        "UPDATE shift_signup SET checked_out_at = $2, out_by_device = true WHERE id = $1",
        signup["id"],
        told,
    )
    await record(
        actor,
        "signup.checked_out",
        subject=("shift_signup", signup["id"]),
        division=shift["division"],
    )


def _said(refusal: MatchError) -> str:
    if isinstance(refusal, Invalid):
        return "；".join(refusal.fields.values())
    return refusal.message
