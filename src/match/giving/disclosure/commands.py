"""
The disclosure clock: what is owed is kept in line with the facts, and harder words follow in time.

Nothing here decides that something is owed or done; `rules.owed` does, from the donation's facts.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.giving.disclosure.facts import gift_of, terms
from match.giving.disclosure.rules import Owed, owed
from match.giving.disclosure.states import (
    DUTY_MACHINE,
    OWED,
    DutyKind,
    DutyStatus,
    duty_word,
    next_verb,
)
from match.giving.disclosure.tables import Duty
from match.homes.commands import release_home, withhold_home
from match.people.commands.withholding import release_organisation, withhold_organisation

# Reminders arrive when the offices open, not at midnight.
_MORNING = time(8)
Key = tuple[str, int, int | None, int | None]


@command
async def keep_duties(actor: Actor, donation_id: int) -> int:
    """
    Bring the duties of one donation in line with its facts; how many rows changed.

    Heard from everything that happens to a donation, and asked again every night: the same facts
    give the same rows, so nothing is lost by a fact that comes late, twice or never.
    """
    gift = await gift_of(donation_id)
    if gift is None:
        return 0
    wanted = {_key_of(each): each for each in owed(gift, await terms(), clock.today())}
    found = await rows(
        "SELECT * FROM duty WHERE donation_id = $1 ORDER BY id FOR UPDATE", donation_id
    )
    held: dict[Key, dict[str, Any]] = {
        (row["kind"], row["about"], row["home_id"], row["organisation_id"]): row for row in found
    }
    changed = 0
    for key, each in wanted.items():
        row = held.get(key) or await _begin(actor, donation_id, each)
        changed += key not in held
        changed += row is not None and await _follow(actor, row, each)
    for key, row in held.items():
        if key not in wanted and row["status"] in OWED:
            await _move(actor, row, "void")
            changed += 1
    return changed


@command
async def poke_duty(actor: Actor, duty_id: int) -> None:
    """
    Do what is due for one duty. Its facts are asked first: nobody is reminded of what is done,
    even if the news of it was lost.
    """
    seen = await one("SELECT donation_id, next_check_at FROM duty WHERE id = $1", duty_id)
    if seen is None or seen["next_check_at"] is None or seen["next_check_at"] > clock.now():
        return
    await keep_duties(actor, seen["donation_id"])
    row = await one("SELECT * FROM duty WHERE id = $1 FOR UPDATE", duty_id)
    if row is None or row["next_check_at"] is None or row["next_check_at"] > clock.now():
        return
    verb = next_verb(DutyKind(row["kind"]), DutyStatus(row["status"]))
    if verb is None:
        # Nothing harder comes; but its facts are asked every day, so that nobody stays hidden.
        tomorrow = clock.now() + timedelta(days=1)
        await value("UPDATE duty SET next_check_at = $2 WHERE id = $1", duty_id, tomorrow)
        return
    await _move(actor, row, verb, next_check_at=await _next_time(verb))


async def sweep_duties(actor: Actor, limit: int = 200) -> int:
    """Poke every duty whose time has come; how many. Each is a transaction of its own."""
    due = await rows(
        "SELECT id FROM duty WHERE next_check_at <= $1 ORDER BY next_check_at, id LIMIT $2",
        clock.now(),
        limit,
    )
    for each in due:
        await poke_duty(actor, each["id"])
    return len(due)


@command
async def follow_hidden(
    actor: Actor, *, home_id: int | None = None, organisation_id: int | None = None
) -> bool:
    """
    Take a home or an organisation out of search if it owes something for too long, and let it be
    found again as soon as it owes nothing such; whether anything changed.
    """
    why = await value(
        "SELECT kind FROM duty WHERE status = 'hidden'"
        " AND (home_id = $1 OR organisation_id = $2) ORDER BY due_on, id LIMIT 1",
        home_id,
        organisation_id,
    )
    if home_id is not None:
        if why is None:
            return await release_home(actor, home_id)
        return await withhold_home(actor, home_id, duty_word(DutyKind(why)))
    assert organisation_id is not None, "somebody owes it"
    if why is None:
        return await release_organisation(actor, organisation_id)
    return await withhold_organisation(actor, organisation_id, duty_word(DutyKind(why)))


def _key_of(each: Owed) -> Key:
    return (each.kind.value, each.about, each.home, each.organisation)


async def _begin(actor: Actor, donation_id: int, each: Owed) -> dict[str, Any] | None:
    """A new row; None where another worker was faster, whose next look will see the rest."""
    made = await one(
        "INSERT INTO duty (donation_id, kind, about, home_id, organisation_id, division, due_on,"
        " next_check_at) SELECT d.id, $2, $3, $4, $5, d.division, $6, $7 FROM donation d"
        " WHERE d.id = $1 ON CONFLICT DO NOTHING RETURNING *",
        donation_id,
        each.kind.value,
        each.about,
        each.home,
        each.organisation,
        each.due_on,
        _morning_of(each.due_on),
    )
    if made is not None:
        await record(actor, "duty.begun", subject=("duty", made["id"]), division=made["division"])
        await tell("duty.begun", **_told(made))
    return made


async def _follow(actor: Actor, row: dict[str, Any], each: Owed) -> bool:
    """One row after its facts: settled, owed again, or due on another day."""
    status, changed = DutyStatus(row["status"]), False
    if each.settled_on is not None:
        if status is DutyStatus.settled:
            return False
        if status is DutyStatus.void:
            await _move(actor, row, "reopen", next_check_at=_morning_of(each.due_on))
        await _move(actor, row, "settle", settled_on=each.settled_on)
        return True
    if status in (DutyStatus.settled, DutyStatus.void):
        later = max(_morning_of(each.due_on), clock.now())
        await _move(actor, row, "reopen", next_check_at=later, settled_on=None)
        changed = True
    if row["due_on"] != each.due_on:
        await value(
            "UPDATE duty SET due_on = $2, next_check_at ="
            " CASE WHEN status = 'waiting' THEN $3 ELSE next_check_at END WHERE id = $1",
            row["id"],
            each.due_on,
            _morning_of(each.due_on),
        )
        changed = True
    return changed


async def _move(actor: Actor, row: dict[str, Any], verb: str, **sets: Any) -> None:
    """Fire *verb*; what ends a duty also takes it off the clock. The dict follows."""
    changed = {"next_check_at": None, "changed_at": clock.now(), **sets}
    fired = await carry_out(
        actor,
        DUTY_MACHINE,
        Duty,
        row,
        DutyStatus(row["status"]),
        verb,
        sets=changed,
        **_told(row),
    )
    row.update(changed, status=str(fired.to))


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "duty_id": row["id"],
        "donation_id": row["donation_id"],
        "home_id": row["home_id"],
        "organisation_id": row["organisation_id"],
    }


async def _next_time(verb: str) -> datetime:
    """After a reminder the next word waits; after the last one the facts are asked every day."""
    wait = 1 if verb in ("hide", "escalate") else await whole("giving.remind_days")
    return clock.now() + timedelta(days=wait)


def _morning_of(day: date) -> datetime:
    return datetime.combine(day, _MORNING, clock.HERE)
