"""A case step by step (domain.md §1.10): each step is an act with who, when and what came of it."""

from datetime import timedelta
from typing import Any

from match.care.access import opened
from match.care.cases import policy
from match.care.cases.commands.alarming import add_step
from match.care.cases.commands.reports import held_report
from match.care.cases.forms import RiskForm
from match.care.cases.queries.reports import desk_scope
from match.care.cases.sealing import Box, master
from match.care.cases.states import CASE_MACHINE, CaseStatus, Step
from match.care.cases.tables import Case
from match.care.cases.wall import inside, verb
from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.permissions import Permission as P

FOLLOW_DAYS = 30
# What a step of the case is as an act (2.4b): police are told by a mandatory report, too.
ACT_OF = {
    "triage": "CA-CHECK",
    "act": "CA-CHECK",
    "call_police": "CA-REPORT",
    "refer": "CA-REFER",
    "follow": "CA-VISIT",
    "close": "CA-VISIT",
}


@verb
async def case_of_report(actor: Actor, report_id: int) -> int:
    """
    Make a case of a report in hand; the number of the case, also where there is one already.
    Raises NotFound for who has not opened it, Denied above the county: cases stay there.
    """
    async with inside(desk=desk_scope(actor), children=actor.scope(P.care_cases)):
        report = await held_report(actor, report_id)
        if actor.id not in report.opened_by:
            raise NotFound(_("没有找到这份报告。"))
        require(policy.can_keep_case(actor, report.division))
        there = await value("SELECT id FROM care.care_case WHERE report_id = $1", report_id)
        if there is not None:
            return there
        case_id: int = await value(
            "INSERT INTO care.care_case (report_id, division, risks, opened_by, opened_at,"
            " next_check_at) VALUES ($1, $2, '{}', $3, $4, $4) RETURNING id",
            report_id,
            report.division,
            actor.id,
            clock.now(),
        )
        await add_step(report_id, Step.case_made, report.level, actor.id)
        await _note(actor, "case.reported", case_id, report.division)
    return case_id


async def case_of_child(actor: Actor, child_id: int, form: RiskForm) -> int:
    """
    Report a risk of a child whose file the actor may open (2.4a): the county's desk takes it on.
    Returns the case's number; raises Invalid for a risk that is none.
    """
    risks = _risks(form.risks)
    async with opened(actor, child_id, "case") as file:
        case_id: int = await value(
            "INSERT INTO care.care_case (child_id, division, risks, opened_by, opened_at,"
            " next_check_at) VALUES ($1, $2, $3, $4, $5, $5) RETURNING id",
            child_id,
            file.division,
            risks,
            actor.id,
            clock.now(),
        )
        box = Box(file.key)
        await add_act(actor, "CA-CHECK", form.result, box, child=child_id, case=case_id,
                      division=file.division)  # fmt: skip
        await _note(actor, "case.reported", case_id, file.division)
        await tell("case.reported", case_id=case_id, division=file.division)
    return case_id


case_of_child.is_command = True  # pyright: ignore[reportFunctionMemberAccess] # its transaction is `opened`


@verb
async def step_case(actor: Actor, case_id: int, what: str, result: str) -> None:
    """
    One step with what was done and what came of it. Raises Conflict for a step that does not
    follow, NotFound for whom the case is not there, Denied without leave to open its child.
    """
    if what not in ACT_OF:
        raise NotFound(_("没有这一步。"))
    async with inside(children=actor.scope(P.care_cases)):
        held = await _held(actor, case_id)
    if held["child_id"] is None:
        async with inside(children=actor.scope(P.care_cases)):
            await _step(actor, case_id, what, result, master())
        return
    async with opened(actor, held["child_id"], "case") as file:
        await _step(actor, case_id, what, result, Box(file.key))


@verb
async def set_risks(actor: Actor, case_id: int, risks: list[str]) -> None:
    """Which of the notice's five risks the case is about (2.4a)."""
    chosen = _risks(risks)
    async with inside(children=actor.scope(P.care_cases)):
        held = await _held(actor, case_id)
        if held["status"] == CaseStatus.closed:
            raise Conflict(_("已经结案，不能再改。"))
        await rows("UPDATE care.care_case SET risks = $2 WHERE id = $1", case_id, chosen)
        await _note(actor, "case.changed", case_id, held["division"])


