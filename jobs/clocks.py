"""
Deadlines that climb: which facts set each clock, who must act, and who hears of it afterwards.

A clock follows its facts twice: when the house hears that they changed, and again before a step is
taken, so that nobody is reminded of what is done even if the news of it was lost.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from jobs.disputes import department, overseers, supplier
from jobs.gifts import givers, receivers
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, unit_of_work
from match.foundation.parameters import whole
from match.foundation.permissions import Permission as P
from match.notices.clocks.commands import due_deadlines, keep_deadline, take_step
from match.notices.clocks.rules import STEPS, Waiting
from match.notices.clocks.states import Clock, Step
from match.notices.queries import holders, watchers
from match.notices.words import Kind

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]
TOWNSHIP, COUNTY, PREFECTURE, PROVINCE = 9, 6, 4, 2
_GIFT = """
SELECT d.id, d.status, d.division, d.organisation_id, d.giver_id, d.charity_id, d.subject, n.title,
       n.submitted_by, n.entered_for, h.director_id
  FROM donation d LEFT JOIN need n ON n.id = d.need_id LEFT JOIN home h ON h.id = d.home_id
 WHERE d.id = $1
"""


class Hand(msgspec.Struct, frozen=True):
    """One clock: the fact of its thing, who hears of each step, and in which words."""

    facts: Callable[[int], Awaitable[Waiting | None]]
    people: Callable[[Step, int], Awaitable[set[int]]]
    kinds: dict[Step, Kind]


_KINDS = {
    Step.ahead: Kind.deadline_ahead,
    Step.due: Kind.deadline_due,
    Step.supervisor: Kind.deadline_climbed,
    Step.above: Kind.deadline_climbed,
}


_NEED = "SELECT id, title, division, status FROM need WHERE id = $1"
_OBJECTION = """
SELECT o.id, o.status, o.division, o.reply_by, o.tender_id, o.organisation_id, t.title
  FROM objection o JOIN tender t ON t.id = o.tender_id WHERE o.id = $1
