"""A deadline begins, climbs, is taken in hand, and ends when its thing has moved on."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.calendar import add_workdays
from match.foundation.db import command, one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import several
from match.foundation.workdays import working_days
from match.notices.clocks import policy
from match.notices.clocks.rules import STEPS, Pause, Waiting, next_step, over_at
from match.notices.clocks.states import Clock, Step
from match.notices.commands import notify
from match.notices.texts import shortened
from match.notices.words import Kind

TITLE_LONGEST = 120
NOTE_LEAST = 4


@command
async def keep_deadline(actor: Actor, which: Clock, subject_id: int, waits: Waiting | None) -> bool:
    """
    Let the clock of one thing follow its facts: begin where it *waits*, end where it does not any
    more, move where the law's last day moved. Saying it twice is saying it once; returns whether
    anything changed.
    """
    if not actor.system:
        raise Denied(_("这项工作由系统定时完成。"))
    held = await one(
        "SELECT * FROM deadline WHERE clock = $1 AND subject_id = $2 AND ended_at IS NULL"
        " FOR UPDATE",
        which.value,
        subject_id,
    )
    if waits is None:
        return held is not None and await _end(held)
    if held is None:
        return await _begin(which, subject_id, waits)
    if waits.last is None or over_at(waits.last) == held["due_at"]:
        return False
    return await _put_off(held, waits)


async def _begin(which: Clock, subject_id: int, waits: Waiting) -> bool:
    days, begun = await working_days(), clock.now()
    last = waits.last or add_workdays(clock.today(), waits.within, days).on
    made = await one(
        "INSERT INTO deadline (clock, subject_id, division, title, link, begun_at, due_at,"
        " next_check_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        " ON CONFLICT (clock, subject_id) WHERE ended_at IS NULL DO NOTHING RETURNING id",
        which.value,
        subject_id,
        waits.division,
        shortened(waits.title, TITLE_LONGEST),
        waits.link,
        begun,
        over_at(last),
        next_step(0, last, begun, await pauses(), days),
    )
    return made is not None


async def _put_off(held: dict[str, Any], waits: Waiting) -> bool:
    assert waits.last is not None, "asked before"
    rests = held["acknowledged_at"] is not None
    again = next_step(
        held["step"], waits.last, held["begun_at"], await pauses(), await working_days()
    )
    await value(
        "UPDATE deadline SET due_at = $2, next_check_at = $3 WHERE id = $1",
        held["id"],
        over_at(waits.last),
        None if rests else again,
    )
    return True


async def _end(held: dict[str, Any]) -> bool:
    await value(
        "UPDATE deadline SET ended_at = $2, next_check_at = NULL WHERE id = $1",
        held["id"],
        clock.now(),
    )
    return True


@command
async def take_step(
    actor: Actor, deadline_id: int, step: Step, people: Collection[int], kind: Kind
) -> bool:
    """
    Take *step* of a deadline whose time has come: *people* are told *kind*, and the next step is
    set. False where somebody was faster, took it in hand, or the thing has moved on.
    """
    if not actor.system:
        raise Denied(_("这项工作由系统定时完成。"))
    row = await one("SELECT * FROM deadline WHERE id = $1 FOR UPDATE", deadline_id)
    if row is None or row["next_check_at"] is None or row["next_check_at"] > clock.now():
        return False
    if STEPS[row["step"]] is not step:
        return False
    last = row["due_at"].astimezone(clock.HERE).date()
    days, pause = await working_days(), await pauses()
    again = next_step(row["step"] + 1, last, clock.now() + timedelta(hours=1), pause, days)
    await value(
        "UPDATE deadline SET step = step + 1, next_check_at = $2 WHERE id = $1", deadline_id, again
    )
    await one(
        "INSERT INTO deadline_step (deadline_id, step, told, at) VALUES ($1, $2, $3, $4)"
        " RETURNING id",
        deadline_id,
        step.value,
        sorted(people),
        clock.now(),
    )
    await notify(actor, people, kind, link=row["link"], facts={"title": row["title"]})
    if step in (Step.supervisor, Step.above):
        await record(
            actor,
            "deadline.climbed",
            subject=("deadline", deadline_id),
            division=row["division"],
            changes={"step": (None, step.value)},
        )
        await tell(
            "deadline.climbed",
            deadline_id=deadline_id,
            clock=row["clock"],
            subject_id=row["subject_id"],
            division=row["division"],
            step=step.value,
        )
    return True


@command
async def acknowledge(actor: Actor, deadline_id: int, note: str) -> None:
    """
    Somebody of the area takes a late thing in hand and says what will be done: it climbs no
    further. It still stands on the list until the thing itself has moved on.
    """
    row = await one("SELECT * FROM deadline WHERE id = $1 FOR UPDATE", deadline_id)
    if row is None or not policy.can_watch(actor, row["division"]):
        raise NotFound(_("没有找到这条期限。"))
    if len(note.strip()) < NOTE_LEAST:
        raise Invalid({"note": _("请写明怎样处理，至少 4 个字。")})
    if row["ended_at"] is not None:
        raise Conflict(_("这件事已经办完，不用再处理。"))
    if row["acknowledged_at"] is not None:
        raise Conflict(_("已经有人接手处理，请刷新页面。"))
    await value(
        "UPDATE deadline SET acknowledged_at = $2, acknowledged_by = $3, note = $4,"
        " next_check_at = NULL WHERE id = $1",
        deadline_id,
        clock.now(),
        actor.id,
        note.strip(),
    )
    await record(
        actor,
        "deadline.acknowledged",
        subject=("deadline", deadline_id),
        division=row["division"],
        reason=note.strip(),
    )


async def due_deadlines(limit: int = 200) -> list[dict[str, Any]]:
    """Running deadlines whose next step has come: id, clock, subject and step."""
    return await rows(
        "SELECT id, clock, subject_id, step FROM deadline WHERE next_check_at <= $1"
        " ORDER BY next_check_at, id LIMIT $2",
        clock.now(),
        limit,
    )


async def pauses() -> Pause:
    """As the parameters say today."""
    keys = ("notices.ahead_workdays", "notices.supervisor_workdays", "notices.above_workdays")
    held = await several(keys)
    ahead, supervisor, above = (held[key].whole for key in keys)
    return Pause(ahead, supervisor, above)
