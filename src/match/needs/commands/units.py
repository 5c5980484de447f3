"""Where the units of a need are: promised, agreed, on the way, received. Called from above."""

from enum import StrEnum
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import reasoned, require
from match.foundation.errors import Conflict, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.units import shift
from match.needs import policy, rules
from match.needs.commands._shared import lines_of, locked, move
from match.needs.commands.deciding import expiry
from match.needs.states import NEED_MACHINE, OPEN, ClosureKind, NeedStatus


class Place(StrEnum):
    """A column of the line's ledger; ``open`` is what no column holds."""

    open = "open"
    reserved = "reserved"
    committed = "committed"
    in_transit = "in_transit"
    received = "received"


class Closure(msgspec.Struct, frozen=True):
    """What brings received units, or took them away: a donation, a sign-up, a contract's line."""

    kind: ClosureKind
    source_id: int


@command
async def move_units(
    actor: Actor,
    line_id: int,
    units: int,
    *,
    source: Place,
    target: Place,
    reason: str = "",
    by: Closure | None = None,
) -> None:
    """
    Move *units* of a line from one column to another, and the need's state with them.

    Units that become received say *by* what; units that leave ``received`` say whose they were,
    with a *reason* of at least 4 characters (Invalid), and never more than that source brought
    (Conflict). Refuses more than the source holds: the row lock and the table's CHECK both stand
    guard. Only an open need takes new promises; what is promised already moves on whatever became
    of it. Locks the need first, then the line (need before giving before ledger).
    """
    found = await one("SELECT need_id FROM need_line WHERE id = $1", line_id)
    if found is None:
        raise NotFound(_("没有找到这一项需求。"))
    assert (by is not None) == (Place.received in (source, target)), "received units have a source"
    need = await one("SELECT * FROM need WHERE id = $1 FOR UPDATE", found["need_id"])
    line = await one("SELECT * FROM need_line WHERE id = $1 FOR UPDATE", line_id)
    assert need is not None, "a line has a need"
    assert line is not None, "lines are deleted with drafts only"
    if source is Place.open and NeedStatus(need["status"]) not in OPEN:
        raise Conflict(_("这条需求现在不接受新的帮助，请刷新页面后再看。"))
    held = getattr(_units(line), source.value)
    if units > held:
        raise Conflict(
            _("这一项只剩 %(left)s，不够 %(asked)s。请刷新页面后再看。")
            % {"left": held, "asked": units},
            left=held,
        )
    await shift("need_line", line_id, units, source=source, target=target)
    if by is not None:
        brought = units if target is Place.received else -units
        await _write_closure(actor, line_id, brought, by, reason)
    await record(
        actor,
        "need.units_moved",
        subject=("need_line", line_id),
        division=need["division"],
        reason=reason,
        changes={"units": (source.value, f"{units} → {target.value}")},
    )
    await _settle(actor, need["id"])


@command
async def mark_proposed(actor: Actor, need_id: int, *, proposed: bool) -> None:
    """Show that a proposal for this need is open, or that none is any more."""
    need = await locked(actor, need_id)
    wanted = NeedStatus.published if proposed else NeedStatus.matching
    if need["status"] == wanted:
        await move(
            actor,
            need,
            "propose" if proposed else "unpropose",
            next_check_at=need["next_check_at"],
        )


@command
async def confirm_need(actor: Actor, need_id: int) -> None:
    """The home confirms that what was received is what was asked."""
    need = await locked(actor, need_id)
    require(policy.can_write(actor, need["home_id"], need["division"]))
    await move(actor, need, "confirm")


@command
async def close_need(actor: Actor, need_id: int) -> None:
    """End of the story: the county closes what was confirmed."""
    need = await locked(actor, need_id)
    require(policy.can_approve(actor, need["division"], ()))
    await move(actor, need, "close")


async def _write_closure(actor: Actor, line_id: int, units: int, by: Closure, reason: str) -> None:
    """One row of what a source brought, or below 0 of what turned out not to be there."""
    if units < 0:
        reasoned(reason)
        brought: int = await value(
            "SELECT coalesce(sum(units), 0) FROM need_closure"
            " WHERE line_id = $1 AND kind = $2 AND source_id = $3",
            line_id,
            by.kind,
            by.source_id,
        )
        if brought + units < 0:
            raise Conflict(
                _("这一来源只到了 %(brought)s，不能减去 %(asked)s。请刷新页面后再看。")
                % {"brought": brought, "asked": -units}
            )
    await value(
        "INSERT INTO need_closure (line_id, kind, source_id, units, reason, by)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        line_id,
        by.kind,
        by.source_id,
        units,
        reason.strip(),
        actor.id,
    )


async def _settle(actor: Actor, need_id: int) -> None:
    """Bring the need's state in line with its lines."""
    need = await one("SELECT * FROM need WHERE id = $1", need_id)
    assert need is not None, "locked above"
    status = NeedStatus(need["status"])
    stands = rules.standing(map(_units, await lines_of(need_id)))
    verb = {
        NeedStatus.met: "meet",
        NeedStatus.partly_met: "meet_part",
        None: "reopen",
    }[stands]
    if stands == status or (stands is None and status in OPEN - {NeedStatus.partly_met}):
        await tell("need.units_moved", need_id=need_id)
    elif (status, verb) in NEED_MACHINE.moves:
        # A met need waits for nobody; one that opens again ends in its time like any other.
        held = need["next_check_at"] or await expiry(need)
        after = None if stands is NeedStatus.met else held
        await move(actor, need, verb, next_check_at=after)
    else:
        # A withdrawn or expired need whose last parcel still arrives: the figures move alone.
        await tell("need.units_moved", need_id=need_id)


def _units(line: dict[str, Any]) -> rules.Units:
    return rules.Units(
        line["quantity"],
        line["reserved"],
        line["committed"],
        line["in_transit"],
        line["received"],
    )
