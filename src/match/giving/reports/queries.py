"""Reading what was done with a gift: reports, progress, questions, a word of thanks."""

from datetime import date, datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.giving.amounts import amount_word
from match.giving.bookkeeping import DONATION
from match.giving.policy import can_see, is_giver
from match.giving.reports import policy
from match.giving.reports.commands._shared import left_of
from match.giving.states import DonationStatus, GiftKind, ReportStatus

May = bool | str


class Part(msgspec.Struct, frozen=True):
    """What one home got of the gift and has not reported as used. ``may``: report for it."""

    home_id: int
    name: str
    left: str
    some_left: bool
    may: May


class Report(msgspec.Struct, frozen=True):
    """One use report. ``may_look`` and ``may_correct`` are the reader's."""

    id: int
    home_id: int
    home: str
    status: ReportStatus
    text: str
    photos: tuple[int, ...]
    amount: str
    at: datetime
    reason: str
    may_look: May
    may_correct: May


class Progress(msgspec.Struct, frozen=True):
    """One progress report, with the figures of its day. ``replaced``: a newer one corrects it."""

    id: int
    by: str
    text: str
    received: str
    allocated: str
    used: str
    at: datetime
    replaced: bool


class Question(msgspec.Struct, frozen=True):
    """A giver's question, and the answer once there is one."""

    id: int
    question: str
    asked_at: datetime
    due_on: date
    answer: str
    answered_at: datetime | None
    may_answer: May


class Thanks(msgspec.Struct, frozen=True):
    """How it was, in the home's words, and what the giver wrote back."""

    rating: int
    words: str
    at: datetime
    answer: str
    answered_at: datetime | None


class UseFile(msgspec.Struct, frozen=True):
    """All that is told about the use of one gift, as this reader may see it."""

    id: int
    number: str
    subject: str
    kind: GiftKind
    status: DonationStatus
    arrived: str
    used: str
    parts: tuple[Part, ...]
    reports: tuple[Report, ...]
    progress: tuple[Progress, ...]
    questions: tuple[Question, ...]
    thanks: Thanks | None
    may_tell_progress: May
    may_ask: May
    may_write_back: May
    division: str


class WaitingReport(msgspec.Struct, frozen=True):
    """A use report that somebody in the area has to look at."""

    id: int
    donation_id: int
    number: str
    subject: str
    home: str
    at: datetime


async def use_file(actor: Actor, donation_id: int) -> UseFile:
    """Everything about the use of one gift. Raises NotFound for who may not know of it."""
    gift = await _gift(actor, donation_id)
    kind = GiftKind(gift["kind"])
    money = kind is GiftKind.money

    def said(amount: int) -> str:
        return amount_word(kind, gift["unit"], amount)

    return UseFile(
        id=gift["id"],
        number=gift["number"],
        subject=gift["subject"],
        kind=kind,
        status=DonationStatus(gift["status"]),
        arrived=said(gift["paid_fen"] if money else gift["good"]),
        used=said(gift["used_fen"] if money else gift["used_units"]),
        parts=await _parts(actor, gift),
        reports=await _reports(actor, gift),
        progress=await _progress(gift),
        questions=await _questions(actor, gift),
        thanks=await _thanks(donation_id),
        may_tell_progress=policy.can_tell_progress(actor, gift),
        may_ask=policy.can_ask(actor, gift),
        may_write_back=policy.can_write_back(actor, gift),
        division=gift["division"],
    )


async def shown_photo(actor: Actor, donation_id: int, photo: int) -> int:
    """The photo's id, if a report that this reader may see has it. Raises NotFound."""
    file = await use_file(actor, donation_id)
    if any(photo in report.photos for report in file.reports):
        return photo
    raise NotFound(_("没有找到这张照片，或您没有查看权限。"))


async def waiting_reports(actor: Actor, limit: int = 100) -> list[WaitingReport]:
    """Use reports of the reader's area that somebody else wrote and nobody looked at."""
    scopes = {*actor.scope(Permission.needs_check), *actor.scope(Permission.needs_approve)}
    found = await rows(
        "SELECT r.id, r.donation_id, d.number, d.subject, h.name AS home, r.at FROM use_report r"
        " JOIN donation d ON d.id = r.donation_id JOIN home h ON h.id = r.home_id"
        " WHERE r.status = 'submitted' AND r.by IS DISTINCT FROM $2"
        " AND EXISTS (SELECT FROM unnest($1::text[]) AS scope WHERE starts_with(d.division, scope))"
        " ORDER BY r.at, r.id LIMIT $3",
        sorted(scopes),
        actor.id,
        limit,
    )
    return [WaitingReport(**row) for row in found]


