"""Reading titles: those of a home, the public list, the desk of each level, shares by area."""

from datetime import date
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.places.rules import scope_of
from match.upkeep import policy
from match.upkeep.judging import Standard, planned_titles, standards_of, titles_counted
from match.upkeep.rules import share_percent
from match.upkeep.states import (
    NAMED_FROM,
    REVIEWED_BY,
    TITLE_MACHINE,
    WAITING_TITLES,
    Level,
    TitleStatus,
)

# Homes that were built: what the notice's tenth is a tenth of (domain.md §1.8).
BUILT = ("open", "idle", "suspended")
_PAGE = 100


class Title(msgspec.Struct, frozen=True):
    """A title that a home holds now."""

    level: Level
    year: int
    document: str
    named_on: date


class Named(msgspec.Struct, frozen=True):
    """One line of the public list."""

    id: int
    home_id: int
    home: str
    place: str
    level: Level
    year: int
    document: str
    named_on: date
    revoked_on: date | None


class Application(msgspec.Struct, frozen=True):
    """One line of a desk."""

    id: int
    home_id: int
    division: str
    home: str
    place: str
    level: Level
    year: int
    status: TitleStatus


class Review(msgspec.Struct, frozen=True):
    """What a level said, and the standards as they stood."""

    level: Level
    passed: bool
    met: tuple[str, ...]
    unmet: tuple[str, ...]
    words: str
    at: date


class TitleFile(msgspec.Struct, frozen=True):
    """One application with its reviews, the standards today, and what the reader may do."""

    line: Application
    words: str
    applied_on: date
    reason: str
    document: str
    named_on: date | None
    revoked_on: date | None
    reviews: tuple[Review, ...]
    standards: tuple[Standard, ...]
    verbs: tuple[str, ...]


class Waiting(msgspec.Struct, frozen=True):
    """What a level may name now, how many the year has, and how many it plans."""

    level: Level
    division: str
    year: int
    planned: int
    named: int
    ready: tuple[Application, ...]


class TitleShare(msgspec.Struct, frozen=True):
    """Homes with a title ÷ built homes of an area (3.1e); ``percent`` is rounded down."""

    code: str
    name: str
    titled: int
    built: int

    @property
    def percent(self) -> int:
        """10 means a tenth at least."""
        return share_percent(self.titled, self.built)


async def titles(home_id: int) -> tuple[Title, ...]:
    """The titles that a home holds, the highest and newest first."""
    found = await rows(
        "SELECT t.level, t.year, n.document, n.named_on FROM demo_title t"
        " JOIN title_naming n ON n.id = t.naming_id"
        " WHERE t.home_id = $1 AND t.status = 'named'",
        home_id,
    )
    order = list(Level)
    held = [Title(Level(row.pop("level")), **row) for row in found]
    return tuple(sorted(held, key=lambda one: (order.index(one.level), -one.year)))


async def named_titles(
    *, level: Level | None = None, year: int | None = None, after: int = 0, limit: int = _PAGE
) -> list[Named]:
    """The public list, newest first; revoked ones stay in it and say so."""
    found = await rows(
        "SELECT t.id, t.home_id, h.name AS home, d.path AS place, t.level, t.year, n.document,"
        " n.named_on, t.revoked_on FROM demo_title t JOIN title_naming n ON n.id = t.naming_id"
        " JOIN home h ON h.id = t.home_id JOIN division d ON d.code = t.division"
        " WHERE ($1::text IS NULL OR t.level = $1) AND ($2::int IS NULL OR t.year = $2)"
        " AND ($3 = 0 OR t.id < $3) ORDER BY t.id DESC LIMIT $4",
        level.value if level else None,
        year,
        after,
        limit,
    )
    return [msgspec.convert(row, Named) for row in found]


async def named_years() -> list[int]:
    """Years that have a title, newest first."""
    found = await rows("SELECT DISTINCT year FROM title_naming ORDER BY year DESC")
    return [row["year"] for row in found]


async def applications(actor: Actor, limit: int = _PAGE) -> list[Application]:
    """Every application of the reader's homes or area, those that wait first."""
    return await _applications(actor, [str(one) for one in TitleStatus], limit)


async def to_review(actor: Actor, limit: int = _PAGE) -> list[Application]:
    """
    What waits for this person: at their level's turn, not applied for by themselves, and not yet
    at the level that names (those stand on the naming page).
    """
    found = await _applications(actor, [str(one) for one in WAITING_TITLES], limit)
    return [
        line
        for line in found
        if (level := REVIEWED_BY[line.status]) is not line.level
        and policy.holds(actor, level, line.division)
    ]


