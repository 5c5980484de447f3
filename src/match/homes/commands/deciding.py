"""Opening, suspending, closing; and asking about homes that show no sign of life."""

from collections.abc import Sequence

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, rows
from match.foundation.decisions import reasoned, require
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.homes import policy, rules
from match.homes.commands._shared import locked, move
from match.homes.commands.signs import sign_of_life
from match.homes.queries.papers import standing_of
from match.homes.states import Sign
from match.homes.wording import requirement


@command
async def open_home(actor: Actor, home_id: int) -> None:
    """Open a home once it has what the notice asks for: 3.3a–c, 4.1, 4.4d, 5.4a, 5.4b."""
    home = await locked(home_id)
    require(policy.can_decide(actor, home["division"]))
    missing = rules.missing_for_opening(await standing_of(home))
    if missing:
        raise Conflict(
            _("还不能开放，缺少：%(list)s。") % {"list": _("、").join(map(requirement, missing))},
            missing=missing,
        )
    verb = "reopen" if home["status"] in ("idle", "suspended") else "open"
    await move(actor, home, verb)
    await sign_of_life(actor, home_id, Sign.opened)


@command
async def change_status(actor: Actor, home_id: int, verb: str, reason: str) -> None:
    """Plan, build, idle, suspend or close a home; the reason is kept."""
    home = await locked(home_id)
    require(policy.can_decide(actor, home["division"]))
    if verb in ("open", "reopen"):
        await open_home(actor, home_id)
        return
    if verb in ("idle", "suspend", "close"):
        reasoned(reason)
    await move(actor, home, verb, reason)


@command
async def propose_idle(actor: Actor) -> Sequence[int]:
    """
    Ask townships about open homes without a sign of life (notice 1.5); returns their ids.

    The state is not changed: inactivity is noticed and proposed, never guessed silently. The last
    sign of each kind goes into the trail: that is the evidence.
    """
    days = await whole("home.idle_days")
    found = await rows(
        "UPDATE home SET idle_proposed_at = $1::timestamptz"
        " WHERE status = 'open' AND idle_proposed_at IS NULL"
        " AND coalesce(last_sign_at, created_at) < $1::timestamptz - make_interval(days => $2)"
        " RETURNING id, division, last_sign_at, (SELECT coalesce(jsonb_object_agg(kind, at), '{}')"
        "   FROM home_sign WHERE home_sign.home_id = home.id)::text AS signs",
        clock.now(),
        days,
    )
    for home in found:
        await record(
            actor,
            "home.idle_proposed",
            subject=("home", home["id"]),
            division=home["division"],
            changes={"last_sign_at": (home["last_sign_at"], home["signs"])},
        )
        await tell("home.idle_proposed", home_id=home["id"], division=home["division"])
    return [home["id"] for home in found]
