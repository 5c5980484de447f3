"""Signs of life, and the township's answer about a home that shows none (notice 1.5)."""

from datetime import datetime

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, value
from match.foundation.decisions import REASON_LEAST, require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.homes import policy
from match.homes.commands._shared import locked, move
from match.homes.states import HomeStatus, Sign


@command
async def sign_of_life(
    actor: Actor, home_id: int, kind: Sign, *, at: datetime | None = None
) -> None:
    """
    Something happened at a home (*at*: an aware instant, by default now). Rooms above call this
    in their own command; an older sign never overwrites a newer one. A sign answers the question
    whether the home is idle; one that was older than the question does not.
    """
    del actor
    seen = min(at or clock.now(), clock.now())
    await value(
        "INSERT INTO home_sign (home_id, kind, at) VALUES ($1, $2, $3)"
        " ON CONFLICT (home_id, kind) DO UPDATE SET at = greatest(home_sign.at, excluded.at)",
        home_id,
        str(kind),
        seen,
    )
    await value(
        "UPDATE home SET last_sign_at = greatest(last_sign_at, $2::timestamptz),"
        " idle_proposed_at = CASE WHEN $3 OR $2 > idle_proposed_at THEN NULL"
        "   ELSE idle_proposed_at END WHERE id = $1",
        home_id,
        seen,
        at is None,
    )


@command
async def answer_idle(actor: Actor, home_id: int, *, idle: bool, reason: str) -> HomeStatus:
    """
    The township looked: the home works (*idle* false), or does not and becomes ``idle``.

    Only where the question was put, with the evidence; the reason says what was seen there.
    """
    home = await locked(home_id)
    require(policy.can_answer_idle(actor, home["division"]))
    if home["idle_proposed_at"] is None or home["status"] != HomeStatus.open:
        raise Conflict(_("这个儿童之家现在没有要确认的提醒。"))
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明您看到或了解到的情况，至少 4 个字。")})
    if idle:
        await move(actor, home, "idle", reason)
        await value("UPDATE home SET idle_proposed_at = NULL WHERE id = $1", home_id)
        return HomeStatus.idle
    await sign_of_life(actor, home_id, Sign.answer)
    await value("UPDATE home SET idle_proposed_at = NULL WHERE id = $1", home_id)
    await record(
        actor,
        "home_idle.answered",
        subject=("home", home_id),
        division=home["division"],
        reason=reason,
    )
    return HomeStatus.open
