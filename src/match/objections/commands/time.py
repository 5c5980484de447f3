"""The hands of these clocks: reminders, what is overdue, and the end of an order to stop."""

from datetime import date

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.calendar import WorkingDays, add_workdays
from match.foundation.db import command, one, rows, value
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.foundation.workdays import working_days
from match.objections.clocks import next_look, over_at
from match.objections.commands._shared import Row
from match.objections.commands.stopping import hold, let_go, objection_words, order_words
from match.objections.rules import may_change_result
from match.objections.states import ComplaintStatus, Ground, Remedy
from match.tenders.commands import locked as locked_tender


async def sweep_objections(actor: Actor, limit: int = 200) -> int:
    """Look at every objection and complaint whose clock struck; returns how many. One by one."""
    due = await rows(
        "SELECT 'objection' AS kind, id, next_check_at FROM objection WHERE next_check_at <= $1"
        " UNION ALL SELECT 'complaint', id, next_check_at FROM complaint WHERE next_check_at <= $1"
        " ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    for row in due:
        look = _look_at_objection if row["kind"] == "objection" else _look_at_complaint
        await look(actor, row["id"])
    return len(due)


@command
async def hold_open_objections(actor: Actor, tender_id: int) -> int:
    """
    The time for answers is over: an objection to the document that waits for its reply holds the
    purchase from here on. Returns how many do.
    """
    facts = await locked_tender(tender_id)
    found = await rows(
        "SELECT id, grounds, remedy FROM objection WHERE tender_id = $1 AND NOT stops"
        " AND status IN ('raised', 'received') ORDER BY id FOR UPDATE",
        tender_id,
    )
    stopping = [
        row
        for row in found
        if may_change_result(
            facts.status, [Ground(ground) for ground in row["grounds"]], Remedy(row["remedy"])
        )
    ]
    for row in stopping:
        await value("UPDATE objection SET stops = true WHERE id = $1", row["id"])
        await hold(actor, tender_id, objection_words(row["id"]))
    return len(stopping)


@command
async def _look_at_objection(actor: Actor, objection_id: int) -> None:
    del actor  # the clock itself acts
    row = await one("SELECT * FROM objection WHERE id = $1 FOR UPDATE", objection_id)
    if row is None or row["next_check_at"] is None or row["next_check_at"] > clock.now():
        return  # somebody was faster
    await _strike("objection", row, {"reply": row["reply_by"]}, await working_days())


@command
async def _look_at_complaint(actor: Actor, complaint_id: int) -> None:
    found = await one("SELECT tender_id FROM complaint WHERE id = $1", complaint_id)
    if found is None:
        return
    await locked_tender(found["tender_id"])
    row = await one("SELECT * FROM complaint WHERE id = $1 FOR UPDATE", complaint_id)
    if row is None or row["next_check_at"] is None or row["next_check_at"] > clock.now():
        return
    if row["stopped_to"] is not None and clock.now() >= over_at(row["stopped_to"]):
        await let_go(actor, row["tender_id"], order_words(complaint_id))
    await _strike("complaint", row, _waits_for(row), await working_days())


def _waits_for(row: Row) -> dict[str, date]:
    """What finance must do next, by when; and the end of its order, which is no duty."""
    status = ComplaintStatus(row["status"])
    duty = {
        ComplaintStatus.filed: ("check", row["check_by"]),
        ComplaintStatus.accepted: ("serve", row["serve_by"]),
    }.get(status, ("decide", row["decide_by"]))
    ends = dict([duty])
    if row["stopped_to"] is not None and clock.now() < over_at(row["stopped_to"]):
        ends["stop"] = row["stopped_to"]
    return ends


async def _strike(kind: str, row: Row, ends: dict[str, date], days: WorkingDays) -> None:
    """Remind once before the end, say once that it is overdue, and wind the clock again."""
    name, last = next(iter(ends.items()))
    overdue = clock.now() >= over_at(last)
    said = "overdue" if overdue else "near"
    column = "overdue_at" if overdue else "reminded_at"
    ahead = add_workdays(last, -await whole("objections.remind_workdays"), days).on
    if row[column] is None and (overdue or clock.today() >= ahead):
        await value(
            f"UPDATE {kind} SET {column} = $2 WHERE id = $1",  # noqa: S608 # names of ours
            row["id"],
            clock.now(),
        )
        await tell(
            f"{kind}.{said}",
            **{f"{kind}_id": row["id"]},
            tender_id=row["tender_id"],
            organisation_id=row["organisation_id"],
            division=row["division"],
            step=name,
        )
    await value(
        f"UPDATE {kind} SET next_check_at = $2 WHERE id = $1",  # noqa: S608 # names of ours
        row["id"],
        next_look(ends, ahead, clock.now()),
    )
