"""Steady care of one child: acts, contacts with parents away, entitlements, the child's plan."""

from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec

from match.care.access import File, opened
from match.care.cases.commands.cases import add_act
from match.care.cases.forms import ActForm, ContactForm, EntitlementForm, PlanForm
from match.care.cases.sealing import Box
from match.care.cases.states import Entitled, Stands
from match.care.cases.wall import every_county, inside, verb
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import one, rows, value
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import periods, whole

STAY_DAYS = "care.stay_alert_days"
KINDS = ("CA-VISIT", "CA-CHECK", "PS-COUNS", "PS-SOOTHE", "PS-ADAPT")


def contact_days() -> int:
    """A parent away speaks with the child at least so often (未保法23; 2.3b)."""
    return periods()["CHILD.CONTACT"].whole


async def note_act(actor: Actor, child_id: int, form: ActForm) -> int:
    """A visit, a focused check (2.4b), or an hour of psychological help (4.2d)."""
    if form.kind not in KINDS:
        raise Invalid({"kind": _("请从给出的选项里选择，或按提示填写。")})
    _not_later(form.done_on, "done_on")
    async with opened(actor, child_id, "act") as file:
        made = await add_act(
            actor,
            form.kind,
            form.result,
            Box(file.key),
            division=file.division,
            child=child_id,
            done_on=form.done_on,
        )
        await _note(actor, "child.act_noted", file)
    return made


async def note_contact(actor: Actor, child_id: int, form: ContactForm) -> int:
    """
    A child and a parent spoke or met (2.3a): who, when, how long, and nothing of what was said.
    Moves the next contact seven days on (2.3b); a stay moves the next one half a year (2.3c).
    """
    _not_later(form.on, "on")
    if form.kind in ("video", "phone") and not form.minutes:
        raise Invalid({"minutes": _("请填写通话多少分钟。")})
    if (form.kind == "stay") != (form.until is not None):
        raise Invalid({"until": _("回家陪伴请填写到哪一天，其他方式不用填。")})
    if form.until is not None and form.until < form.on:
        raise Invalid({"until": _("结束日期不能早于开始日期。")})
    async with opened(actor, child_id, "contact") as file:
        await _guardian_of(child_id, form.guardian_id)
        made: int = await value(
            "INSERT INTO care.video_contact_log (child_id, division, guardian_id, kind, at,"
            " minutes, until, noted_by, noted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
            " RETURNING id",
            child_id,
            file.division,
            form.guardian_id,
            form.kind,
            datetime.combine(form.on, time(12), clock.HERE),
            form.minutes if form.kind in ("video", "phone") else None,
            form.until,
            actor.id,
            clock.now(),
        )
        last = form.until or form.on
        stay_due = last + timedelta(days=await whole(STAY_DAYS)) if form.kind == "stay" else None
        await rows(
            "UPDATE care.contact_plan SET contact_due = greatest(contact_due, $3),"
            " stay_due = greatest(stay_due, coalesce($4, stay_due))"
            " WHERE child_id = $1 AND guardian_id = $2 AND ended_at IS NULL",
            child_id,
            form.guardian_id,
            last + timedelta(days=contact_days()),
            stay_due,
        )
        await _note(actor, "child.contact_noted", file)
    return made


async def plan_contact(actor: Actor, child_id: int, guardian_id: int) -> None:
    """
    From now on this parent away is expected to speak with the child every seven days (2.3b) and
    to have stayed within half a year (2.3c). A second time changes nothing.
    """
    async with opened(actor, child_id, "contact") as file:
        await _guardian_of(child_id, guardian_id)
        today = clock.today()
        await rows(
            "INSERT INTO care.contact_plan (child_id, division, guardian_id, home_id, contact_due,"
            " stay_due, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
            child_id,
            file.division,
            guardian_id,
            file.home_id,
            today + timedelta(days=contact_days()),
            today + timedelta(days=await whole(STAY_DAYS)),
            actor.id,
        )
        await _note(actor, "child.contact_planned", file)


async def check_entitlements(actor: Actor, child_id: int, form: EntitlementForm) -> None:
    """Whether the child has living allowance, medical cover, schooling, registration (2.1c)."""
    async with opened(actor, child_id, "entitlement") as file:
        stands: dict[str, Stands] = msgspec.structs.asdict(form)
        for kind in Entitled:
            await rows(
                "INSERT INTO care.entitlement (child_id, division, kind, stands, looked_on,"
                " looked_by) VALUES ($1, $2, $3, $4, $5, $6)",
                child_id,
                file.division,
                kind.value,
                stands[kind].value,
                clock.today(),
                actor.id,
            )
        await _note(actor, "child.entitlements_checked", file)


async def make_plan(actor: Actor, child_id: int, form: PlanForm) -> int:
    """The child's own plan (4.2e); the one before it is kept and no longer counts."""
    if form.review_on <= clock.today():
        raise Invalid({"review_on": _("请填写今天以后的日期。")})
    async with opened(actor, child_id, "plan") as file:
        await rows(
            "UPDATE care.service_plan SET replaced_at = $2"
            " WHERE child_id = $1 AND replaced_at IS NULL",
            child_id,
            clock.now(),
        )
        box = Box(file.key)
        made: int = await value(
            "INSERT INTO care.service_plan (child_id, division, aims, resources, begins_on,"
            " review_on, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
            child_id,
            file.division,
            box.seal(form.aims, "service_plan.aims"),
            box.seal(form.resources, "service_plan.resources"),
            clock.today(),
            form.review_on,
            actor.id,
        )
        await _note(actor, "child.plan_made", file)
    return made


@verb
async def sweep_contacts(actor: Actor) -> int:
    """
    Once a day each home hears how many children wait for a call, and how many for a visit: a
    number, never a name. Returns how many homes were told.
    """
    told, today = 0, clock.today()
    async with inside(children=await every_county()):
        for due, mark, topic in (
            ("contact_due", "contact_told_on", "contact.due"),
            ("stay_due", "stay_told_on", "stay.due"),
        ):
            found = await rows(
                f"WITH late AS (UPDATE care.contact_plan SET {mark} = $1"  # noqa: S608 # our names
                f" WHERE ended_at IS NULL AND {due} <= $1"
                f" AND ({mark} IS NULL OR {mark} <= $1::date - 7) AND EXISTS (SELECT"
                " FROM care.child c WHERE c.id = child_id AND c.status = 'active')"
                " RETURNING home_id, child_id)"
                " SELECT home_id, count(DISTINCT child_id) AS children FROM late GROUP BY home_id",
                today,
            )
            for row in found:
                await tell(topic, home_id=row["home_id"], children=row["children"])
                told += 1
    return told


async def _guardian_of(child_id: int, guardian_id: int) -> None:
    found = await one(
        "SELECT id FROM care.guardian WHERE id = $1 AND child_id = $2 AND ended_on IS NULL",
        guardian_id,
        child_id,
    )
    if found is None:
        raise Invalid({"guardian_id": _("请选择这名儿童的家长。")})


def _not_later(day: date, field: str) -> None:
    if day > clock.today():
        raise Invalid({field: _("日期不能晚于今天。")})


async def _note(actor: Actor, what: str, file: File) -> None:
    await record(actor, what, subject=("child", file.id), division=file.division)


def _mark(*verbs: Any) -> None:
    for one_verb in verbs:
        one_verb.is_command = True  # `opened` is their transaction


_mark(note_act, note_contact, plan_contact, check_entitlements, make_plan)