"""


def _need_in(*statuses: str) -> Callable[[int], Awaitable[Waiting | None]]:
    async def facts(need_id: int) -> Waiting | None:
        need = await one(_NEED, need_id)
        if need is None or need["status"] not in statuses:
            return None
        within = await whole("need.check_days")
        link = f"/admin/needs/{need['id']}"
        return Waiting(need["division"], need["title"], link, within=within)

    return facts


def _need_people(
    permission: P, supervisor: int, above: int
) -> Callable[[Step, int], Awaitable[set[int]]]:
    async def people(step: Step, need_id: int) -> set[int]:
        division = (await _still(_NEED, need_id))["division"]
        if step in (Step.ahead, Step.due):
            return set(await holders(permission, division))
        return set(await watchers(division, supervisor if step is Step.supervisor else above))

    return people


async def _gift_facts(donation_id: int) -> Waiting | None:
    gift = await one(_GIFT, donation_id)
    if gift is None or gift["status"] != "promised":
        return None
    title = gift["title"] or gift["subject"]
    within = await whole("giving.confirm_workdays")
    return Waiting(gift["division"], title, f"/desk/agreements/{gift['id']}", within=within)


async def _gift_people(step: Step, donation_id: int) -> set[int]:
    gift = await _still(_GIFT, donation_id)
    if step in (Step.ahead, Step.due):
        return await givers(gift) | await receivers(gift)
    return set(await watchers(gift["division"], TOWNSHIP if step is Step.supervisor else COUNTY))


async def _objection_facts(objection_id: int) -> Waiting | None:
    held = await one(_OBJECTION, objection_id)
    if held is None or held["status"] not in ("raised", "received"):
        return None
    link = f"/desk/objections/{held['id']}"
    return Waiting(held["division"], held["title"], link, last=held["reply_by"])


async def _objection_people(step: Step, objection_id: int) -> set[int]:
    held = await _still(_OBJECTION, objection_id)
    if step in (Step.ahead, Step.due):
        return await department(held)
    if step is Step.supervisor:
        return await department(held) | await supplier(held) | await overseers(held)
    return set(await watchers(held["division"], PREFECTURE))


async def _still(sql: str, subject_id: int) -> dict[str, Any]:
    """The row of a thing whose facts were just read in this transaction."""
    found = await one(sql, subject_id)
    assert found is not None, "its facts said that it waits"
    return found


CLOCKS: dict[Clock, Hand] = {
    Clock.need_check: Hand(
        _need_in("privacy", "township"), _need_people(P.needs_check, COUNTY, PREFECTURE), _KINDS
    ),
    Clock.need_approval: Hand(
        _need_in("county"), _need_people(P.needs_approve, PREFECTURE, PROVINCE), _KINDS
    ),
    Clock.gift_confirmation: Hand(
        _gift_facts, _gift_people, {**_KINDS, Step.due: Kind.gift_unconfirmed}
    ),
    # 94号令13: seven working days to reply. Its first reminder and the word that it is late are of
    # older kinds, which people know.
    Clock.objection_reply: Hand(
        _objection_facts,
        _objection_people,
        {**_KINDS, Step.ahead: Kind.objection_near, Step.supervisor: Kind.objection_overdue},
    ),
}


def follow(which: Clock, *names: str) -> Hear:
    """A fact about the thing: its clock begins, moves or ends."""

    async def hear(event_id: int, payload: Payload) -> None:
        del event_id
        subject_id = next(payload[name] for name in names if name in payload)
        await keep_deadline(SYSTEM, which, subject_id, await CLOCKS[which].facts(subject_id))

    hear.__name__ = f"follow_{which}"
    return hear


async def sweep_deadlines(actor: Actor, limit: int = 200) -> int:
    """Take every step whose time has come; returns how many deadlines were looked at. Each is a
    transaction of its own."""
    due = await due_deadlines(limit)
    for row in due:
        which, subject_id = Clock(row["clock"]), row["subject_id"]
        hand, step = CLOCKS[which], STEPS[row["step"]]
        async with unit_of_work():
            waits = await hand.facts(subject_id)
            await keep_deadline(actor, which, subject_id, waits)
            if waits is not None:
                people = await hand.people(step, subject_id)
                await take_step(actor, row["id"], step, people, hand.kinds[step])
    return len(due)


_MISSING: dict[Clock, str] = {
    Clock.need_check: "SELECT id FROM need WHERE status IN ('privacy', 'township')",
    Clock.need_approval: "SELECT id FROM need WHERE status = 'county'",
    Clock.gift_confirmation: "SELECT id FROM donation WHERE status = 'promised'",
    Clock.objection_reply: "SELECT id FROM objection WHERE status IN ('raised', 'received')",
}


async def begin_missing(actor: Actor, limit: int = 2000) -> int:
    """Clocks of what waits and has none: from before this mechanism was, or of a lost fact."""
    begun = 0
    for which, waiting in _MISSING.items():
        found = await rows(
            f"SELECT w.id FROM ({waiting}) AS w WHERE NOT EXISTS (SELECT FROM deadline d"  # noqa: S608 # names of ours
            " WHERE d.clock = $1 AND d.subject_id = w.id AND d.ended_at IS NULL)"
            " ORDER BY w.id LIMIT $2",
            which.value,
            limit,
        )
        for row in found:
            waits = await CLOCKS[which].facts(row["id"])
            begun += await keep_deadline(actor, which, row["id"], waits)
    return begun


_need_check = follow(Clock.need_check, "need_id")
_need_approval = follow(Clock.need_approval, "need_id")
_gift_confirmation = follow(Clock.gift_confirmation, "donation_id", "agreement_id")
_objection_reply = follow(Clock.objection_reply, "objection_id")

_NEED_EVENTS = (
    "submitted privacy_cleared checked published information_asked returned rejected withdrawn"
)
_GIFT_TOPICS = (
    "agreement.made",
    "agreement.in_force",
    "agreement.cancelled",
    "donation.agreed",
    "donation.cancelled",
)
_OBJECTION_EVENTS = "raised received refused replied withdrawn"
TOPICS: dict[str, tuple[Hear, ...]] = {
    **{
        f"need.{event}": (_need_check, _need_approval)
        for event in (*_NEED_EVENTS.split(), "expired")
    },
    **dict.fromkeys(_GIFT_TOPICS, (_gift_confirmation,)),
    **{f"objection.{event}": (_objection_reply,) for event in _OBJECTION_EVENTS.split()},
}
