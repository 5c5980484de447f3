"""Activities: what the public may know, the home's own view, and the numbers of a period."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from match.activities import policy, rules
from match.activities.states import ActivityStatus
from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.parameters import several, whole

SHOWN_MOST = 100
_PUBLIC = "h.status IN ('open', 'idle')"


class Gathering(msgspec.Struct, frozen=True):
    """
    An activity as everybody may see it. ``places``: free, few or full; ``came`` is None for a
    gathering of fewer children than need.small_group, and before it is recorded.
    """

    id: int
    home_id: int
    home_name: str
    kind: str
    status: ActivityStatus
    title: str
    about: str
    audiences: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    price_fen: int
    capacity: int
    places: str
    came: int | None


class ActivityFile(msgspec.Struct, frozen=True):
    """An activity as its home sees it, with head counts by (part, code)."""

    view: Gathering
    division: str
    risk_note: str
    taken: int
    children: int | None
    adults: int | None
    heads: dict[tuple[str, str], int]
    photos: tuple[int, ...]
    reason: str


class Heads(msgspec.Struct, frozen=True):
    """Numbers of a period: activities held, children and adults who came, by band, by group."""

    activities: int
    children: int
    adults: int
    by_band: dict[str, int]
    by_group: dict[str, int]


_ROW = "SELECT a.*, h.name AS home_name FROM activity a JOIN home h ON h.id = a.home_id"


async def activity_view(activity_id: int) -> Gathering:
    """One activity for everybody. Raises NotFound for an unknown one, or of a home at rest."""
    row = await one(f"{_ROW} WHERE a.id = $1 AND {_PUBLIC}", activity_id)
    if row is None:
        raise NotFound(_("没有找到这个活动。"))
    return _gathering(row, await whole("need.small_group"))


async def activities_ahead(home_id: int, since: datetime, until: datetime) -> list[Gathering]:
    """A home's activities in the time, soonest first; those called off as well, so it is known."""
    found = await rows(
        f"{_ROW} WHERE a.home_id = $1 AND a.starts_at >= $2 AND a.starts_at < $3"
        " ORDER BY a.starts_at, a.id LIMIT $4",
        home_id,
        since,
        until,
        SHOWN_MOST,
    )
    small = await whole("need.small_group")
    return [_gathering(row, small) for row in found]


async def kept_activities(home_id: int, limit: int = 30) -> list[Gathering]:
    """The home's activities, the latest first."""
    found = await rows(
        f"{_ROW} WHERE a.home_id = $1 ORDER BY a.starts_at DESC, a.id DESC LIMIT $2",
        home_id,
        limit,
    )
    return [_gathering(row, 0) for row in found]


async def to_record(home_ids: list[int]) -> list[Gathering]:
    """Activities that are over and were not counted yet, the oldest first."""
    found = await rows(
        f"{_ROW} WHERE a.home_id = ANY($1) AND a.status = 'planned' AND a.ends_at < $2"
        " ORDER BY a.ends_at, a.id LIMIT $3",
        home_ids,
        clock.now(),
        SHOWN_MOST,
    )
    return [_gathering(row, 0) for row in found]


async def activity_file(actor: Actor, activity_id: int) -> ActivityFile:
    """In full, for those who keep the home or look after it. Raises NotFound for others."""
    row = await one(f"{_ROW} WHERE a.id = $1", activity_id)
    if row is None or not policy.sees(actor, row["home_id"], row["division"]):
        raise NotFound(_("没有找到这个活动。"))
    counted = await rows(
        "SELECT part, code, heads FROM activity_heads WHERE activity_id = $1", activity_id
    )
    return ActivityFile(
        _gathering(row, 0),
        row["division"],
        row["risk_note"],
        row["taken"],
        row["children"],
        row["adults"],
        {(one["part"], one["code"]): one["heads"] for one in counted},
        tuple(row["photos"]),
        row["reason"],
    )


