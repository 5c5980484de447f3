"""What one has to show before serving, one's certificates, and a call to step in."""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.volunteers import rules
from match.volunteers.limits import limits
from match.volunteers.public import ShiftView, public_view
from match.volunteers.queries._shared import SHIFT
from match.volunteers.states import CallStatus, ProofStatus


class Skill(msgspec.Struct, frozen=True):
    """A certificate that one showed; the number stays sealed."""

    id: int
    skill: str
    issuer: str
    issued_on: date
    expires_on: date | None
    status: ProofStatus
    reason: str


class Cover(msgspec.Struct, frozen=True):
    """An accident policy."""

    insurer: str
    policy_number: str
    starts_on: date
    ends_on: date


class Proofs(msgspec.Struct, frozen=True):
    """
    Everything one proved. ``course_until`` and ``check_until`` are the last good days, or None;
    ``begun_at``: a course is open since then. ``guardian_asked``: the code that waits.
    """

    registered: bool
    identified: bool
    minor: bool
    skills: tuple[Skill, ...]
    covers: tuple[Cover, ...]
    check_until: date | None
    course_until: date | None
    course_by: str
    begun_at: datetime | None
    guardian_code: str
    guardian_given: bool


class Charge(msgspec.Struct, frozen=True):
    """A minor one agreed for."""

    id: int
    name: str
    relation: str
    given_at: datetime


class Certificate(msgspec.Struct, frozen=True):
    """A certificate of service. Minutes as they were on its day."""

    id: int
    code: str
    since: date
    until: date
    minutes: int
    times: int
    issued_at: datetime


class Checked(msgspec.Struct, frozen=True):
    """
    What a code proves to anybody: no name (志愿服务条例 20). ``now``: minutes on record today for
    the same days, which differ where the home corrected them since.
    """

    since: date
    until: date
    minutes: int
    times: int
    issued_at: datetime
    now: int


class Call(msgspec.Struct, frozen=True):
    """A call to step in, as who was asked sees it."""

    id: int
    status: CallStatus
    answer: str
    role: str
    shift: ShiftView


class Progress(msgspec.Struct, frozen=True):
    """One's own honours and stars."""

    stars: int
    honours: list[dict[str, Any]]


async def my_proofs(actor: Actor) -> Proofs:
    """What stands on record for this person."""
    asked, today = await limits(), clock.today()
    person = await one(
        "SELECT born_on, identity IS NOT NULL AS identified FROM volunteer WHERE account_id = $1",
        actor.id,
    )
    check = await one(
        "SELECT result, next_due_on FROM background_check WHERE account = $1"
        " ORDER BY checked_on DESC, id DESC LIMIT 1",
        actor.id,
    )
    held = await one(
        "SELECT organiser, held_on FROM safety_course WHERE account_id = $1"
        " AND held_on IS NOT NULL ORDER BY held_on DESC LIMIT 1",
        actor.id,
    )
    consent = await one(
        "SELECT code, given_at FROM minor_consent WHERE minor_id = $1 AND withdrawn_at IS NULL"
        " ORDER BY given_at DESC NULLS LAST, id DESC LIMIT 1",
        actor.id,
    )
    return Proofs(
        registered=person is not None,
        identified=bool(person and person["identified"]),
        minor=bool(person and rules.age_on(person["born_on"], today) < asked.adult_age),
        skills=tuple([msgspec.convert(row, Skill) for row in await _skills(actor)]),
        covers=tuple([msgspec.convert(row, Cover) for row in await _covers(actor)]),
        check_until=check["next_due_on"] if check and check["result"] == "clear" else None,
        course_until=held["held_on"] + timedelta(days=asked.course_valid_days) if held else None,
        course_by=held["organiser"] if held else "",
        begun_at=await value(
            "SELECT max(begun_at) FROM safety_course WHERE account_id = $1 AND held_on IS NULL",
            actor.id,
        ),
        guardian_code=consent["code"] if consent else "",
        guardian_given=bool(consent and consent["given_at"]),
    )


async def my_charges(actor: Actor) -> list[Charge]:
    """Minors that this person agreed for, while the consent stands."""
    found = await rows(
        "SELECT m.id, a.name, m.relation, m.given_at FROM minor_consent m"
        " JOIN account a ON a.id = m.minor_id WHERE m.guardian_id = $1"
        " AND m.withdrawn_at IS NULL ORDER BY m.id",
        actor.id,
    )
    return [msgspec.convert(row, Charge) for row in found]


async def my_progress(actor: Actor, minutes: int) -> Progress:
    """Stars for *minutes* confirmed, and honours."""
    return Progress(
        rules.stars_of(minutes),
        await rows(
            "SELECT title, issuer, given_on FROM volunteer_honour WHERE account_id = $1"
            " ORDER BY given_on DESC, id DESC",
            actor.id,
        ),
    )


