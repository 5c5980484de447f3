"""Dated exceptions of the hours, and the one tap that says: we opened today."""

from datetime import date, time

from match.activities import policy
from match.activities.commands._shared import clock_time, home_of
from match.activities.forms import ExceptionForm
from match.activities.states import ExceptionKind
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.foundation.screening import refuse_names
from match.homes.commands import sign_of_life
from match.homes.states import Sign

LONGEST_DAYS = 120


@command
async def add_exception(actor: Actor, home_id: int, form: ExceptionForm) -> int:
    """
    Say that the home is shut, or keeps other hours, on a day or from a day to a day (5.4b); returns
    its id. Raises Invalid with every complaint, Denied for all but the director.
    """
    home = await home_of(actor, home_id)
    require(policy.can_keep(actor, home_id))
    until = form.ends_on or form.starts_on
    complaints = _range_complaints(form.starts_on, until, clock.today())
    spans = _spans(form, complaints)
    if any(day not in range(1, 8) for day in form.weekdays):
        complaints["weekdays"] = _("请从周一到周日里选择。")
    ahead = await value(
        "SELECT count(*) FROM opening_exception WHERE home_id = $1 AND removed_at IS NULL"
        " AND ends_on >= $2",
        home_id,
        clock.today(),
    )
    if ahead >= await whole("activity.opening_exceptions_max"):
        complaints["starts_on"] = _("临时安排太多了，请先删去不用的。")
    if complaints:
        raise Invalid(complaints)
    refuse_names({"note": form.note})
    exception_id: int = await value(
        "INSERT INTO opening_exception (home_id, kind, starts_on, ends_on, weekdays, opens, closes,"
        " second_opens, second_closes, note, created_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
        home_id,
        form.kind.value,
        form.starts_on,
        until,
        sorted(set(form.weekdays)),
        *spans,
        form.note.strip(),
        actor.id,
    )
    await record(
        actor, "home.exception_added", subject=("home", home_id), division=home["division"]
    )
    await tell("home.described", home_id=home_id)
    return exception_id


@command
async def remove_exception(actor: Actor, exception_id: int) -> int:
    """Take an exception back: the week's hours hold again. Returns the home's id."""
    row = await one(
        "SELECT home_id FROM opening_exception WHERE id = $1 AND removed_at IS NULL FOR UPDATE",
        exception_id,
    )
    if row is None:
        raise NotFound(_("这条临时安排已经删去了。"))
    home = await home_of(actor, row["home_id"])
    require(policy.can_keep(actor, home["id"]))
    await value(
        "UPDATE opening_exception SET removed_at = $2 WHERE id = $1", exception_id, clock.now()
    )
    await record(
        actor, "home.exception_removed", subject=("home", home["id"]), division=home["division"]
    )
    await tell("home.described", home_id=home["id"])
    return home["id"]


@command
async def log_opening(actor: Actor, home_id: int) -> bool:
    """
    "We opened today": one line a home and day, by the director or the rota; a sign of life. Said
    twice, it changes nothing; returns whether it was the first time.
    """
    home = await home_of(actor, home_id, working=True)
    require(policy.can_log(actor, home_id))
    first = await value(
        "INSERT INTO opening_log (home_id, day, logged_by, logged_at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (home_id, day) DO NOTHING RETURNING id",
        home_id,
        clock.today(),
        actor.id,
        clock.now(),
    )
    if first is None:
        return False
    await sign_of_life(actor, home_id, Sign.log)
    await record(actor, "home.day_logged", subject=("home", home_id), division=home["division"])
    return True


def _range_complaints(since: date, until: date, today: date) -> dict[str, str]:
    if until < today:
        return {"starts_on": _("日期已经过去了，请填今天或以后的日期。")}
    if until < since:
        return {"ends_on": _("结束日期不能早于开始日期。")}
    if (until - since).days >= LONGEST_DAYS or (since - today).days > 366:
        return {"ends_on": _("一次最多安排 %(days)s 天，一年以内。") % {"days": LONGEST_DAYS}}
    return {}


def _spans(form: ExceptionForm, complaints: dict[str, str]) -> list[time | None]:
    """The four times, in the order of the columns; what is wrong goes to *complaints*."""
    if form.kind is ExceptionKind.closed:
        return [None] * 4
    typed = (form.opens, form.closes, form.second_opens, form.second_closes)
    times = [clock_time(text) if text else None for text in typed]
    opens, closes, again, last = times
    if opens is None or closes is None or opens >= closes:
        complaints["opens"] = _("请填写开始和结束时间，结束要晚于开始。")
    elif (again is None) != (last is None) or (
        again is not None and last is not None and not closes <= again < last
    ):
        complaints["second_opens"] = _("第二段要在第一段之后，开始和结束都要填。")
    return times