async def my_heads(actor: Actor, activity_id: int) -> int:
    """How many people this person announced; 0 for none."""
    if actor.id is None:
        return 0
    return await value(
        "SELECT coalesce(sum(heads), 0)::int FROM activity_signup WHERE activity_id = $1"
        " AND account_id = $2 AND withdrawn_at IS NULL",
        activity_id,
        actor.id,
    )


async def heads(home_id: int, since: date, until: date) -> Heads:
    """
    What was counted at a home from *since* to *until* (days in Hunan, both included). For the
    home's keepers and for totals; small cells are suppressed by who publishes them.
    """
    held = "a.home_id = $1 AND a.status = 'done' AND (a.starts_at AT TIME ZONE 'Asia/Shanghai')"
    held += "::date BETWEEN $2 AND $3"
    total = await one(
        "SELECT count(*) AS activities, coalesce(sum(children), 0)::int AS children,"  # noqa: S608 # our own words
        f" coalesce(sum(adults), 0)::int AS adults FROM activity a WHERE {held}",
        home_id,
        since,
        until,
    )
    assert total is not None, "a count has a row"
    parts = await rows(
        "SELECT c.part, c.code, sum(c.heads)::int AS heads FROM activity_heads c"  # noqa: S608 # our own words
        f" JOIN activity a ON a.id = c.activity_id WHERE {held} GROUP BY 1, 2",
        home_id,
        since,
        until,
    )
    by = {"age": {}, "group": {}}
    for part in parts:
        by[part["part"]][part["code"]] = part["heads"]
    return Heads(**total, by_band=by["age"], by_group=by["group"])


async def held_by_kind(home_id: int, since: date, until: date) -> dict[str, int]:
    """Activities held at a home from *since* to *until* (days in Hunan, both included), by kind."""
    counted = await rows(
        "SELECT kind, count(*)::int AS held FROM activity WHERE home_id = $1 AND status = 'done'"
        " AND (starts_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN $2 AND $3 GROUP BY kind",
        home_id,
        since,
        until,
    )
    return {each["kind"]: each["held"] for each in counted}


async def dues(home_id: int, on: date) -> list[rules.Due]:
    """What the home still owes of family and safety education (2.2b, 2.2c)."""
    held = await rows(
        "SELECT kind, (starts_at AT TIME ZONE 'Asia/Shanghai')::date AS day, audiences"
        " FROM activity WHERE home_id = $1 AND status = 'done' AND kind = ANY($2)"
        " AND starts_at >= $3::date - 1",
        home_id,
        [*rules.FAMILY, *rules.SAFETY],
        date(on.year, 1, 1),
    )
    asked = await several(("activity.family_per_quarter", "activity.safety_per_year"))
    return rules.dues(
        [(row["kind"], row["day"], row["audiences"]) for row in held],
        on,
        family_per_quarter=asked["activity.family_per_quarter"].whole,
        safety_per_year=asked["activity.safety_per_year"].whole,
    )


def _gathering(row: Mapping[str, Any], small: int) -> Gathering:
    left = row["capacity"] - row["taken"]
    came = row["children"]
    return Gathering(
        id=row["id"],
        home_id=row["home_id"],
        home_name=row["home_name"],
        kind=row["kind"],
        status=ActivityStatus(row["status"]),
        title=_title(row["title"], row["kind"]),
        about=row["about"],
        audiences=tuple(row["audiences"]),
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        price_fen=row["price_fen"],
        capacity=row["capacity"],
        # A word, not a number: who signed up one by one would be seen.
        places="full" if left <= 0 else "few" if left <= max(1, row["capacity"] // 5) else "free",
        came=came if came is not None and came >= max(small, 1) else None,
    )


def _title(written: str, kind: str) -> str:
    """What its people called it; else the name of its kind, in the reader's language."""
    named = codes.category(kind)
    # Rows of before this rule hold the Chinese name of the kind.
    return named.label() if written in ("", named.name_zh) else written
