"""The year's plan: written by the home, approved by the township, ticked off item by item."""

from match.activities import policy
from match.activities.commands._shared import Row, home_of
from match.activities.forms import ItemForm
from match.activities.rules import YEARS_MOST
from match.activities.states import PLAN_MACHINE, PlanStatus
from match.activities.tables import WorkPlan
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import reasoned, require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out

ITEMS_MOST = 60


@command
async def add_item(actor: Actor, home_id: int, year: int, form: ItemForm) -> int:
    """Put a thing into the year's plan while it is a draft (2.1d); returns the item's id."""
    home = await home_of(actor, home_id)
    require(policy.can_keep(actor, home_id))
    complaints: dict[str, str] = {}
    if abs(year - clock.today().year) > 1:
        complaints["year"] = _("只能写去年、今年或明年的计划。")
    if form.due_on.year != year:
        complaints["due_on"] = _("完成日期要在 %(year)s 年以内。") % {"year": year}
    if complaints:
        raise Invalid(complaints)
    plan_id: int = await value(
        "INSERT INTO work_plan (home_id, division, year) VALUES ($1, $2, $3)"
        " ON CONFLICT (home_id, year) DO UPDATE SET division = excluded.division RETURNING id",
        home_id,
        home["division"],
        year,
    )
    plan = await _locked(plan_id)
    _only_draft(plan)
    count: int = await value("SELECT count(*) FROM work_plan_item WHERE plan_id = $1", plan_id)
    if count >= ITEMS_MOST:
        raise Invalid({"title": _("一份计划最多 %(most)s 项。") % {"most": ITEMS_MOST}})
    item: int = await value(
        "INSERT INTO work_plan_item (plan_id, title, due_on) VALUES ($1, $2, $3) RETURNING id",
        plan_id,
        form.title.strip(),
        form.due_on,
    )
    await record(
        actor, "work_plan.written", subject=("work_plan", plan_id), division=home["division"]
    )
    return item


@command
async def remove_item(actor: Actor, item_id: int) -> tuple[int, int]:
    """Take a thing out of a draft; returns home and year."""
    plan, item = await _of_item(actor, item_id)
    _only_draft(plan)
    if item["done_on"] is not None:
        raise Conflict(_("已经完成的事项不能删去。"))
    await value("DELETE FROM work_plan_item WHERE id = $1", item_id)
    await record(
        actor, "work_plan.written", subject=("work_plan", plan["id"]), division=plan["division"]
    )
    return plan["home_id"], plan["year"]


@command
async def finish_item(actor: Actor, item_id: int) -> tuple[int, int]:
    """Tick a thing of the approved plan off, today; returns home and year."""
    plan, item = await _of_item(actor, item_id)
    if plan["status"] != PlanStatus.approved:
        raise Conflict(_("计划经乡镇批准以后，才能登记完成。"))
    if item["done_on"] is None:
        await value(
            "UPDATE work_plan_item SET done_on = $2, done_by = $3 WHERE id = $1",
            item_id,
            clock.today(),
            actor.id,
        )
        await record(
            actor,
            "work_plan.item_done",
            subject=("work_plan", plan["id"]),
            division=plan["division"],
        )
    return plan["home_id"], plan["year"]


@command
async def submit_plan(actor: Actor, home_id: int, year: int) -> None:
    """Send the plan to the township."""
    plan = await _plan(actor, home_id, year)
    require(policy.can_keep(actor, home_id))
    items: int = await value("SELECT count(*) FROM work_plan_item WHERE plan_id = $1", plan["id"])
    if not items:
        raise Invalid({"title": _("请先写至少一项。")})
    sets = {"submitted_by": actor.id, "submitted_at": clock.now(), "reason": ""}
    await _move(actor, plan, "submit", sets=sets)


@command
async def revise_plan(actor: Actor, home_id: int, year: int) -> None:
    """Open an approved plan again: what is changed needs the township's approval anew."""
    plan = await _plan(actor, home_id, year)
    require(policy.can_keep(actor, home_id))
    await _move(actor, plan, "revise", sets={"approved_by": None, "approved_at": None})


@command
async def approve_plan(actor: Actor, home_id: int, year: int) -> None:
    """The township approves; nobody approves their own (domain.md §1.9)."""
    plan = await _plan(actor, home_id, year)
    require(policy.can_approve(actor, plan))
    sets = {"approved_by": actor.id, "approved_at": clock.now(), "reason": ""}
    await _move(actor, plan, "approve", sets=sets)


@command
async def return_plan(actor: Actor, home_id: int, year: int, reason: str) -> None:
    """The township sends the plan back and says what is missing."""
    plan = await _plan(actor, home_id, year)
    require(policy.can_approve(actor, plan))
    said = reasoned(reason)
    await _move(actor, plan, "return", reason=said, sets={"reason": said})


async def _plan(actor: Actor, home_id: int, year: int) -> Row:
    await home_of(actor, home_id)
    known = abs(year - clock.today().year) <= YEARS_MOST
    plan = known and await one(
        "SELECT * FROM work_plan WHERE home_id = $1 AND year = $2 FOR UPDATE", home_id, year
    )
    if not plan:
        raise NotFound(_("还没有这一年的工作计划。"))
    return plan


async def _locked(plan_id: int) -> Row:
    plan = await one("SELECT * FROM work_plan WHERE id = $1 FOR UPDATE", plan_id)
    assert plan is not None, "plans are never deleted"
    return plan


async def _of_item(actor: Actor, item_id: int) -> tuple[Row, Row]:
    item = await one("SELECT * FROM work_plan_item WHERE id = $1", item_id)
    if item is None:
        raise NotFound(_("没有找到这个事项。"))
    plan = await _locked(item["plan_id"])
    await home_of(actor, plan["home_id"])
    require(policy.can_keep(actor, plan["home_id"]))
    return plan, item


def _only_draft(plan: Row) -> None:
    if plan["status"] != PlanStatus.draft:
        raise Conflict(_("计划已经提交或批准。要修改，请先“修改计划”或等乡镇退回。"))


async def _move(
    actor: Actor, plan: Row, verb: str, *, reason: str = "", sets: dict[str, object]
) -> None:
    await carry_out(
        actor,
        PLAN_MACHINE,
        WorkPlan,
        plan,
        PlanStatus(plan["status"]),
        verb,
        reason=reason,
        sets=sets,
        plan_id=plan["id"],
        home_id=plan["home_id"],
        division=plan["division"],
        year=plan["year"],
    )
