"""Cases and referrals at the county and below; each reading of one is written down first."""

from datetime import datetime
from typing import Any

import msgspec

from match.care.access import looked, opened
from match.care.cases import policy
from match.care.cases.sealing import Box, master
from match.care.cases.states import CASE_MACHINE, CaseStatus, ReferralStatus
from match.care.cases.wall import inside
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission as P


class CaseLine(msgspec.Struct, frozen=True):
    """One case in a list: no child's name, whether one is known."""

    id: int
    status: CaseStatus
    place: str
    risks: tuple[str, ...]
    opened_at: datetime
    next_check_at: datetime | None
    known_child: bool


class Act(msgspec.Struct, frozen=True):
    """Something that was done: kind, day, by whom, what came of it."""

    kind: str
    done_on: Any
    by: str
    result: str


class ReferralLine(msgspec.Struct, frozen=True):
    """A referral in a list, without its words."""

    id: int
    target: str
    status: ReferralStatus
    place: str
    sent_at: datetime
    chased: int
    next_check_at: datetime | None


class CaseFile(msgspec.Struct, frozen=True):
    """One case with all that was done, and the steps that may follow."""

    id: int
    report_id: int | None
    child_id: int | None
    status: CaseStatus
    place: str
    risks: tuple[str, ...]
    opened_at: datetime
    outcome: str
    acts: tuple[Act, ...]
    referrals: tuple[ReferralLine, ...]
    verbs: tuple[str, ...]


class ReferralFile(msgspec.Struct, frozen=True):
    """One referral with its words."""

    line: ReferralLine
    case_id: int | None
    reason: str
    answer: str


_CASE = (
    "SELECT c.*, coalesce(v.path, '') AS path FROM care.care_case c"
    " LEFT JOIN division v ON v.code = c.division"
)
_REFERRAL = (
    "SELECT r.*, coalesce(v.path, '') AS path FROM care.referral r"
    " LEFT JOIN division v ON v.code = r.division"
)


async def open_cases(actor: Actor, limit: int = 100) -> list[CaseLine]:
    """Cases of the actor's county, open ones first, the oldest on top."""
    scope = actor.scope(P.care_cases)
    if not scope:
        return []
    async with inside(children=scope):
        found = await rows(f"{_CASE} ORDER BY c.status = 'closed', c.opened_at LIMIT $1", limit)
    return [
        CaseLine(
            row["id"],
            CaseStatus(row["status"]),
            _place(row["path"]),
            tuple(row["risks"]),
            row["opened_at"],
            row["next_check_at"],
            row["child_id"] is not None,
        )
        for row in found
    ]


async def case_file(actor: Actor, case_id: int) -> CaseFile:
    """One case. Raises NotFound outside the county, and without leave for its child's file."""
    scope = actor.scope(P.care_cases)
    async with inside(children=scope):
        row = await one(f"{_CASE} WHERE c.id = $1", case_id)
    if row is None:
        raise NotFound(_("没有找到这个个案。"))
    if row["child_id"] is not None:
        async with opened(actor, row["child_id"], "case") as file:
            return await _case(row, Box(file.key))
    await looked(actor, "case", [], place={"division": row["division"]}, leave=None)
    async with inside(children=scope):
        return await _case(row, master())


async def referrals_of(actor: Actor, limit: int = 100) -> list[ReferralLine]:
    """Referrals the actor answers or sent from their place: waiting ones first."""
    scope = actor.scope(P.care_refer)
    if not scope:
        return []
    async with inside(children=scope):
        found = await rows(
            f"{_REFERRAL} ORDER BY r.status <> 'sent', r.next_check_at, r.id DESC LIMIT $1", limit
        )
    return [
        _line(row)
        for row in found
        if policy.can_answer_referral(actor, row["target"], row["division"]) is True
    ]


async def referral_file(actor: Actor, referral_id: int) -> ReferralFile:
    """One referral for who answers it. Raises NotFound for everybody else."""
    scope = actor.scope(P.care_refer)
    async with inside(children=scope):
        row = await one(f"{_REFERRAL} WHERE r.id = $1", referral_id)
    if row is None or policy.can_answer_referral(actor, row["target"], row["division"]) is not True:
        raise NotFound(_("没有找到这份转介。"))
    if row["child_id"] is None:
        await looked(actor, "referral", [], place={"division": row["division"]}, leave=None)
        return _referral(row, master())
    async with opened(actor, row["child_id"], "referral") as file:
        return _referral(row, Box(file.key))


async def acts_of(
    box: Box, *, child: int | None = None, case: int | None = None, reported: bool = True
) -> list[Act]:
    """
    What was done, newest first; inside an open transaction of the room. Without *reported*, no act
    of a case that a mandatory report began: the report may be about who reads this page.
    """
    found = await rows(
        "SELECT t.kind, t.done_on, t.result, coalesce(a.name, '') AS by FROM care.child_act t"
        " LEFT JOIN account a ON a.id = t.done_by"
        " WHERE ($1::bigint IS NULL OR t.child_id = $1) AND ($2::bigint IS NULL OR t.case_id = $2)"
        " AND ($3 OR NOT EXISTS (SELECT FROM care.care_case c WHERE c.id = t.case_id"
        " AND c.report_id IS NOT NULL))"
        " ORDER BY t.done_on DESC, t.id DESC LIMIT 200",
        child,
        case,
        reported,
    )
    return [
        Act(row["kind"], row["done_on"], row["by"], box.open(row["result"], "child_act.result"))
        for row in found
    ]


async def _case(row: dict[str, Any], box: Box) -> CaseFile:
    referrals = await rows(f"{_REFERRAL} WHERE r.case_id = $1 ORDER BY r.id", row["id"])
    status = CaseStatus(row["status"])
    return CaseFile(
        id=row["id"],
        report_id=row["report_id"],
        child_id=row["child_id"],
        status=status,
        place=_place(row["path"]),
        risks=tuple(row["risks"]),
        opened_at=row["opened_at"],
        outcome=box.open(row["outcome"], "care_case.outcome"),
        acts=tuple(await acts_of(box, case=row["id"])),
        referrals=tuple(_line(one_of) for one_of in referrals),
        verbs=tuple(CASE_MACHINE.verbs(status)),
    )


def _referral(row: dict[str, Any], box: Box) -> ReferralFile:
    return ReferralFile(
        _line(row),
        row["case_id"],
        box.open(row["reason"], "referral.reason"),
        box.open(row["answer"], "referral.answer"),
    )


def _line(row: dict[str, Any]) -> ReferralLine:
    return ReferralLine(
        row["id"],
        row["target"],
        ReferralStatus(row["status"]),
        _place(row["path"]),
        row["sent_at"],
        row["chased"],
        row["next_check_at"],
    )


def _place(path: str) -> str:
    return " ".join(path.split("/")[1:])
