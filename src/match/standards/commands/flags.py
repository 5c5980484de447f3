"""What a failed line asks of a home: a task with its day, a need written in advance, a reminder."""

from datetime import date, datetime, time, timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import reasoned, require
from match.foundation.errors import Conflict, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.homes.states import WORKING, HomeStatus
from match.needs.commands import draft_need, save_kind, save_lines
from match.needs.forms import KindStep, LinesStep
from match.needs.forms import Line as NeedLine
from match.standards import policy
from match.standards.lines import Line, line
from match.standards.rules import LIVE_NEEDS, due_on
from match.standards.states import FLAG_MACHINE, FlagStatus
from match.standards.tables import StandardFlag

Row = dict[str, Any]


async def locked_flags(home_id: int) -> dict[str, Row]:
    """The open flags of a home, locked, by line: a line has one at most."""
    found = await rows(
        "SELECT * FROM standard_flag WHERE home_id = $1 AND status = 'open' ORDER BY id FOR UPDATE",
        home_id,
    )
    return {flag["line"]: flag for flag in found}


async def raise_flag(
    actor: Actor, home: Row, failed: Line, inspection_id: int, found_on: date
) -> None:
    """A flag with its task and, where one can be written, the need; for a line without one."""
    flag_id: int = await value(
        "INSERT INTO standard_flag (home_id, division, line, opened_by, opened_at)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        home["id"],
        home["division"],
        failed.code,
        inspection_id,
        clock.now(),
    )
    due = due_on(failed, found_on, await whole("standards.fix_days"))
    await value(
        "INSERT INTO standard_task (flag_id, due_on, next_check_at) VALUES ($1, $2, $3)",
        flag_id,
        due,
        end_of(due),
    )
    if failed.need_category and HomeStatus(home["status"]) in WORKING:
        # The home's own draft, not the inspector's: who writes a need may not check it.
        await _write(SYSTEM, home, flag_id, failed)
    await record(
        actor,
        "standard_flag.opened",
        subject=("home", home["id"]),
        division=home["division"],
        changes={"line": (None, failed.code)},
    )
    await tell("standard_flag.opened", flag_id=flag_id, home_id=home["id"])


async def close_flag(actor: Actor, flag: Row, inspection_id: int) -> None:
    """A later inspection found the line in order."""
    await _close(actor, flag, "pass", {"closed_by": inspection_id})


@command
async def write_need(actor: Actor, flag_id: int) -> int:
    """
    The need of a flag as a draft with category, words and quantity filled in; returns its id.

    Never a second one: the need that stands is given back. Raises Conflict where the line gives
    no need or the home does not work yet.
    """
    flag, home = await _flag(flag_id)
    require(policy.can_mend(actor, home["id"], home["division"]))
    failed = line(flag["line"])
    if not failed.need_category:
        raise Conflict(_("这一项不用提需求，改好以后请督导员复查。"))
    if flag["status"] != FlagStatus.open:
        raise Conflict(_("这一项已经整改完成。"))
    return await _write(actor, home, flag_id, failed)


async def _write(actor: Actor, home: Row, flag_id: int, failed: Line) -> int:
    known = await value(
        # One that was written for this line, or by hand for the same thing; never one that was
        # written for another line: two repairs are not one.
        "SELECT n.id FROM need n WHERE n.home_id = $1 AND n.status = ANY($2) AND n.category = $3"
        " AND NOT EXISTS (SELECT FROM standard_task t JOIN standard_flag f ON f.id = t.flag_id"
        "   WHERE t.need_id = n.id AND f.line <> $4) ORDER BY n.id LIMIT 1",
        home["id"],
        list(LIVE_NEEDS),
        failed.need_category,
        failed.code,
    )
    if known is None:
        known = await draft_need(actor, home["id"])
        await save_kind(
            actor,
            known,
            KindStep(failed.need_category, failed.need_title, failed.need_purpose),
        )
        thing = NeedLine(failed.name_zh, failed.quantity, failed.unit)
        await save_lines(actor, known, LinesStep([thing]))
    await value("UPDATE standard_task SET need_id = $2 WHERE flag_id = $1", flag_id, known)
    return known


