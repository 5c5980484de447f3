"""Activities: planned, announced by number, counted, called off."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from match.activities import policy, rules
from match.activities.commands._shared import Row, home_of, moments
from match.activities.forms import ActivityForm, HeadsForm
from match.activities.states import ACTIVITY_MACHINE, ActivityStatus
from match.activities.tables import Activity
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import reasoned, require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.foundation.screening import refuse_names
from match.homes.commands import sign_of_life
from match.homes.states import Sign

BACK_DAYS, AHEAD_DAYS = 60, 366


@command
async def plan_activity(actor: Actor, home_id: int, form: ActivityForm) -> int:
    """
    Arrange an activity to come; returns its id. It costs nothing (1.4). Raises Invalid for a time
    that is over, for more than activity.risk_note_above without a risk note (5.4c), for names.
    """
    home = await home_of(actor, home_id, working=True)
    require(policy.can_keep(actor, home_id))
    fields = await _checked(form)
    if fields["ends_at"] <= clock.now():
        raise Invalid({"day": _("这个时间已经过去了。已经办完的活动，请用“记一次活动”。")})
    activity_id = await _insert(actor, home, form, fields)
    await record(
        actor, "activity.planned", subject=("activity", activity_id), division=home["division"]
    )
    await tell("activity.planned", activity_id=activity_id, home_id=home_id)
    return activity_id


@command
async def note_activity(
    actor: Actor, home_id: int, form: ActivityForm, heads: HeadsForm, photos: Sequence[int] = ()
) -> int:
    """Write down an activity that took place, with its head counts; returns its id."""
    home = await home_of(actor, home_id, working=True)
    require(policy.can_log(actor, home_id))
    fields = await _checked(form)
    if fields["starts_at"] > clock.now():
        raise Invalid({"day": _("这个时间还没有到。还没办的活动，请用“安排活动”。")})
    activity_id = await _insert(actor, home, form, fields)
    await record_heads(actor, activity_id, heads, photos)
    return activity_id


@command
async def record_heads(
    actor: Actor, activity_id: int, heads: HeadsForm, photos: Sequence[int] = ()
) -> None:
    """
    Count who came, by age band and group: numbers, never names (2.3d). *photos* are of the
    premises. A second count corrects the first. A sign of life.
    """
    row = await _locked(actor, activity_id)
    require(policy.can_log(actor, row["home_id"]))
    if row["starts_at"] > clock.now():
        raise Conflict(_("活动还没有开始，开始以后再登记人数。"))
    complaints = _count_complaints(heads)
    if complaints:
        raise Invalid(complaints)
    verb = "correct" if row["status"] == ActivityStatus.done else "record"
    sets = {
        "children": heads.children,
        "adults": heads.adults,
        "recorded_at": clock.now(),
        "photos": list(photos) or row["photos"],
    }
    await _move(actor, row, verb, sets=sets)
    await value("DELETE FROM activity_heads WHERE activity_id = $1", activity_id)
    for part, counted in (("age", heads.by_band), ("group", heads.by_group)):
        for code, number in counted.items():
            if number:
                await value(
                    "INSERT INTO activity_heads (activity_id, part, code, heads)"
                    " VALUES ($1, $2, $3, $4)",
                    activity_id,
                    part,
                    code,
                    number,
                )
    await sign_of_life(actor, row["home_id"], Sign.activity, at=row["ends_at"])


@command
async def call_off(actor: Actor, activity_id: int, reason: str) -> None:
    """Cancel an activity to come; everybody may read why."""
    row = await _locked(actor, activity_id)
    require(policy.can_keep(actor, row["home_id"]))
    said = reasoned(reason)
    refuse_names({"reason": said})
    await _move(actor, row, "cancel", reason=said, sets={"reason": said})


@command
async def announce(actor: Actor, activity_id: int, heads: int) -> None:
    """
    So many will come: a number, nothing else (5.4c). A person announces once; the director or the
    rota as often as the telephone rings. Raises Invalid when the places are gone.
    """
    row = await _open_to_signup(activity_id)
    own = not policy.helps(actor, row["home_id"])
    if own:
        most = await whole("activity.signup_heads_max")
        if heads > most:
            raise Invalid({"heads": _("一次最多报 %(most)s 人。") % {"most": most}})
        if await _live(actor, activity_id) is not None:
            raise Conflict(_("您已经报过名了。要改人数，请先取消再报。"))
    wrong = rules.places_complaint(row["capacity"], row["taken"], heads)
    if wrong:
        raise Invalid({"heads": wrong})
    await value(
        "INSERT INTO activity_signup (activity_id, account_id, heads, at) VALUES ($1, $2, $3, $4)",
        activity_id,
        actor.id if own else None,
        heads,
        clock.now(),
    )
    await value("UPDATE activity SET taken = taken + $2 WHERE id = $1", activity_id, heads)


@command
async def withdraw(actor: Actor, activity_id: int) -> None:
    """Take one's own announcement back; the places are free again."""
    await _open_to_signup(activity_id)
    signup = await _live(actor, activity_id)
    if signup is None:
        raise NotFound(_("您没有报名这个活动，或已经取消。"))
    await value(
        "UPDATE activity_signup SET withdrawn_at = $2 WHERE id = $1", signup["id"], clock.now()
    )
    await value(
        "UPDATE activity SET taken = taken - $2 WHERE id = $1", activity_id, signup["heads"]
    )


