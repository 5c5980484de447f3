"""What somebody else looked at: a small room's reason, the outdoor place, what was found."""

from collections.abc import Collection
from datetime import datetime

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.foundation.outbox import tell
from match.homes import policy
from match.homes.commands._shared import locked


@command
async def approve_area(actor: Actor, home_id: int) -> None:
    """The township accepts why the room is smaller than it should be (notice 3.3a)."""
    home = await locked(home_id)
    require(policy.can_inspect(actor, home["division"]))
    if not home["area_reason"].strip():
        raise Conflict(_("还没有写明面积较小的原因，请儿童主任或县级先填写。"))
    if actor.id is not None and actor.id == home["director_id"]:
        raise Conflict(_("自己的儿童之家，请由乡镇其他人员同意。"))
    await value(
        "UPDATE home SET area_approved_by = $2, area_approved_at = $3 WHERE id = $1",
        home_id,
        actor.id,
        clock.now(),
    )
    await record(
        actor,
        "home_area.approved",
        subject=("home", home_id),
        division=home["division"],
        reason=home["area_reason"],
    )


@command
async def check_outdoor(
    actor: Actor, home_id: int, *, safe: bool, at: datetime | None = None
) -> None:
    """
    Somebody of the township or above looked at the outdoor place (notice 3.3c), by default now; an
    older look (*at*) never takes the place of a newer one.
    """
    home = await locked(home_id)
    require(policy.can_inspect(actor, home["division"]))
    known = home["outdoor_safety_checked_at"]
    if at is not None and known is not None and known > at:
        return
    looked = (at or clock.now()) if safe else None
    await value("UPDATE home SET outdoor_safety_checked_at = $2 WHERE id = $1", home_id, looked)
    await record(
        actor,
        "home_outdoor.checked",
        subject=("home", home_id),
        division=home["division"],
        changes={"outdoor_safety_checked_at": (home["outdoor_safety_checked_at"], looked)},
    )


@command
async def note_findings(
    actor: Actor,
    home_id: int,
    *,
    has: Collection[str],
    lacks: Collection[str],
    area_m2: int | None = None,
) -> None:
    """
    What an inspection saw: codes of facilities that are there or not, the measured area in m².

    The registry follows the eyes of who was there; the state of the home is decided by people.
    """
    home = await locked(home_id)
    require(policy.can_inspect(actor, home["division"]))
    facilities = [code for code in home["facilities"] if code not in lacks]
    facilities += [code for code in sorted(has) if code not in facilities]
    area = home["indoor_area_m2"] if area_m2 is None else area_m2
    if (facilities, area) == (list(home["facilities"]), home["indoor_area_m2"]):
        return
    await value(
        "UPDATE home SET facilities = $2, indoor_area_m2 = $3,"
        " area_approved_by = CASE WHEN indoor_area_m2 IS NOT DISTINCT FROM $3"
        "   THEN area_approved_by END,"
        " area_approved_at = CASE WHEN indoor_area_m2 IS NOT DISTINCT FROM $3"
        "   THEN area_approved_at END WHERE id = $1",
        home_id,
        facilities,
        area,
    )
    await record(
        actor,
        "home.described",
        subject=("home", home_id),
        division=home["division"],
        changes={
            "facilities": (home["facilities"], facilities),
            "indoor_area_m2": (home["indoor_area_m2"], area),
        },
    )
    await tell("home.described", home_id=home_id)
