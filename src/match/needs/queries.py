"""Reading needs: for the public, for the home, for the desks that decide."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.needs import policy
from match.needs.public import NeedView, is_money, public_view
from match.needs.rules import hidden_categories
from match.needs.states import (
    NEED_MACHINE,
    OPEN,
    PUBLIC,
    WAITING,
    Delivery,
    NeedStatus,
    Urgency,
)

_NEED = (
    "SELECT n.*, h.name AS home_name, d.path FROM need n JOIN home h ON h.id = n.home_id"
    " JOIN division d ON d.code = n.division"
)
# For everybody: $2 are the categories that only verified organisations see, in need or lines.
_NO_MONEY = (
    " AND n.category <> ALL($2) AND NOT EXISTS"
    " (SELECT FROM need_line l WHERE l.need_id = n.id AND l.category = ANY($2))"
)
_OPEN = sorted(str(status) for status in OPEN)


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


async def need_view(actor: Actor, need_id: int, *, verified: bool = False) -> NeedView:
    """
    A public need. Raises NotFound for others, and for a money need unless the reader acts for a
    *verified* organisation.
    """
    row = await one(_NEED + " WHERE n.id = $1", need_id)
    if row is None or NeedStatus(row["status"]) not in PUBLIC:
        raise NotFound(_("没有找到这条需求，可能已撤回或过期。"))
    view = public_view(row, await _lines([need_id]), await whole("need.small_group"))
    insider = policy.can_see(actor, row["home_id"], row["division"], public=False, cleared=True)
    if is_money(view) and not (verified or insider):
        raise NotFound(_("没有找到这条需求，可能已撤回或过期。"))
    return view


async def needs_by_ids(ids: Sequence[int], *, money: bool = False) -> list[NeedView]:
    """
    Public needs in the order of *ids*; what is no longer public is left out. Search hits are
    always read again here: the index may be behind.
    """
    found = await rows(
        _NEED + " WHERE n.id = ANY($1) AND n.status = ANY($2)",
        list(ids),
        [str(status) for status in PUBLIC],
    )
    views = {view.id: view for view in await _views(found)}
    shown = [views[need_id] for need_id in ids if need_id in views]
    return [view for view in shown if money or not is_money(view)]


async def open_needs(
    *,
    areas: Sequence[str] = (),
    text: str = "",
    categories: Sequence[str] = (),
    urgency: Sequence[str] = (),
    after: int | None = None,
    limit: int = 20,
) -> list[NeedView]:
    """
    Open public needs by id, newest first, for the JSON list and when search does not answer.

    *areas* are division prefixes, *categories* roots or leaves, *after* the last id seen. Areas are
    held against the division that the public sees: asking village by village finds no small group.
    """
    found = await rows(
        _NEED
        + " WHERE n.status = ANY($1)"
        + _NO_MONEY
        + " AND (cardinality($3::text[]) = 0 OR EXISTS (SELECT FROM unnest($3::text[]) AS area"
        + "   WHERE starts_with(CASE WHEN n.beneficiaries < $4 THEN left(n.division, 9) || '000'"
        + "   ELSE n.division END, area)))"
        + " AND ($5 = '' OR n.title ILIKE '%' || $5 || '%' OR n.purpose ILIKE '%' || $5 || '%')"
        + " AND (cardinality($6::text[]) = 0 OR n.category = ANY($6)"
        + "      OR split_part(n.category, '-', 1) = ANY($6))"
        + " AND (cardinality($7::text[]) = 0 OR n.urgency = ANY($7))"
        + " AND ($8::bigint IS NULL OR n.id < $8)"
        + " ORDER BY n.id DESC LIMIT $9",
        _OPEN,
        list(hidden_categories()),
        list(areas),
        await whole("need.small_group"),
        text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        list(categories),
        list(urgency),
        after,
        limit,
    )
    return await _views(found)


async def urgent_needs(limit: int = 3) -> list[NeedView]:
    """The open needs that run out of time first, for the portal."""
    found = await rows(
        _NEED
        + " WHERE n.status = ANY($1)"
        + _NO_MONEY
        + " ORDER BY (n.urgency = 'urgent') DESC, n.due_on NULLS LAST, n.id LIMIT $3",
        _OPEN,
        list(hidden_categories()),
        limit,
    )
    return await _views(found)


async def home_needs(home_id: int, limit: int = 20) -> list[NeedView]:
    """
    Public needs of one home, for its page. Those of a small group are not among them: the link
    itself would tell the village.
    """
    found = await rows(
        _NEED
        + " WHERE n.status = ANY($1)"
        + _NO_MONEY
        + " AND n.home_id = $3 AND n.beneficiaries >= $4 ORDER BY n.id DESC LIMIT $5",
        [str(status) for status in PUBLIC],
        list(hidden_categories()),
        home_id,
        await whole("need.small_group"),
        limit,
    )
    return await _views(found)


async def need_file(actor: Actor, need_id: int) -> NeedFile:
    """A need in full, for its home and for who works on it. Raises NotFound for everybody else."""
    row = await one(_NEED + " WHERE n.id = $1", need_id)
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
        view=public_view(full, await _lines([need_id]), 0),
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
    """The needs of the homes this person directs, newest first."""
    return await _list("n.home_id = ANY($1)", [list(actor.homes)], "n.id DESC", limit)


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


async def count_open(prefix: str = "43") -> int:
    """How many needs are open in an area, of those that everybody may see."""
    return await value(
        "SELECT count(*) FROM need n WHERE n.status = ANY($1)"  # noqa: S608 # our own words
        + _NO_MONEY
        + " AND n.division LIKE $3 || '%'",
        _OPEN,
        list(hidden_categories()),
        prefix,
    )


async def counts_by_county(prefix: str = "43") -> dict[str, tuple[int, int]]:
    """Per county (6 digits): open needs, and needs met so far, of those everybody may see."""
    found = await rows(
        "SELECT left(n.division, 6) AS county,"  # noqa: S608 # our own words
        " count(*) FILTER (WHERE n.status = ANY($1)) AS open,"
        " count(*) FILTER (WHERE n.status IN ('met', 'confirmed', 'closed')) AS met"
        " FROM need n WHERE n.division LIKE $3 || '%'" + _NO_MONEY + " GROUP BY 1",
        _OPEN,
        list(hidden_categories()),
        prefix,
    )
    return {row["county"]: (row["open"], row["met"]) for row in found}


async def counts_by_status(prefix: str) -> dict[NeedStatus, int]:
    """How many needs of an area are in each state."""
    found = await rows(
        "SELECT status, count(*) AS n FROM need WHERE division LIKE $1 || '%' GROUP BY 1", prefix
    )
    return {NeedStatus(row["status"]): row["n"] for row in found}


async def _list(condition: str, values: list[Any], order: str, limit: int) -> list[Line]:
    found = await rows(
        f"{_NEED} WHERE {condition} ORDER BY {order} LIMIT {int(limit)}",  # our own words
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


async def _lines(need_ids: Sequence[int]) -> list[dict[str, Any]]:
    return await rows(
        "SELECT * FROM need_line WHERE need_id = ANY($1) ORDER BY need_id, position", list(need_ids)
    )


async def _views(found: list[dict[str, Any]]) -> list[NeedView]:
    limit = await whole("need.small_group")
    by_need: dict[int, list[dict[str, Any]]] = {}
    for line in await _lines([row["id"] for row in found]):
        by_need.setdefault(line["need_id"], []).append(line)
    return [public_view(row, by_need.get(row["id"], []), limit) for row in found]


__all__ = [
    "WAITING",
    "Alike",
    "Line",
    "NeedFile",
    "Question",
    "count_open",
    "counts_by_county",
    "counts_by_status",
    "entered_needs",
    "home_needs",
    "like_needs",
    "my_needs",
    "need_file",
    "need_view",
    "needs_by_ids",
    "open_needs",
    "urgent_needs",
    "waiting_needs",
]
