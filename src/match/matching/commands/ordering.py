"""A run is asked for, begun, and ended: done, cancelled or failed. `keeping` ends it as done."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.matching import policy
from match.matching.states import ORDER_MACHINE, OrderStatus
from match.matching.tables import RunOrder

STEPS_MOST = 50


@command
async def order_run(
    actor: Actor,
    scope: str,
    *,
    ladder_steps: int | None = None,
    anew: bool = False,
    reason: str = "",
) -> int:
    """
    Ask for a run over *scope*; returns the order's id. An area has one open order at a time: who
    asks again gets the first.

    ``ladder_steps`` other than the usual needs somebody who answers for several counties, and a
    reason. *anew* plans again what nobody has answered and nobody has locked. Tells
    ``run.ordered``; a long task carries it out.
    """
    order_id, new = await _ordered(actor, scope, ladder_steps, anew, reason)
    if new:
        await tell("run.ordered", order_id=order_id)
    return order_id


@command
async def take_up_run(
    actor: Actor,
    scope: str,
    *,
    ladder_steps: int | None = None,
    anew: bool = False,
    reason: str = "",
) -> int:
    """`order_run` by who carries it out at once: nobody is told, or two would work on it."""
    return (await _ordered(actor, scope, ladder_steps, anew, reason))[0]


async def _ordered(
    actor: Actor, scope: str, ladder_steps: int | None, anew: bool, reason: str
) -> tuple[int, bool]:
    require(policy.can_run(actor, scope))
    usual = await whole("match.ladder_steps")
    if ladder_steps is not None and ladder_steps != usual:
        require(policy.can_choose_policy(actor))
        if not 0 <= ladder_steps <= STEPS_MOST:
            raise Invalid({"ladder_steps": _("公平阶梯的级数请填 0 到 50。")})
        if len(reason.strip()) < 4:
            raise Invalid({"reason": _("改变分配规则要写明原因，至少 4 个字。")})
    if len(reason) > 500:
        raise Invalid({"reason": _("内容太长，请缩短到 500 字以内。")})
    made = await one(
        "INSERT INTO run_order (scope, ladder_steps, anew, reason, asked_by, asked_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (scope)"
        " WHERE status IN ('waiting', 'running') DO NOTHING RETURNING id",
        scope,
        ladder_steps,
        anew,
        reason.strip(),
        actor.id,
        clock.now(),
    )
    if made is None:
        known: int = await value(
            "SELECT id FROM run_order WHERE scope = $1 AND status IN ('waiting', 'running')", scope
        )
        return known, False
    await record(actor, "run.ordered", subject=("run_order", made["id"]), reason=reason.strip())
    return made["id"], True


@command
async def begin_run(actor: Actor, order_id: int) -> dict[str, Any]:
    """A worker takes the order up, for the first time or after another worker died."""
    order = await _locked(order_id)
    require(policy.can_run(actor, order["scope"]))
    await _move(actor, order, "begin", {"progress": 0, "step": "reading"})
    return order


@command
async def report_run(actor: Actor, order_id: int, percent: int, step: str) -> None:
    """How far it is; refuses with Conflict once the order is cancelled, which ends the work."""
    del actor
    alive = await one(
        "UPDATE run_order SET progress = $2, step = $3 WHERE id = $1 AND status = 'running'"
        " RETURNING id",
        order_id,
        percent,
        step,
    )
    if alive is None:
        raise Conflict(_("这次匹配已取消。"))


@command
async def cancel_run(actor: Actor, order_id: int) -> None:
    """Nothing of it is kept: a plan is stored only while its order is running."""
    order = await _locked(order_id)
    require(policy.can_run(actor, order["scope"]))
    await _move(actor, order, "cancel", {"ended_at": clock.now(), "ended_by": actor.id})


@command
async def fail_run(actor: Actor, order_id: int) -> None:
    """The work ended without a plan; the log says why."""
    order = await _locked(order_id)
    if OrderStatus(order["status"]) in (OrderStatus.waiting, OrderStatus.running):
        await _move(actor, order, "fail", {"ended_at": clock.now()})


async def finish_run(actor: Actor, order_id: int, run_id: int) -> None:
    """Inside the command that keeps the plan. Conflict when the order was cancelled meanwhile."""
    order = await _locked(order_id)
    done = {"ended_at": clock.now(), "run_id": run_id, "progress": 100, "step": ""}
    await _move(actor, order, "finish", done)


async def _locked(order_id: int) -> dict[str, Any]:
    order = await one("SELECT * FROM run_order WHERE id = $1 FOR UPDATE", order_id)
    if order is None:
        raise NotFound(_("没有找到这次匹配。"))
    return order


async def _move(actor: Actor, order: dict[str, Any], verb: str, sets: dict[str, Any]) -> None:
    step = await ORDER_MACHINE.fire(RunOrder, order["id"], OrderStatus(order["status"]), verb, sets)
    await record(
        actor,
        step.event,
        subject=("run_order", order["id"]),
        changes={"status": (order["status"], str(step.to))},
    )
