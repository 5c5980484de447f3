"""Several givers fill one line together by a day: each keeps a pledge, all of them or none."""

from datetime import timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.giving.pledging import policy, rules
from match.giving.pledging.commands._shared import lock_joint, move_joint, waiting_sets
from match.giving.pledging.commands.answering import end_together
from match.giving.pledging.commands.offering import promise
from match.giving.pledging.forms import JoinForm, JointForm, PledgeForm
from match.giving.pledging.states import JointStatus

STANDS = "('offered', 'accepted', 'agreed', 'kept')"


@command
async def open_joint(actor: Actor, form: JointForm) -> int:
    """
    Begin to gather *form.target* units of one line, with a pledge of one's own; returns the
    joint's id. What each promises is held at once, so that nobody else promises it too.
    """
    require(policy.can_pledge(actor, form.organisation))
    if actor.id is None:
        raise Denied(_("请先登录，再承诺捐赠。"))
    await _sensible(form)
    line = await one(
        "SELECT l.need_id, n.division FROM need_line l JOIN need n ON n.id = l.need_id"
        " WHERE l.id = $1",
        form.line,
    )
    if line is None:
        raise NotFound(_("没有找到这条需求，可能已撤回或过期。"))
    await one("SELECT id FROM need WHERE id = $1 FOR UPDATE", line["need_id"])
    left: int = await value(
        "SELECT quantity - reserved - committed - in_transit - received FROM need_line"
        " WHERE id = $1",
        form.line,
    )
    if form.target > left:
        raise Conflict(_("这一项只剩 %(left)s，合捐总数不能超过它。") % {"left": left}, left=left)
    joint_id: int = await value(
        "INSERT INTO joint_pledge (line_id, need_id, division, lead_id, units, due_on,"
        " next_check_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        form.line,
        line["need_id"],
        line["division"],
        actor.id,
        form.target,
        form.due_on,
        rules.morning_of(form.due_on + timedelta(days=1)),
    )
    await record(
        actor,
        "joint.opened",
        subject=("joint_pledge", joint_id),
        division=line["division"],
    )
    await promise(actor, _own(form, form.line), giver_id=actor.id, joint_id=joint_id)
    return joint_id


@command
async def join_joint(actor: Actor, joint_id: int, form: JoinForm) -> int:
    """
    Add one's own units; returns the pledge's id. The last unit completes it: only then may the
    home answer. Raises Conflict where it is complete, over, or wants fewer units.
    """
    require(policy.can_pledge(actor, form.organisation))
    if actor.id is None:
        raise Denied(_("请先登录，再承诺捐赠。"))
    joint = await lock_joint(joint_id)
    if joint["status"] != JointStatus.gathering:
        raise Conflict(_("这次合捐已经凑齐或已经结束，不能再加入。"))
    left = joint["units"] - await gathered(joint_id)
    if form.units > left:
        raise Conflict(_("这次合捐只差 %(left)s，请减少数量。") % {"left": left}, left=left)
    pledge_id = await promise(
        actor, _own(form, joint["line_id"]), giver_id=actor.id, joint_id=joint_id
    )
    if form.units == left:
        await _complete(actor, joint)
    return pledge_id


async def gathered(joint_id: int) -> int:
    """Units that the pledges of a joint hold now; money in whole yuan."""
    return await value(
        "SELECT coalesce(sum(coalesce(units, amount_fen / 100)), 0) FROM pledge"  # noqa: S608 # our own words
        f" WHERE joint_id = $1 AND status IN {STANDS}",
        joint_id,
    )


async def joint_shrank(actor: Actor, joint_id: int) -> None:
    """One giver stepped back: the others gather on, where there is time. Inside a command."""
    joint = await lock_joint(joint_id)
    if joint["status"] == JointStatus.complete:
        await move_joint(
            actor, joint, "reopen", rules.morning_of(joint["due_on"] + timedelta(days=1))
        )
        # They wait for each other again, and not for the home.
        await value(
            "UPDATE pledge SET next_check_at = NULL WHERE joint_id = $1 AND status = 'offered'",
            joint_id,
        )


@command
async def end_joint(actor: Actor, joint_id: int) -> None:
    """
    The day has passed and units are missing: none of them gives, and every unit is open. Does
    nothing where the last units came while it waited for the lock.
    """
    joint = await lock_joint(joint_id)
    if joint["status"] != JointStatus.gathering or joint["due_on"] >= clock.today():
        return
    members = await rows(
        "SELECT * FROM pledge WHERE joint_id = $1 AND status IN ('offered', 'accepted')"
        " ORDER BY id FOR UPDATE",
        joint_id,
    )
    if members:
        await end_together(actor, members[0], "expire", _("到期没有凑齐，全部退回"))
    else:
        await move_joint(actor, await lock_joint(joint_id), "fail", None)


def _own(form: JointForm | JoinForm, line: int) -> PledgeForm:
    names = ("units", "organisation", "charity", "recipient", "institution", "purpose")
    return PledgeForm(line=line, **{name: getattr(form, name) for name in names})


async def _sensible(form: JointForm) -> None:
    today = clock.today()
    most = await whole("pledge.joint_days_most")
    complaints: dict[str, str] = {}
    if not 1 <= form.units < form.target:
        complaints["units"] = _("您自己的数量要少于合捐总数，其余由别人补齐。")
    if not today <= form.due_on <= today + timedelta(days=most):
        complaints["due_on"] = _("截止日期应在今天以后、%(days)s 天以内。") % {"days": most}
    if complaints:
        raise Invalid(complaints)


async def _complete(actor: Actor, joint: dict[str, Any]) -> None:
    await move_joint(actor, joint, "complete", None)
    times = await waiting_sets()
    await value(
        "UPDATE pledge SET expires_on = $2, remind_on = $3, next_check_at = $4"
        " WHERE joint_id = $1 AND status = 'offered'",
        joint["id"],
        times["expires_on"],
        times["remind_on"],
        times["next_check_at"],
    )
