"""Roles of posts that are not taken up yet: their holder reads, and does not act."""

from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, rows, value
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.permissions import Role


async def waits(role: Role, division: str) -> bool:
    """
    Whether an invited person waits before she acts: a director for the county's exam (notice
    4.4d), a supervisor for the one before her to hand over (4.1c: exactly one).
    """
    if role is Role.director:
        return True
    if role is not Role.supervisor:
        return False
    return await value(
        "SELECT EXISTS (SELECT FROM membership WHERE role = 'supervisor' AND division = $1"
        " AND NOT waiting AND ended_at IS NULL)",
        division,
    )


@command
async def let_act(actor: Actor, account: int, role: Role, division: str, home: int | None) -> None:
    """
    The waiting is over: from her next request on she acts. The posts room decides when, and calls
    this inside its own command; no route leads here. Raises Conflict where no such role is held.
    """
    taken = await rows(
        "UPDATE membership SET waiting = false WHERE account = $1 AND role = $2 AND division = $3"
        " AND home IS NOT DISTINCT FROM $4 AND ended_at IS NULL RETURNING id",
        account,
        str(role),
        division,
        home,
    )
    if not taken:
        raise Conflict(_("这个人还没有接受邀请，请先让本人接受。"))
    await record(
        actor,
        "role.taken_up",
        subject=("account", account),
        division=division,
        changes={"role": (None, str(role))},
    )
    await tell("role.taken_up", account_id=account, role=str(role), division=division)
