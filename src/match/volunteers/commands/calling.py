"""Somebody dropped out shortly before: the nearest who may come are asked in order."""

from datetime import timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, unit_of_work, value
from match.foundation.decisions import require
from match.foundation.errors import MatchError
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.places.rules import distance_km
from match.volunteers import rules
from match.volunteers.commands._shared import Row, locked
from match.volunteers.commands.clashes import refuse_clash
from match.volunteers.gate import gate
from match.volunteers.limits import limits
from match.volunteers.states import CALL_MACHINE, CallStatus, ShiftStatus
from match.volunteers.tables import ReplacementCall

# Registered, wants to be called, never had a pledge for this shift. The county's centre is what we
# know of where somebody is; without an area they go anywhere.
_CANDIDATES = """
SELECT v.account_id, v.area, v.radius_km, v.times, c.lon, c.lat, own.lon AS shift_lon,
       own.lat AS shift_lat
  FROM volunteer v JOIN account a ON a.id = v.account_id
  LEFT JOIN division c ON c.code = rpad(v.area, 12, '0') AND v.area <> ''
  JOIN division own ON own.code = $2
 WHERE v.calls AND v.identity IS NOT NULL AND a.disabled_at IS NULL AND a.erased_at IS NULL
   AND v.account_id <> $3
   AND NOT EXISTS (SELECT FROM shift_signup u WHERE u.shift_id = $1
     AND u.volunteer_id = v.account_id)
 ORDER BY v.account_id
"""


async def open_call(shift: Row, role_id: int | None, *, besides: int) -> int | None:
    """
    Call for a replacement where a place came free so near to the start that nobody may find it by
    themselves. Returns the call's id, or None where there is time, or nobody to ask.
    """
    asked = await limits()
    left = shift["starts_at"] - clock.now()
    if not timedelta(0) < left <= timedelta(hours=asked.call_hours):
        return None
    order = await _in_order(shift, role_id, besides, asked.call_most)
    if not order:
        return None
    call_id: int = await value(
        "INSERT INTO replacement_call (shift_id, role_id, division, next_check_at)"
        " VALUES ($1, $2, $3, $4) RETURNING id",
        shift["id"],
        role_id,
        shift["division"],
        clock.now(),
    )
    for place, (km, volunteer_id) in enumerate(order):
        await value(
            "INSERT INTO replacement_ask (call_id, volunteer_id, place, km)"
            " VALUES ($1, $2, $3, $4)",
            call_id,
            volunteer_id,
            place,
            km,
        )
    await record(
        SYSTEM, "call.opened", subject=("replacement_call", call_id), division=shift["division"]
    )
    await _ask_next(call_id, shift["id"])
    return call_id


async def sweep_calls(actor: Actor, limit: int = 100) -> int:
    """Ask the next ones of every call whose time has come; returns how many calls."""
    due = await rows(
        "SELECT id, shift_id FROM replacement_call WHERE next_check_at <= $1"
        " ORDER BY next_check_at, id LIMIT $2",
        clock.now(),
        limit,
    )
    for call in due:
        await _poke(actor, call["id"], call["shift_id"])
    return len(due)


@command
async def _poke(actor: Actor, call_id: int, shift_id: int) -> None:
    shift = await locked(actor, shift_id)
    call = await one("SELECT * FROM replacement_call WHERE id = $1 FOR UPDATE", call_id)
    if call is None or call["status"] != CallStatus.open:
        return
    taken = ShiftStatus(shift["status"]) is not ShiftStatus.open
    if taken or shift["starts_at"] <= clock.now() or not await _ask_next(call_id, shift_id):
        await end_call(actor, call, "close")


async def _ask_next(call_id: int, shift_id: int) -> bool:
    """Ask the next batch; False where everybody was asked and had their time."""
    asked = await limits()
    batch = await rows(
        "SELECT id, volunteer_id FROM replacement_ask WHERE call_id = $1 AND answer = 'queued'"
        " ORDER BY place LIMIT $2",
        call_id,
        asked.call_batch,
    )
    if not batch:
        return False
    for one_ in batch:
        await value(
            "UPDATE replacement_ask SET answer = 'asked', asked_at = $2 WHERE id = $1",
            one_["id"],
            clock.now(),
        )
        await tell(
            "call.asked", call_id=call_id, shift_id=shift_id, volunteer_id=one_["volunteer_id"]
        )
    await value(
        "UPDATE replacement_call SET next_check_at = $2 WHERE id = $1",
        call_id,
        clock.now() + timedelta(minutes=asked.call_wait_minutes),
    )
    return True


async def ask_on(call: Row) -> None:
    """Where everybody who was asked said no, the next ones are asked at once."""
    waiting: int = await value(
        "SELECT count(*) FROM replacement_ask WHERE call_id = $1 AND answer = 'asked'", call["id"]
    )
    if not waiting and not await _ask_next(call["id"], call["shift_id"]):
        await end_call(SYSTEM, call, "close")


async def end_call(actor: Actor, call: Row, verb: str) -> None:
    """Fill or close the call; who was asked and did not answer hears that it is over."""
    await carry_out(
        actor,
        CALL_MACHINE,
        ReplacementCall,
        call,
        CallStatus(call["status"]),
        verb,
        sets={"next_check_at": None},
        call_id=call["id"],
        shift_id=call["shift_id"],
    )
    told = await rows(
        "UPDATE replacement_ask SET answer = 'late', answered_at = $2 WHERE call_id = $1"
        " AND answer = 'asked' RETURNING volunteer_id",
        call["id"],
        clock.now(),
    )
    for other in told:
        await tell(
            "call.over",
            call_id=call["id"],
            shift_id=call["shift_id"],
            volunteer_id=other["volunteer_id"],
        )


async def _in_order(
    shift: Row, role_id: int | None, besides: int, most: int
) -> list[tuple[int, int]]:
    """(kilometres, account) of the first *most* who may come and have the time, nearest first."""
    part = rules.part_of(shift["starts_at"].astimezone(clock.HERE))
    role = await one("SELECT * FROM shift_role WHERE id = $1", role_id) if role_id else None
    near: list[tuple[int, int]] = []
    for found in await rows(_CANDIDATES, shift["id"], shift["division"], besides):
        km = _km(found)
        if km is None or (found["times"] and part not in found["times"]):
            continue
        near.append((km, found["account_id"]))
    ready: list[tuple[int, int]] = []
    for km, account in sorted(near):
        if len(ready) == most:
            break
        try:
            async with unit_of_work():
                require(await gate(account, shift, role))
                await refuse_clash(account, shift)
        except MatchError:
            continue
        ready.append((km, account))
    return ready


def _km(found: dict[str, Any]) -> int | None:
    """How far it is from the volunteer's county to the shift's; None where it is too far."""
    if not found["area"] or found["lon"] is None or found["shift_lon"] is None:
        return 0 if not found["area"] else None
    km = int(distance_km((found["lon"], found["lat"]), (found["shift_lon"], found["shift_lat"])))
    return km if km <= found["radius_km"] else None