async def to_name(actor: Actor, year: int | None = None) -> Waiting | None:
    """What the reader's own level may name in *year* (None: this one); None without such a seat."""
    seat = policy.own_seat(actor)
    if seat is None or not actor.may(P.upkeep_title):
        return None
    level, division = seat
    wanted = year or clock.today().year
    found = await rows(
        _LINES + " WHERE t.level = $1 AND t.year = $2 AND t.status = $3 AND t.applied_by <> $4"
        " AND starts_with(t.division, $5) ORDER BY t.id LIMIT 500",
        level.value,
        wanted,
        NAMED_FROM[level].value,
        actor.id,
        scope_of(division),
    )
    return Waiting(
        level,
        division,
        wanted,
        await planned_titles(level, division, wanted),
        await titles_counted(level, division, wanted),
        tuple(msgspec.convert(row, Application) for row in found),
    )


async def title_file(actor: Actor, title_id: int) -> TitleFile:
    """One application. Raises NotFound for who neither keeps the home nor reads upkeep there."""
    row = await one("SELECT * FROM demo_title WHERE id = $1", title_id)
    if row is None or not policy.can_see(actor, row["home_id"], row["division"]):
        raise NotFound(_("没有找到这一条，或您没有查看权限。"))
    line = await one(_LINES + " WHERE t.id = $1", title_id)
    naming = await one("SELECT * FROM title_naming WHERE id = $1", row["naming_id"])
    reviews = await rows("SELECT * FROM title_review WHERE title_id = $1 ORDER BY id", title_id)
    return TitleFile(
        line=msgspec.convert(line, Application),
        words=row["words"],
        applied_on=row["applied_at"].astimezone(clock.HERE).date(),
        reason=row["reason"],
        document=naming["document"] if naming else "",
        named_on=naming["named_on"] if naming else None,
        revoked_on=row["revoked_on"],
        reviews=tuple(
            Review(
                Level(one["level"]),
                bool(one["passed"]),
                tuple(one["met"]),
                tuple(one["unmet"]),
                one["words"],
                one["at"].astimezone(clock.HERE).date(),
            )
            for one in reviews
        ),
        standards=tuple(await standards_of(row["home_id"])),
        verbs=tuple(_verbs(actor, row)),
    )


async def title_shares(prefix: str, length: int) -> list[TitleShare]:
    """
    Share of homes with a county-or-higher title by area (3.1e): the areas whose code has *length*
    digits under *prefix*. Satellites count neither above nor below.
    """
    found = await rows(
        "WITH built AS (SELECT left(h.division, $2) AS area, count(*)::int AS built,"
        "   count(*) FILTER (WHERE EXISTS (SELECT FROM demo_title t WHERE t.home_id = h.id"
        "     AND t.status = 'named'))::int AS titled FROM home h WHERE h.kind = 'main'"
        "   AND h.status = ANY($3) AND h.division LIKE $1 || '%' GROUP BY 1)"
        " SELECT a.code, a.name, built.titled, built.built FROM built"
        " JOIN division a ON a.code = rpad(built.area, 12, '0') ORDER BY 1",
        prefix,
        length,
        list(BUILT),
    )
    return [TitleShare(**row) for row in found]


_LINES = (
    "SELECT t.id, t.home_id, t.division, h.name AS home, d.path AS place, t.level, t.year, t.status"
    " FROM demo_title t JOIN home h ON h.id = t.home_id JOIN division d ON d.code = t.division"
)


async def _applications(actor: Actor, states: list[str], limit: int) -> list[Application]:
    found = await rows(
        _LINES + " WHERE t.status = ANY($1) AND (t.home_id = ANY($2) OR EXISTS"
        " (SELECT FROM unnest($3::text[]) AS held WHERE starts_with(t.division, held)))"
        " ORDER BY t.status NOT IN ('applied', 'county_passed', 'prefecture_passed'), t.id DESC"
        " LIMIT $4",
        states,
        sorted(actor.homes),
        list(actor.scope(P.upkeep_read)),
        limit,
    )
    return [msgspec.convert(row, Application) for row in found]


def _verbs(actor: Actor, row: dict[str, Any]) -> list[str]:
    """What this reader may do with an application now."""
    state, level = TitleStatus(row["status"]), Level(row["level"])
    verbs: list[str] = []
    if state in WAITING_TITLES:
        turn = REVIEWED_BY[state]
        if policy.can_review(actor, turn, row["division"], row["applied_by"]) is True:
            verbs += ["refuse"] if turn is level else ["pass", "refuse"]
        if policy.can_tend(actor, row["home_id"], row["division"]) is True:
            verbs.append("withdraw")
    elif (
        "revoke" in TITLE_MACHINE.verbs(state)
        and policy.can_name(actor, level, row["division"]) is True
    ):
        verbs.append("revoke")
    return verbs
