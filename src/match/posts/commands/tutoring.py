"""Part-time tutors (4.3b): appointed by the director, on duty only with check and course."""

from collections.abc import Sequence

import msgspec

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import reasoned, require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.permissions import Role
from match.people.commands.invitations import invite
from match.people.queries.people import valid_check
from match.posts import policy
from match.posts.commands._shared import Row, home_of
from match.posts.forms import TutorForm
from match.posts.states import TUTOR_MACHINE, TutorStatus
from match.posts.tables import Tutor
from match.training.queries import certified


class Appointed(msgspec.Struct, frozen=True):
    """The appointment's id, and the secret part of the link by which the tutor accepts."""

    tutor_id: int
    token: str


@command
async def appoint_tutor(actor: Actor, home_id: int, form: TutorForm) -> Appointed:
    """
    Appoint somebody as a tutor; she waits until she has accepted, a clear background check of this
    year, and the course in child protection. She gets the home's own helper role, which decides
    nothing.
    """
    home = await home_of(home_id)
    require(policy.can_appoint_tutor(actor, home_id))
    if form.kind not in codes.home_codes("tutor_kind"):
        raise Invalid({"kind": _("请从给出的选项里选择。")})
    made = await invite(
        actor,
        role=Role.rota,
        name=form.name,
        phone=form.phone,
        division=home["division"],
        home=home_id,
    )
    tutor_id: int = await value(
        "INSERT INTO tutor (home_id, division, kind, can, status, invitation_id, appointed_by,"
        " appointed_at) VALUES ($1, $2, $3, $4, 'waiting', $5, $6, $7) RETURNING id",
        home_id,
        home["division"],
        form.kind,
        form.can,
        made.id,
        actor.id,
        clock.now(),
    )
    await record(
        actor,
        "tutor.appointed",
        subject=("tutor", tutor_id),
        division=home["division"],
        changes={"kind": (None, form.kind)},
    )
    return Appointed(tutor_id, made.token)


@command
async def accept_tutor(actor: Actor, invitation_id: int) -> None:
    """She accepted her invitation: the appointment knows who she is."""
    taken = await one(
        "UPDATE tutor t SET account_id = i.accepted_by FROM invitation i"
        " WHERE i.id = $1 AND t.invitation_id = i.id AND i.accepted_by IS NOT NULL"
        " AND t.account_id IS NULL AND t.appointed_by <> i.accepted_by"
        " AND NOT EXISTS (SELECT FROM tutor o WHERE o.home_id = t.home_id"
        "   AND o.account_id = i.accepted_by AND o.status <> 'ended')"
        " RETURNING t.id",
        invitation_id,
    )
    if taken is not None:
        await review_tutors(actor, [taken["id"]])


@command
async def end_tutor(actor: Actor, tutor_id: int, reason: str) -> None:
    """An appointment ends; the reason is kept."""
    tutor = await one("SELECT * FROM tutor WHERE id = $1 FOR UPDATE", tutor_id)
    if tutor is None:
        raise NotFound(_("没有找到这位辅导员。"))
    require(policy.can_end_tutor(actor, tutor))
    words = reasoned(reason)
    if tutor["status"] == TutorStatus.ended:
        raise Conflict(_("这位辅导员的聘任已经结束。"))
    await _move(actor, tutor, "end", words, ended_on=clock.today(), end_reason=words)


@command
async def review_tutors(actor: Actor, only: Sequence[int] | None = None) -> int:
    """
    Begin whoever has all that is asked, and stop whoever's check or course ran out; returns how
    many changed. For the nightly sweep (*only* None), and after a check or certificate.
    """
    changed = 0
    for tutor in await rows(
        "SELECT * FROM tutor WHERE status <> 'ended' AND account_id IS NOT NULL"
        " AND ($1::bigint[] IS NULL OR id = ANY($1)) ORDER BY id FOR UPDATE",
        None if only is None else list(only),
    ):
        fit = await valid_check(tutor["account_id"]) and await certified(
            tutor["account_id"], "safeguarding"
        )
        if fit and tutor["status"] == TutorStatus.waiting:
            began = tutor["began_on"] or clock.today()
            await _move(actor, tutor, "begin", "", began_on=began)
            changed += 1
        elif not fit and tutor["status"] == TutorStatus.active:
            await _move(actor, tutor, "lapse", _("背景查询或儿童保护课程已过期"))
            changed += 1
    return changed


@command
async def review_person(actor: Actor, account_id: int) -> int:
    """Somebody's check or certificate came: her appointments as tutor are looked at again."""
    held = await rows(
        "SELECT id FROM tutor WHERE account_id = $1 AND status <> 'ended'", account_id
    )
    return await review_tutors(actor, [row["id"] for row in held]) if held else 0


async def _move(actor: Actor, tutor: Row, verb: str, reason: str, **sets: object) -> None:
    await carry_out(
        actor,
        TUTOR_MACHINE,
        Tutor,
        tutor,
        TutorStatus(tutor["status"]),
        verb,
        reason=reason,
        sets=sets,
        tutor_id=tutor["id"],
        account_id=tutor["account_id"],
    )
