"""What the home reads of its needs, and the desks that decide about them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.needs import policy
from match.needs.public import NeedView, public_view
from match.needs.queries._shared import NEED, lines_of
from match.needs.states import NEED_MACHINE, PUBLIC, Delivery, NeedStatus, Urgency


class Question(msgspec.Struct, frozen=True):
    """A reviewer's question and the answer, if there is one."""

    question: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


class NeedFile(msgspec.Struct, frozen=True):
    """A need as the people who work on it see it; ``view`` hides nothing from them."""

    view: NeedView
    home_id: int
    home_name: str
    place: str
    division: str
    beneficiaries: int
    bands: dict[str, int]
    groups: tuple[str, ...]
    skills: tuple[str, ...]
    submitted_by: int | None
    entered_for: int | None
    checked_by: int | None
    approved_by: int | None
    submitted_at: datetime | None
    next_check_at: datetime | None
    delivery: Delivery
    duplicate_reason: str
    questions: tuple[Question, ...]
    verbs: tuple[str, ...]


class Alike(msgspec.Struct, frozen=True):
    """Another need of the same home that asks for much the same."""

    id: int
    title: str


class Line(msgspec.Struct, frozen=True):
    """One row of a desk's list."""

    id: int
    title: str
    home_name: str
    place: str
    status: NeedStatus
    urgency: Urgency
    category: str
    beneficiaries: int
    submitted_at: datetime | None
    next_check_at: datetime | None


async def need_file(actor: Actor, need_id: int) -> NeedFile:
    """A need in full, for its home and for who works on it. Raises NotFound for everybody else."""
    row = await one(NEED + " WHERE n.id = $1", need_id)
    if row is None or not policy.can_see(
        actor,
        row["home_id"],
        row["division"],
        public=False,
        cleared=NeedStatus(row["status"]) in PUBLIC,
    ):
        raise NotFound(_("没有找到这条需求。"))
    asked = await rows(
        "SELECT question, asked_at, answer, answered_at FROM need_question"
        " WHERE need_id = $1 ORDER BY id",
        need_id,
    )
    full = {**row, "category": row["category"] or "MAT-OTH"}
    return NeedFile(
        view=public_view(full, await lines_of([need_id]), 0),
        home_id=row["home_id"],
        home_name=row["home_name"],
        place=" ".join(row["path"].split("/")[1:]),
        division=row["division"],
        beneficiaries=row["beneficiaries"],
        bands=msgspec.json.decode(row["bands"], type=dict[str, int]),
        groups=tuple(row["groups"]),
        skills=tuple(row["skills"]),
        submitted_by=row["submitted_by"],
        entered_for=row["entered_for"],
        checked_by=row["checked_by"],
        approved_by=row["approved_by"],
        submitted_at=row["submitted_at"],
        next_check_at=row["next_check_at"],
        delivery=Delivery(row["delivery"]),
        duplicate_reason=row["duplicate_reason"],
        questions=tuple(Question(**each) for each in asked),
        verbs=tuple(NEED_MACHINE.verbs(NeedStatus(row["status"]))),
    )


async def my_needs(actor: Actor, limit: int = 100) -> list[Line]:
    """
    The needs of the homes this person directs, newest first; and, of a home she waits to direct,
    those that are past the writing.
    """
    return await _list(
        "(n.home_id = ANY($1) OR (n.home_id = ANY($2) AND n.status NOT IN ('draft', 'privacy')))",
        [list(actor.homes), list(actor.homes_in_sight)],
        "n.id DESC",
        limit,
    )


async def entered_needs(actor: Actor, limit: int = 100) -> list[Line]:
    """What this clerk entered for others (代填), newest first."""
    return await _list(
        "n.submitted_by = $1 AND n.home_id <> ALL($2)",
        [actor.id, list(actor.homes)],
        "n.id DESC",
        limit,
    )


async def waiting_needs(
    actor: Actor, permission: Permission, statuses: Sequence[NeedStatus], limit: int = 100
) -> list[Line]:
    """A desk's queue: what waits in the areas where the reader holds *permission*, oldest first."""
    scopes = [f"{prefix}%" for prefix in actor.scope(permission)]
    return await _list(
        "n.status = ANY($1) AND n.division LIKE ANY($2)",
        [[str(status) for status in statuses], scopes],
        "n.next_check_at NULLS LAST, n.id",
        limit,
    )


async def like_needs(home_id: int, need_id: int, title: str, category: str | None) -> list[Alike]:
    """Like needs of the same home that are open or waiting, most alike first; at most three."""
    since = clock.now() - timedelta(days=await whole("need.duplicate_days"))
    found = await rows(
        "SELECT id, title FROM need WHERE home_id = $1 AND id <> $2 AND created_at > $3"
        " AND status NOT IN ('draft', 'rejected', 'withdrawn', 'expired', 'closed')"
        " AND (similarity(title, $4) > 0.5 OR (category = $5 AND similarity(title, $4) > 0.25))"
        " ORDER BY similarity(title, $4) DESC LIMIT 3",
        home_id,
        need_id,
        since,
        title,
        category,
    )
    return [Alike(**row) for row in found]


async def counts_by_status(prefix: str) -> dict[NeedStatus, int]:
    """How many needs of an area are in each state."""
    found = await rows(
        "SELECT status, count(*) AS n FROM need WHERE division LIKE $1 || '%' GROUP BY 1", prefix
    )
    return {NeedStatus(row["status"]): row["n"] for row in found}


async def _list(condition: str, values: list[Any], order: str, limit: int) -> list[Line]:
    found = await rows(
        f"{NEED} WHERE {condition} ORDER BY {order} LIMIT {int(limit)}",  # our own words
        *values,
    )
    return [
        Line(
            row["id"],
            row["title"],
            row["home_name"],
            " ".join(row["path"].split("/")[1:]),
            NeedStatus(row["status"]),
            Urgency(row["urgency"]),
            row["category"] or "",
            row["beneficiaries"],
            row["submitted_at"],
            row["next_check_at"],
        )
        for row in found
    ]
