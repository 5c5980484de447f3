"""Purchases for their department and those who audit it, drafts included."""

import msgspec

from match.files.queries import Stored, stored
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows
from match.foundation.permissions import Permission
from match.tenders import policy, rules
from match.tenders.commands._shared import is_public
from match.tenders.loading import PAPERS, not_found
from match.tenders.public import TenderView
from match.tenders.queries._shared import TENDER, views_of
from match.tenders.states import TENDER_MACHINE, TenderStatus

_HELD = """
WHERE EXISTS (SELECT FROM unnest($1::text[]) AS held WHERE starts_with(t.division, held))
"""


class TenderFile(msgspec.Struct, frozen=True):
    """A purchase as the department sees it: ``may_write`` is True or the reason why not."""

    view: TenderView
    budget_line: str
    drafted_by: int
    may_write: bool | str
    verbs: tuple[str, ...]


class Department(msgspec.Struct, frozen=True):
    """A body that buys. ``division`` is its seat."""

    id: int
    name: str
    division: str


async def tender_file(actor: Actor, tender_id: int) -> TenderFile:
    """A purchase in full, for its department and who audits it. NotFound for everybody else."""
    row = await one(TENDER + "WHERE t.id = $1", tender_id)
    if row is None or not policy.can_see(
        actor, row["organisation_id"], row["division"], public=False
    ):
        raise not_found()
    return TenderFile(
        view=(await views_of([row]))[0],
        budget_line=row["budget_line"],
        drafted_by=row["drafted_by"],
        may_write=policy.can_write(actor, row["organisation_id"], row["division"]),
        verbs=tuple(TENDER_MACHINE.verbs(TenderStatus(row["status"]))),
    )


async def document_of(actor: Actor, tender_id: int, position: int) -> Stored:
    """
    One file of a notice, counted from 1: of a public one for everybody, of a draft for its
    department. Raises NotFound.
    """
    row = await one(
        "SELECT t.organisation_id, t.division, t.status, t.published_at, t.intent_at,"  # noqa: S608 # ours
        f" {PAPERS} AS documents FROM tender t WHERE t.id = $1",
        tender_id,
    )
    if row is None or not policy.can_see(
        actor, row["organisation_id"], row["division"], public=is_public(row)
    ):
        raise not_found()
    if not 0 < position <= len(row["documents"]):
        raise not_found()
    return await stored(SYSTEM, row["documents"][position - 1])


async def department_tenders(actor: Actor, limit: int = 100) -> list[TenderView]:
    """The purchases of the departments this person buys for, newest first."""
    found = await rows(
        TENDER + _HELD + "ORDER BY t.id DESC LIMIT $2",
        list(actor.scope(Permission.tenders_publish)),
        limit,
    )
    return await views_of(
        [
            row
            for row in found
            if policy.can_write(actor, row["organisation_id"], row["division"]) is True
        ]
    )


async def departments(actor: Actor) -> list[Department]:
    """The verified bodies this person may buy for, by their seat."""
    scopes = list(actor.scope(Permission.tenders_publish))
    found = await rows(
        "SELECT id, name, kind, division FROM organisation WHERE status = 'verified'"
        " AND EXISTS (SELECT FROM unnest($1::text[]) AS held WHERE starts_with(division, held))"
        " ORDER BY division, id",
        scopes,
    )
    return [
        Department(row["id"], row["name"], row["division"])
        for row in found
        if rules.purchaser_complaint(row["kind"]) is None
        and policy.can_write(actor, row["id"], row["division"]) is True
    ]