@command
async def waive_flag(actor: Actor, flag_id: int, reason: str) -> None:
    """A line of hardness S may stand as it is, for a reason that is kept; others may not."""
    flag, home = await _flag(flag_id)
    require(policy.can_inspect(actor, home["id"], home["division"]))
    if line(flag["line"]).hardness != "S":
        raise Conflict(_("这一项是必须达到的，不能保留，请督促整改。"))
    said = reasoned(reason)
    await _close(actor, flag, "waive", {"reason": said}, reason=said)


@command
async def remind_director(actor: Actor, flag_id: int) -> None:
    """Remind the director of an open task; at most once a day. Tells ``standard_task.reminded``."""
    flag, home = await _flag(flag_id)
    require(policy.can_inspect(actor, home["id"], home["division"]))
    if flag["status"] != FlagStatus.open:
        raise Conflict(_("这一项已经整改完成。"))
    if home["director_id"] is None:
        raise Conflict(_("这个儿童之家还没有主任，请先任命。"))
    task = await one("SELECT * FROM standard_task WHERE flag_id = $1 FOR UPDATE", flag_id)
    assert task is not None, "a flag has its task"
    if task["reminded_at"] and clock.now() - task["reminded_at"] < timedelta(hours=20):
        raise Conflict(_("今天已经提醒过，请明天再提醒，或直接打电话。"))
    await value("UPDATE standard_task SET reminded_at = $2 WHERE id = $1", task["id"], clock.now())
    await record(
        actor, "standard_task.reminded", subject=("home", home["id"]), division=home["division"]
    )
    await tell("standard_task.reminded", flag_id=flag_id, home_id=home["id"])


@command
async def need_was_met(actor: Actor, need_id: int) -> int:
    """The need of a task is met: its flags close. Returns how many."""
    return await _follow(actor, need_id, FlagStatus.open, "meet")


@command
async def need_fell_back(actor: Actor, need_id: int) -> int:
    """Units of a met need were taken away again: its flags are open again."""
    return await _follow(actor, need_id, FlagStatus.met, "reopen")


async def _follow(actor: Actor, need_id: int, state: FlagStatus, verb: str) -> int:
    moved = 0
    while flag := await one(
        "SELECT f.* FROM standard_flag f JOIN standard_task t ON t.flag_id = f.id"
        " WHERE t.need_id = $1 AND f.status = $2 AND NOT EXISTS (SELECT FROM standard_flag o"
        "   WHERE $3 AND o.home_id = f.home_id AND o.line = f.line AND o.status = 'open')"
        " ORDER BY f.id LIMIT 1 FOR UPDATE OF f",
        need_id,
        str(state),
        verb == "reopen",
    ):
        if verb == "reopen":
            await carry_out(
                actor,
                FLAG_MACHINE,
                StandardFlag,
                flag,
                state,
                verb,
                sets={"closed_at": None},
                flag_id=flag["id"],
            )
        else:
            await _close(actor, flag, verb, {})
        moved += 1
    return moved


async def _close(
    actor: Actor, flag: Row, verb: str, sets: dict[str, Any], *, reason: str = ""
) -> None:
    await carry_out(
        actor,
        FLAG_MACHINE,
        StandardFlag,
        flag,
        FlagStatus(flag["status"]),
        verb,
        reason=reason,
        sets={"closed_at": clock.now(), **sets},
        flag_id=flag["id"],
        home_id=flag["home_id"],
    )
    await value("UPDATE standard_task SET next_check_at = NULL WHERE flag_id = $1", flag["id"])


async def _flag(flag_id: int) -> tuple[Row, Row]:
    """The flag and its home, the home locked first. Raises NotFound."""
    home = await one(
        "SELECT h.* FROM home h JOIN standard_flag f ON f.home_id = h.id WHERE f.id = $1"
        " FOR UPDATE OF h",
        flag_id,
    )
    flag = await one("SELECT * FROM standard_flag WHERE id = $1 FOR UPDATE", flag_id)
    if home is None or flag is None:
        raise NotFound(_("没有找到这一项。"))
    return flag, home


def end_of(day: date) -> datetime:
    """The instant at which *day* is over in Hunan."""
    return datetime.combine(day + timedelta(days=1), time(), clock.HERE)
