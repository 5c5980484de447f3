"""Opening, suspending, closing; and asking about homes that show no sign of life."""

from collections.abc import Sequence

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.homes import policy, rules
from match.homes.commands._shared import locked, move


@command
async def open_home(actor: Actor, home_id: int) -> None:
    """Open a home once it has what the notice asks for: 3.3b, 3.3c, 4.1, 5.4a, 5.4b."""
    home = await locked(home_id)
    require(policy.can_decide(actor, home["division"]))
    hours: int = await value("SELECT count(*) FROM opening_hour WHERE home_id = $1", home_id)
    missing = rules.missing_for_opening(
        facilities=home["facilities"],
        documents=home["documents"],
        has_director=home["director_id"] is not None,
        has_hours=hours > 0,
    )
    if missing:
        raise Conflict(
            _("还不能开放，缺少：%(list)s。") % {"list": _("、").join(map(requirement, missing))},
            missing=missing,
        )
    verb = "reopen" if home["status"] in ("idle", "suspended") else "open"
    await move(actor, home, verb)
    await value(
        "UPDATE home SET last_sign_at = $2, idle_proposed_at = NULL WHERE id = $1",
        home_id,
        clock.now(),
    )


@command
async def change_status(actor: Actor, home_id: int, verb: str, reason: str) -> None:
    """Plan, build, idle, suspend or close a home; the reason is kept."""
    home = await locked(home_id)
    require(policy.can_decide(actor, home["division"]))
    if verb in ("open", "reopen"):
        await open_home(actor, home_id)
        return
    if verb in ("idle", "suspend", "close") and len(reason.strip()) < 4:
        raise Invalid({"reason": _("请写明原因，至少 4 个字。")})
    await move(actor, home, verb, reason)


@command
async def propose_idle(actor: Actor) -> Sequence[int]:
    """
    Ask townships about open homes without a sign of life (notice 1.5); returns their ids.

    The state is not changed: inactivity is noticed and proposed, never guessed silently.
    """
    days = await whole("home.idle_days")
    found = await rows(
        "UPDATE home SET idle_proposed_at = $1::timestamptz"
        " WHERE status = 'open' AND idle_proposed_at IS NULL"
        " AND coalesce(last_sign_at, created_at) < $1::timestamptz - make_interval(days => $2)"
        " RETURNING id, division",
        clock.now(),
        days,
    )
    for home in found:
        await record(
            actor, "home.idle_proposed", subject=("home", home["id"]), division=home["division"]
        )
        await tell("home.idle_proposed", home_id=home["id"], division=home["division"])
    return [home["id"] for home in found]


def requirement(code: str) -> str:
    if code == "director":
        return _("儿童主任")
    if code == "hours":
        return _("开放时间")
    return codes.label(code)