async def link_child(actor: Actor, case_id: int, child_id: int) -> None:
    """
    Now it is known which child the case is about: all its words are sealed anew with that
    child's key, so that an erasure reaches them. Only once.
    """
    async with opened(actor, child_id, "case") as file:
        held = await _held(actor, case_id)
        if held["child_id"] is not None:
            raise Conflict(_("这个个案已经对应到一名儿童。"))
        before, after = master(), Box(file.key)
        await rows(
            "UPDATE care.care_case SET child_id = $2, division = $3, outcome = $4 WHERE id = $1",
            case_id,
            child_id,
            file.division,
            after.again(held["outcome"], before, "care_case.outcome"),
        )
        for act in await rows("SELECT id, result FROM care.child_act WHERE case_id = $1", case_id):
            await rows(
                "UPDATE care.child_act SET child_id = $2, division = $3, result = $4 WHERE id = $1",
                act["id"],
                child_id,
                file.division,
                after.again(act["result"], before, "child_act.result"),
            )
        for sent in await rows("SELECT * FROM care.referral WHERE case_id = $1", case_id):
            await rows(
                "UPDATE care.referral SET child_id = $2, division = $3, reason = $4, answer = $5"
                " WHERE id = $1",
                sent["id"],
                child_id,
                file.division,
                after.again(sent["reason"], before, "referral.reason"),
                after.again(sent["answer"], before, "referral.answer"),
            )
        await _note(actor, "case.linked", case_id, file.division)


link_child.is_command = True  # pyright: ignore[reportFunctionMemberAccess] # its transaction is `opened`


async def add_act(
    actor: Actor,
    kind: str,
    result: str,
    box: Box,
    *,
    division: str,
    child: int | None = None,
    case: int | None = None,
    done_on: Any = None,
) -> int:
    """One line of what was done; inside an open transaction of the room."""
    return await value(
        "INSERT INTO care.child_act (child_id, division, case_id, kind, done_on, result, done_by,"
        " at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        child,
        division,
        case,
        kind,
        done_on or clock.today(),
        box.seal(result, "child_act.result"),
        actor.id,
        clock.now(),
    )


async def _step(actor: Actor, case_id: int, what: str, result: str, box: Box) -> None:
    held = await _held(actor, case_id)
    state = CaseStatus(held["status"])
    move = CASE_MACHINE.move(state, what)
    if what == "refer" and not await value(
        "SELECT count(*) FROM care.referral WHERE case_id = $1", case_id
    ):
        raise Conflict(_("请先填写转介，转介会一直催到对方答复。"))
    closing = move.to is CaseStatus.closed
    if closing and await value(
        "SELECT count(*) FROM care.referral WHERE case_id = $1 AND status = 'sent'", case_id
    ):
        raise Conflict(_("还有转介没有答复，不能结案。"))
    await CASE_MACHINE.fire(
        Case,
        case_id,
        state,
        what,
        {
            "closed_at": clock.now() if closing else None,
            "outcome": box.seal(result, "care_case.outcome") if closing else None,
            "next_check_at": None if closing else clock.now() + timedelta(days=FOLLOW_DAYS),
        },
    )
    await add_act(
        actor,
        ACT_OF[what],
        result,
        box,
        child=held["child_id"],
        case=case_id,
        division=held["division"],
    )
    await _note(actor, move.event, case_id, held["division"])
    await tell(move.event, case_id=case_id)


async def _held(actor: Actor, case_id: int) -> dict[str, Any]:
    held = await one("SELECT * FROM care.care_case WHERE id = $1 FOR UPDATE", case_id)
    if held is None:
        raise NotFound(_("没有找到这个个案。"))
    if policy.can_keep_case(actor, held["division"]) is not True:
        raise Denied(_("个案由县级民政部门和救助保护机构办理。"))
    return held


def _risks(chosen: list[str]) -> list[str]:
    known = {entry.code for entry in codes.home_list("risk")}
    if not set(chosen) <= known:
        raise Invalid({"risks": _("请从给出的选项里选择，或按提示填写。")})
    return sorted(set(chosen))


async def _note(actor: Actor, what: str, case_id: int, division: str) -> None:
    await record(actor, what, subject=("care_case", case_id), division=division)