async def my_certificates(actor: Actor) -> list[Certificate]:
    """Certificates of service, the latest first."""
    found = await rows(
        "SELECT * FROM service_certificate WHERE account_id = $1 ORDER BY id DESC", actor.id
    )
    return [msgspec.convert(row, Certificate) for row in found]


async def my_certificate(actor: Actor, certificate_id: int) -> Certificate:
    """One of one's own. Raises NotFound for anybody else's."""
    row = await one(
        "SELECT * FROM service_certificate WHERE id = $1 AND account_id = $2",
        certificate_id,
        actor.id,
    )
    if row is None:
        raise NotFound(_("没有找到这份服务证明。"))
    return msgspec.convert(row, Certificate)


async def certificate_lines(actor: Actor, paper: Certificate) -> list[dict[str, Any]]:
    """The confirmed shifts of a certificate's days, as they stand today."""
    return await rows(
        "SELECT s.title, u.starts_at, u.minutes FROM shift_signup u JOIN shift s"
        " ON s.id = u.shift_id WHERE u.volunteer_id = $1 AND u.status = 'confirmed'"
        " AND (u.starts_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN $2 AND $3"
        " ORDER BY u.starts_at, u.id LIMIT 200",
        actor.id,
        paper.since,
        paper.until,
    )


async def checked_certificate(code: str) -> Checked | None:
    """What a code proves, or None: then no certificate with it came from here."""
    row = await one(
        "SELECT c.*, (SELECT coalesce(sum(u.minutes), 0) FROM shift_signup u"
        " WHERE u.volunteer_id = c.account_id AND u.status = 'confirmed'"
        " AND (u.starts_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN c.since AND c.until)::int"
        " AS now FROM service_certificate c WHERE c.code = $1",
        code,
    )
    return msgspec.convert(row, Checked) if row else None


async def call_view(actor: Actor, call_id: int) -> Call:
    """A call that this person was asked. Raises NotFound for everybody else."""
    row = await one(
        "SELECT c.id, c.status, c.shift_id, a.answer, coalesce(r.name, '') AS role"
        " FROM replacement_call c JOIN replacement_ask a ON a.call_id = c.id"
        " LEFT JOIN shift_role r ON r.id = c.role_id"
        " WHERE c.id = $1 AND a.volunteer_id = $2 AND a.answer <> 'queued'",
        call_id,
        actor.id,
    )
    if row is None:
        raise NotFound(_("没有找到这次接替邀请。"))
    shift = await one(SHIFT + " WHERE s.id = $1", row["shift_id"])
    assert shift is not None, "a foreign key says so"
    return Call(
        row["id"],
        CallStatus(row["status"]),
        row["answer"],
        row["role"],
        public_view(shift, await whole("need.small_group")),
    )


async def my_calls(actor: Actor) -> list[Call]:
    """Calls that wait for this person's answer."""
    waiting = await rows(
        "SELECT c.id FROM replacement_call c JOIN replacement_ask a ON a.call_id = c.id"
        " WHERE a.volunteer_id = $1 AND a.answer = 'asked' AND c.status = 'open' ORDER BY c.id",
        actor.id,
    )
    return [await call_view(actor, row["id"]) for row in waiting]


async def roles_of(shift_id: int) -> list[dict[str, Any]]:
    """The roles of a shift with the places nobody has taken: id, name, skill, places, left."""
    return await rows(
        "SELECT r.id, r.name, r.skill, r.places, r.places - (SELECT count(*) FROM shift_signup u"
        " WHERE u.role_id = r.id AND u.status IN ('signed', 'checked_in', 'confirmed', 'absent'))"
        '::int AS "left" FROM shift_role r WHERE r.shift_id = $1 ORDER BY r.id',
        shift_id,
    )


async def my_ratings(actor: Actor, shift_id: int) -> dict[str, int]:
    """Stars that were given for one's own participation, by side."""
    found = await rows(
        "SELECT t.side, t.stars FROM shift_rating t JOIN shift_signup u ON u.id = t.signup_id"
        " WHERE u.shift_id = $1 AND u.volunteer_id = $2",
        shift_id,
        actor.id,
    )
    return {row["side"]: row["stars"] for row in found}


async def _skills(actor: Actor) -> list[dict[str, Any]]:
    return await rows(
        "SELECT * FROM skill_certificate WHERE account_id = $1 ORDER BY id DESC", actor.id
    )


async def _covers(actor: Actor) -> list[dict[str, Any]]:
    return await rows(
        "SELECT insurer, policy_number, starts_on, ends_on FROM accident_cover"
        " WHERE account_id = $1 ORDER BY ends_on DESC",
        actor.id,
    )
