"""
Leading groups and joint meetings (notice 5.1a, 5.1b): civil affairs leads, the departments of H2
sit in it, meetings leave minutes, and what they decide is a task with a last day.
"""

from datetime import timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.foundation.decisions import refuse, require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.upkeep import policy, rules
from match.upkeep.commands._shared import morning, not_found, not_later, noted, reasoned, row_of
from match.upkeep.forms import BodyForm, DecisionForm, MeetingForm, ResultForm
from match.upkeep.states import DECISION_MACHINE, DecisionStatus, DepartmentKind, Level
from match.upkeep.tables import CoordinationDecision
from match.upkeep.wording import screened


@command
async def set_up_body(actor: Actor, form: BodyForm) -> int:
    """
    A body of one's own level and division; its id. Civil affairs leads it (5.1b).

    Invalid without finance, education and the federation; Conflict while another one stands.
    """
    seat = policy.own_seat(actor)
    if seat is None:
        require(policy.can_coordinate(actor, Level.county, "-"))
    assert seat is not None, "refused above"
    level, division = seat
    departments = list(dict.fromkeys(form.departments))
    refuse(departments=rules.departments_complaint(departments))
    not_later(form.set_up_on, "set_up_on")
    screened(name=form.name)
    body_id = await value(
        "INSERT INTO coordination_body (level, division, kind, name, document, set_up_on,"
        " set_up_by) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id",
        level.value,
        division,
        form.kind.value,
        form.name.strip(),
        form.document.strip(),
        form.set_up_on,
        actor.id,
    )
    if body_id is None:
        raise Conflict(_("本级已经有一个协调机构。要改变形式，请先撤销原来的。"))
    for department in departments:
        await value(
            "INSERT INTO coordination_member (body_id, department, leads) VALUES ($1, $2, $3)",
            body_id,
            department.value,
            int(department is DepartmentKind.civil),
        )
    subject = ("coordination_body", body_id)
    await noted(actor, "coordination.set_up", subject, division, body_id=body_id)
    return body_id


@command
async def end_body(actor: Actor, body_id: int, reason: str) -> None:
    """The body is dissolved; its minutes stay."""
    body = await _body(actor, body_id)
    said = reasoned(reason)
    await value(
        "UPDATE coordination_body SET ended_on = $2, reason = $3 WHERE id = $1",
        body_id,
        clock.today(),
        said,
    )
    subject = ("coordination_body", body_id)
    await noted(
        actor, "coordination.ended", subject, body["division"], reason=said, body_id=body_id
    )


@command
async def record_meeting(
    actor: Actor, body_id: int, form: MeetingForm, *, file_id: int | None = None
) -> int:
    """A meeting with its minutes; its id. Only added to: a correction is another entry."""
    body = await _body(actor, body_id)
    not_later(form.held_on, "held_on")
    if form.held_on < body["set_up_on"]:
        raise Invalid({"held_on": _("会议日期不能早于机构成立日期。")})
    members = {row["department"] for row in await _members(body_id)}
    attended = list(dict.fromkeys(one.value for one in form.attended))
    if not attended:
        raise Invalid({"attended": _("请勾选参加会议的部门。")})
    if not set(attended) <= members:
        raise Invalid({"attended": _("只能勾选本协调机构的成员部门。")})
    screened(title=form.title, minutes=form.minutes)
    meeting_id: int = await value(
        "INSERT INTO coordination_meeting (body_id, division, held_on, title, attended, minutes,"
        " file_id, by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        body_id,
        body["division"],
        form.held_on,
        form.title.strip(),
        attended,
        form.minutes.strip(),
        file_id,
        actor.id,
    )
    subject = ("coordination_meeting", meeting_id)
    await noted(actor, "coordination.met", subject, body["division"], meeting_id=meeting_id)
    return meeting_id


@command
async def add_decision(actor: Actor, meeting_id: int, form: DecisionForm) -> int:
    """What the meeting decided: a task of one member department; its id."""
    meeting = await row_of("coordination_meeting", meeting_id, lock=False)
    body = await _body(actor, meeting["body_id"])
    if form.department.value not in {row["department"] for row in await _members(body["id"])}:
        raise Invalid({"department": _("请选择本协调机构的成员部门。")})
    if form.due_on < meeting["held_on"]:
        raise Invalid({"due_on": _("完成期限不能早于会议日期。")})
    screened(words=form.words)
    decision_id: int = await value(
        "INSERT INTO coordination_decision (meeting_id, division, department, words, due_on,"
        " next_check_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        meeting_id,
        body["division"],
        form.department.value,
        form.words.strip(),
        form.due_on,
        morning(form.due_on - timedelta(days=await whole("coordination.remind_days"))),
    )
    subject = ("coordination_decision", decision_id)
    await noted(actor, "decision.made", subject, body["division"], decision_id=decision_id)
    return decision_id


@command
async def finish_decision(actor: Actor, decision_id: int, form: ResultForm) -> None:
    """The department, or civil affairs, says what became of it."""
    decision = await row_of("coordination_decision", decision_id)
    if not policy.sees_bodies(actor, decision["division"]):
        raise not_found()
    department = DepartmentKind(decision["department"])
    require(policy.can_finish(actor, department, decision["division"]))
    screened(result=form.result)
    await carry_out(
        actor,
        DECISION_MACHINE,
        CoordinationDecision,
        decision,
        DecisionStatus(decision["status"]),
        "finish",
        sets={
            "result": form.result.strip(),
            "done_by": actor.id,
            "done_at": clock.now(),
            "next_check_at": None,
        },
        decision_id=decision_id,
    )


@command
async def sweep_decisions(actor: Actor, limit: int = 200) -> int:
    """Remind departments before the last day, and when it is over; how many were reminded."""
    del actor
    due = await rows(
        "SELECT id, due_on FROM coordination_decision WHERE next_check_at <= $1"
        " AND status = 'open' ORDER BY next_check_at LIMIT $2 FOR UPDATE SKIP LOCKED",
        clock.now(),
        limit,
    )
    for row in due:
        late = row["due_on"] < clock.today()
        await value(
            "UPDATE coordination_decision SET next_check_at = $2 WHERE id = $1",
            row["id"],
            None if late else morning(row["due_on"] + timedelta(days=1)),
        )
        await tell("decision.late" if late else "decision.due", decision_id=row["id"])
    return len(due)


async def _body(actor: Actor, body_id: int) -> dict[str, Any]:
    body = await row_of("coordination_body", body_id)
    if not policy.sees_bodies(actor, body["division"]):
        raise not_found()
    require(policy.can_coordinate(actor, Level(body["level"]), body["division"]))
    if body["ended_on"] is not None:
        raise Conflict(_("这个协调机构已经撤销，不能再登记。"))
    return body


async def _members(body_id: int) -> list[dict[str, Any]]:
    return await rows("SELECT department FROM coordination_member WHERE body_id = $1", body_id)
