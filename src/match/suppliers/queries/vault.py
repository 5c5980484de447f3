"""One organisation's papers, declarations and people in control; the queue of who checks them."""

from datetime import date, datetime
from typing import Any

import msgspec

from match.files.queries import Stored, stored
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.suppliers import policy
from match.suppliers.sealed import NAME
from match.suppliers.states import ControlRole, Declared, Kind, QualificationStatus

_PAPER = (
    "SELECT q.*, o.name AS organisation FROM qualification q"
    " JOIN organisation o ON o.id = q.organisation_id "
)


class QualificationView(msgspec.Struct, frozen=True):
    """One paper. ``valid_to`` None: without an end."""

    id: int
    organisation_id: int
    organisation: str
    kind: Kind
    status: QualificationStatus
    number: str
    issuer: str
    grade: str
    valid_from: date
    valid_to: date | None
    reason: str
    kept_by: int
    kept_at: datetime


class Declaration(msgspec.Struct, frozen=True):
    """The newest declaration of one kind; ``holds`` false: it was taken back."""

    kind: Declared
    holds: bool
    words: str
    declared_on: date
    until: date


class Controller(msgspec.Struct, frozen=True):
    """Who is in charge or in control; ``name`` is personal data."""

    id: int
    role: ControlRole
    name: str


class Vault(msgspec.Struct, frozen=True):
    """Everything an organisation can prove; ``controllers`` for its own people and verifiers."""

    organisation_id: int
    name: str
    kind: str
    papers: tuple[QualificationView, ...]
    declarations: tuple[Declaration, ...]
    controllers: tuple[Controller, ...]
    may_keep: bool


async def vault(actor: Actor, organisation_id: int) -> Vault:
    """The vault, for the organisation's own people and who verifies it. NotFound for others."""
    held = await one(
        "SELECT id, name, kind, division FROM organisation WHERE id = $1", organisation_id
    )
    if held is None or not policy.can_see(actor, organisation_id, held["division"]):
        raise NotFound(_("没有找到这个机构，或您没有查看权限。"))
    papers = await rows(
        _PAPER + "WHERE q.organisation_id = $1 AND q.status <> 'removed' ORDER BY q.kind, q.id",
        organisation_id,
    )
    declared = await rows(
        "SELECT DISTINCT ON (kind) kind, holds, words, declared_on, until"
        " FROM supplier_declaration WHERE organisation_id = $1 ORDER BY kind, id DESC",
        organisation_id,
    )
    people = await rows(
        "SELECT id, role, name FROM controlling_person"
        " WHERE organisation_id = $1 AND ended_at IS NULL ORDER BY id",
        organisation_id,
    )
    return Vault(
        organisation_id=organisation_id,
        name=held["name"],
        kind=held["kind"],
        papers=tuple(_view(row) for row in papers),
        declarations=tuple(
            Declaration(
                Declared(row["kind"]),
                row["holds"],
                row["words"],
                row["declared_on"],
                row["until"],
            )
            for row in declared
        ),
        controllers=tuple(
            Controller(row["id"], ControlRole(row["role"]), keys().open(row["name"], NAME))
            for row in people
        ),
        may_keep=policy.acts_for(actor, organisation_id),
    )


async def waiting_papers(actor: Actor, limit: int = 100) -> list[QualificationView]:
    """Papers that wait to be compared where this person verifies organisations, oldest first."""
    found = await rows(
        _PAPER + "WHERE q.status = 'waiting' AND EXISTS"
        " (SELECT FROM unnest($1::text[]) AS held WHERE starts_with(q.division, held))"
        " ORDER BY q.id LIMIT $2",
        list(actor.scope(Permission.people_verify)),
        limit,
    )
    return [_view(row) for row in found]


async def paper_of(actor: Actor, organisation_id: int, paper_id: int) -> Stored:
    """The file of one paper, for its own people and verifiers. NotFound for others."""
    row = await one(
        "SELECT q.file_id, o.division FROM qualification q JOIN organisation o"
        " ON o.id = q.organisation_id WHERE q.id = $1 AND o.id = $2 AND q.status <> 'removed'",
        paper_id,
        organisation_id,
    )
    if row is None or not policy.can_see(actor, organisation_id, row["division"]):
        raise NotFound(_("没有找到这份材料，或您没有查看权限。"))
    return await stored(SYSTEM, row["file_id"])


def _view(row: dict[str, Any]) -> QualificationView:
    fields = {field: row[field] for field in QualificationView.__struct_fields__}
    fields["kind"], fields["status"] = Kind(row["kind"]), QualificationStatus(row["status"])
    return QualificationView(**fields)