async def _gift(actor: Actor, donation_id: int) -> dict[str, Any]:
    gift = await one(DONATION + " WHERE d.id = $1", donation_id)
    if gift is None or not can_see(actor, gift):
        raise NotFound(_("没有找到这项捐赠。"))
    return gift


async def _parts(actor: Actor, gift: dict[str, Any]) -> tuple[Part, ...]:
    homes = await rows(
        "SELECT id, name FROM home WHERE id = ANY($1::bigint[]) ORDER BY id", gift["homes"] or []
    )
    parts: list[Part] = []
    for home in homes:
        left = await left_of(gift, home["id"])
        word = amount_word(gift["kind"], gift["unit"], left)
        may = policy.can_report(actor, gift, home["id"])
        parts.append(Part(home["id"], home["name"], word, left > 0, may))
    return tuple(parts)


async def _reports(actor: Actor, gift: dict[str, Any]) -> tuple[Report, ...]:
    """The giver sees what was let through, and nothing before."""
    found = await rows(
        "SELECT r.*, h.name AS home FROM use_report r JOIN home h ON h.id = r.home_id"
        " WHERE r.donation_id = $1 ORDER BY r.id DESC",
        gift["id"],
    )
    reports: list[Report] = []
    for row in found:
        status = ReportStatus(row["status"])
        may_correct = policy.can_report(actor, gift, row["home_id"])
        may_look = policy.can_look(actor, gift, row)
        if status is not ReportStatus.accepted and True not in (may_correct, may_look):
            continue
        reports.append(
            Report(
                id=row["id"],
                home_id=row["home_id"],
                home=row["home"],
                status=status,
                text=row["text"],
                photos=tuple(row["photos"]),
                amount=amount_word(gift["kind"], gift["unit"], row["fen"] or row["units"]),
                at=row["at"],
                reason=row["reason"],
                may_look=may_look if status is ReportStatus.submitted else False,
                may_correct=may_correct if status is not ReportStatus.replaced else False,
            )
        )
    return tuple(reports)


async def _progress(gift: dict[str, Any]) -> tuple[Progress, ...]:
    found = await rows(
        "SELECT p.*, coalesce(o.name, h.name) AS by_name, EXISTS"
        " (SELECT FROM progress_report n WHERE n.replaces = p.id) AS replaced"
        " FROM progress_report p LEFT JOIN organisation o ON o.id = p.organisation_id"
        " LEFT JOIN home h ON h.id = p.home_id WHERE p.donation_id = $1 ORDER BY p.id DESC",
        gift["id"],
    )
    return tuple(
        Progress(
            row["id"],
            row["by_name"],
            row["text"],
            amount_word(gift["kind"], gift["unit"], row["received"]),
            amount_word(gift["kind"], gift["unit"], row["allocated"]),
            amount_word(gift["kind"], gift["unit"], row["used"]),
            row["at"],
            row["replaced"],
        )
        for row in found
    )


async def _questions(actor: Actor, gift: dict[str, Any]) -> tuple[Question, ...]:
    """Between the giver and whoever answers; staff of the area read along."""
    found = await rows(
        "SELECT * FROM use_question WHERE donation_id = $1 ORDER BY id DESC", gift["id"]
    )
    staff = actor.may(Permission.giving_read, gift["division"]) and actor.staff
    shown: list[Question] = []
    for row in found:
        may = policy.can_answer_question(actor, gift, row)
        if not (may is True or staff or is_giver(actor, gift)):
            continue
        shown.append(
            Question(
                row["id"],
                row["question"],
                row["asked_at"],
                row["due_on"],
                row["answer"],
                row["answered_at"],
                may if row["answered_at"] is None else False,
            )
        )
    return tuple(shown)


async def _thanks(donation_id: int) -> Thanks | None:
    row = await one("SELECT * FROM feedback WHERE donation_id = $1", donation_id)
    if row is None:
        return None
    return Thanks(row["rating"], row["words"], row["at"], row["answer"], row["answered_at"])
