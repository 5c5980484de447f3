"""The pool: the own entry, and the keepers' list."""

from datetime import date, datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.panels.states import ExpertStatus, TieKind

_EXPERT = """
SELECT e.*, a.name, d.path FROM expert e JOIN account a ON a.id = e.account_id
LEFT JOIN division d ON d.code = e.division
"""


class TieView(msgspec.Struct, frozen=True):
    """One declared tie. ``ended_at``: it still counts for three years."""

    id: int
    organisation: str
    kind: TieKind
    note: str
    declared_at: datetime
    ended_at: datetime | None


class ExpertView(msgspec.Struct, frozen=True):
    """An expert as they themselves, and who keeps the pool, see them."""

    id: int
    account_id: int
    name: str
    status: ExpertStatus
    division: str
    place: str
    employer: str
    employer_id: int | None
    title: str
    fields: tuple[str, ...]
    skills: tuple[str, ...]
    introduction: str
    entered_by: int
    verified_until: date | None
    reason: str
    ties: tuple[TieView, ...]
    panels: int


async def my_expert(actor: Actor) -> ExpertView | None:
    """The reader's own entry; None for who has not applied."""
    row = await one(_EXPERT + "WHERE e.account_id = $1", actor.id)
    return await _view(row) if row else None


async def expert_file(actor: Actor, expert_id: int) -> ExpertView:
    """One expert for a keeper of the pool in their area. Raises NotFound."""
    row = await one(_EXPERT + "WHERE e.id = $1", expert_id)
    if row is None or not actor.may(Permission.panels_keep, row["division"]):
        raise NotFound(_("没有找到这位专家。"))
    return await _view(row)


async def pool(actor: Actor, status: str = "", limit: int = 200) -> list[ExpertView]:
    """The experts of the reader's areas, who wait first."""
    found = await rows(
        _EXPERT + "WHERE EXISTS (SELECT FROM unnest($1::text[]) AS held"
        " WHERE starts_with(e.division, held)) AND ($2 = '' OR e.status = $2)"
        " ORDER BY e.status <> 'applied', e.id DESC LIMIT $3",
        list(actor.scope(Permission.panels_keep)),
        status,
        limit,
    )
    return [await _view(row) for row in found]


async def _view(row: dict[str, Any]) -> ExpertView:
    ties = await rows(
        "SELECT t.*, g.name FROM expert_tie t JOIN organisation g ON g.id = t.organisation_id"
        " WHERE t.expert_id = $1 ORDER BY t.ended_at NULLS FIRST, t.id",
        row["id"],
    )
    served = await one(
        "SELECT count(*) AS n FROM panel_seat WHERE expert_id = $1 AND status = 'confirmed'",
        row["id"],
    )
    return ExpertView(
        row["id"],
        row["account_id"],
        row["name"],
        ExpertStatus(row["status"]),
        row["division"],
        row["path"] or "",
        row["employer"],
        row["employer_id"],
        row["title"],
        tuple(row["fields"]),
        tuple(row["skills"]),
        row["introduction"],
        row["entered_by"],
        row["verified_until"],
        row["reason"],
        tuple(
            TieView(
                tie["id"],
                tie["name"],
                TieKind(tie["kind"]),
                tie["note"],
                tie["declared_at"],
                tie["ended_at"],
            )
            for tie in ties
        ),
        served["n"] if served else 0,
    )
