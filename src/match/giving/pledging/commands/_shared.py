"""What every verb on a pledge begins and ends with."""

from datetime import datetime
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.parameters import whole
from match.giving.pledging import policy, rules
from match.giving.pledging.states import JOINT_MACHINE, JointStatus
from match.giving.pledging.tables import JointPledge
from match.giving.states import PLEDGE_MACHINE, PledgeStatus
from match.giving.tables import Pledge
from match.needs.commands import move_units
from match.needs.commands.units import Place
from match.needs.wording import refuse_personal_data

HELD = (PledgeStatus.offered, PledgeStatus.accepted)


async def locked(actor: Actor, pledge_id: int) -> dict[str, Any]:
    """The pledge, locked after its need and its givers' common row, for those who may know it."""
    found = await one("SELECT need_id, joint_id FROM pledge WHERE id = $1", pledge_id)
    if found is not None:
        await one("SELECT id FROM need WHERE id = $1 FOR UPDATE", found["need_id"])
        await one("SELECT id FROM joint_pledge WHERE id = $1 FOR UPDATE", found["joint_id"])
    pledge = await one("SELECT * FROM pledge WHERE id = $1 FOR UPDATE", pledge_id)
    if pledge is None or not policy.can_see(actor, pledge):
        raise NotFound(_("没有找到这条捐赠承诺。"))
    return pledge


async def together(pledge: dict[str, Any]) -> list[dict[str, Any]]:
    """The pledge with those that fill the line together with it and still stand."""
    if pledge["joint_id"] is None:
        return [pledge]
    return await rows(
        "SELECT * FROM pledge WHERE joint_id = $1 AND status IN ('offered', 'accepted', 'agreed')"
        " ORDER BY id FOR UPDATE",
        pledge["joint_id"],
    )


async def move(
    actor: Actor, pledge: dict[str, Any], verb: str, *, reason: str = "", **sets: Any
) -> PledgeStatus:
    """Fire the verb with what changes along, and leave the trail."""
    step = await carry_out(
        actor,
        PLEDGE_MACHINE,
        Pledge,
        pledge,
        PledgeStatus(pledge["status"]),
        verb,
        reason=reason,
        sets={"changed_at": clock.now(), **sets},
        pledge_id=pledge["id"],
        need_id=pledge["need_id"],
    )
    return PledgeStatus(step.to)


async def lock_joint(joint_id: int) -> dict[str, Any]:
    """The joint, locked after its need. Raises NotFound."""
    found = await one("SELECT need_id FROM joint_pledge WHERE id = $1", joint_id)
    if found is not None:
        await one("SELECT id FROM need WHERE id = $1 FOR UPDATE", found["need_id"])
    joint = await one("SELECT * FROM joint_pledge WHERE id = $1 FOR UPDATE", joint_id)
    if joint is None:
        raise NotFound(_("没有找到这次合捐。"))
    return joint


async def move_joint(
    actor: Actor, joint: dict[str, Any], verb: str, next_check_at: datetime | None
) -> None:
    """Fire the verb on what several givers do together, and set its clock."""
    await carry_out(
        actor,
        JOINT_MACHINE,
        JointPledge,
        joint,
        JointStatus(joint["status"]),
        verb,
        sets={"next_check_at": next_check_at},
        joint_id=joint["id"],
        need_id=joint["need_id"],
    )


async def leave_proposed(line_id: int, units: int) -> None:
    """
    Raise Conflict where the *units* just taken of a line are those that an undecided proposal of
    a run speaks of: two parties are being asked, and must not be asked in vain.
    """
    free: int = await value(
        "SELECT l.quantity - l.reserved - l.committed - l.in_transit - l.received - coalesce("
        "(SELECT sum(p.units) FROM proposal p WHERE p.line_id = l.id"
        " AND p.status IN ('proposed', 'offer_accepted')), 0) FROM need_line l WHERE l.id = $1",
        line_id,
    )
    if free < 0:
        left = max(0, units + free)
        raise Conflict(
            _("这一项有匹配建议正等双方答复，现在最多还可承诺 %(left)s。") % {"left": left},
            left=left,
        )


async def release(actor: Actor, pledge: dict[str, Any], source: Place, reason: str) -> None:
    """The line's units are open to somebody else again."""
    await move_units(
        actor,
        pledge["line_id"],
        rules.units_of(pledge),
        source=source,
        target=Place.open,
        reason=reason,
    )


async def waiting_sets() -> dict[str, Any]:
    """A pledge's clock from now: until when it waits, and when it is spoken of again."""
    last, remind = rules.waiting_days(
        clock.today(), await whole("pledge.offer_days"), await whole("pledge.remind_days")
    )
    return {
        "expires_on": last,
        "remind_on": remind,
        "next_check_at": rules.morning_of(remind),
    }


def said(reason: str, field: str = "reason") -> str:
    """A reason fit to be read by the other side. Raises Invalid."""
    told = reason.strip()
    if not 4 <= len(told) <= 500:
        raise Invalid({field: _("请写明原因，4 到 500 字，对方会看到。")})
    refuse_personal_data({field: told})
    return told