async def _live(actor: Actor, activity_id: int) -> Row | None:
    return await one(
        "SELECT id, heads FROM activity_signup WHERE activity_id = $1 AND account_id = $2"
        " AND withdrawn_at IS NULL",
        activity_id,
        actor.id,
    )


async def _open_to_signup(activity_id: int) -> Row:
    row = await one(
        "SELECT a.* FROM activity a JOIN home h ON h.id = a.home_id"
        " WHERE a.id = $1 AND h.status IN ('open', 'idle') FOR UPDATE OF a",
        activity_id,
    )
    if row is None:
        raise NotFound(_("没有找到这个活动。"))
    if row["status"] != ActivityStatus.planned or row["starts_at"] <= clock.now():
        raise Conflict(_("这个活动已经开始、办完或取消，不能再改报名。"))
    return row


async def _locked(actor: Actor, activity_id: int) -> Row:
    row = await one("SELECT * FROM activity WHERE id = $1 FOR UPDATE", activity_id)
    if row is None or not policy.sees(actor, row["home_id"], row["division"]):
        raise NotFound(_("没有找到这个活动。"))
    return row


async def _move(
    actor: Actor, row: Row, verb: str, *, reason: str = "", sets: dict[str, Any]
) -> None:
    await carry_out(
        actor,
        ACTIVITY_MACHINE,
        Activity,
        row,
        ActivityStatus(row["status"]),
        verb,
        reason=reason,
        sets=sets,
        activity_id=row["id"],
        home_id=row["home_id"],
    )


async def _checked(form: ActivityForm) -> dict[str, Any]:
    """Times, title and audiences of a form. Raises Invalid with every complaint."""
    starts, ends = moments(form.day, form.starts, form.ends)
    complaints: dict[str, str] = {}
    if form.kind not in rules.KINDS:
        complaints["kind"] = _("请选择活动类型。")
    audiences = set(form.audiences or rules.FOR.get(form.kind, rules.AUDIENCES[:1]))
    if audiences - set(rules.AUDIENCES):
        complaints["audiences"] = _("请选择活动面向儿童、家长，或两者。")
    today = clock.today()
    if not today - timedelta(BACK_DAYS) <= form.day <= today + timedelta(AHEAD_DAYS):
        complaints["day"] = _("日期应在过去 60 天到今后一年之间。")
    above = await whole("activity.risk_note_above")
    risk = rules.risk_complaint(form.capacity, above, form.risk_note)
    if risk:
        complaints["risk_note"] = risk
    if complaints:
        raise Invalid(complaints)
    refuse_names({"title": form.title, "about": form.about, "risk_note": form.risk_note})
    whom = [one for one in rules.AUDIENCES if one in audiences]
    return {"title": form.title.strip(), "audiences": whom, "starts_at": starts, "ends_at": ends}


async def _insert(actor: Actor, home: Row, form: ActivityForm, fields: dict[str, Any]) -> int:
    return await value(
        "INSERT INTO activity (home_id, division, kind, title, about, audiences, starts_at,"
        " ends_at, capacity, risk_note, photos, created_by, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '{}', $11, $12) RETURNING id",
        home["id"],
        home["division"],
        form.kind,
        fields["title"],
        form.about.strip(),
        fields["audiences"],
        fields["starts_at"],
        fields["ends_at"],
        form.capacity,
        form.risk_note.strip(),
        actor.id,
        clock.now(),
    )


def _count_complaints(heads: HeadsForm) -> dict[str, str]:
    if heads.children + heads.adults == 0:
        return {"age_6_8": _("请至少填写一个年龄段的人数，或家长人数。")}
    return {
        field: _("这一类人数不能多于到场儿童总数 %(children)s。") % {"children": heads.children}
        for field, number in (("lbc", heads.lbc), ("dif", heads.dif), ("mig", heads.mig))
        if number > heads.children
    }
