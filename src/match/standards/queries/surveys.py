"""Surveys: which there are, how far each township is, one village's form."""

import json
from datetime import date
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.places.rules import scope_of
from match.standards import policy
from match.standards.queries._shared import place_words
from match.standards.rules import SURVEYED, shown_counts
from match.standards.states import SurveyStatus

_WITHIN = "d.level = 5 AND d.kind IN ('village', 'community') AND d.valid_to IS NULL"
# A survey is of a county or a township: the villages are those whose code begins as its own does.
_LINE = (
    "SELECT s.id, s.title, s.division, p.path, s.status, s.due_on, counted.villages, counted.filled"  # noqa: S608 # our own words
    " FROM survey s JOIN division p ON p.code = s.division CROSS JOIN LATERAL"
    " (SELECT count(*) AS villages, count(f.id) AS filled FROM division d"
    "   LEFT JOIN survey_form f ON f.village = d.code AND f.survey_id = s.id"
    f"  WHERE {_WITHIN} AND d.code BETWEEN s.division AND"
    "   rpad(left(s.division, CASE WHEN s.division LIKE '%000000' THEN 6 ELSE 9 END), 12, '9'))"
    " AS counted"
)


class SurveyLine(msgspec.Struct, frozen=True):
    """A survey in a list: ``filled`` of ``villages``."""

    id: int
    title: str
    place: str
    status: SurveyStatus
    due_on: date
    villages: int
    filled: int


class Township(msgspec.Struct, frozen=True):
    """How far one township is; ``counts``: children by group as they may be shown."""

    code: str
    name: str
    villages: int
    filled: int
    without: int
    proposed: int
    planned: int
    counts: tuple[str, ...]


class SurveyFile(msgspec.Struct, frozen=True):
    """A survey with its townships and its totals; ``totals`` as they may be shown."""

    line: SurveyLine
    townships: tuple[Township, ...]
    totals: tuple[str, ...]
    works: bool


class VillageFile(msgspec.Struct, frozen=True):
    """One village of a survey; ``form`` is None until somebody filled it in."""

    survey: SurveyLine
    code: str
    name: str
    place: str
    registered: bool
    form: dict[str, Any] | None
    may_fill: bool
    may_plan: bool


async def surveys_of(actor: Actor, limit: int = 50) -> list[SurveyLine]:
    """Surveys that this person works on or reads; the open ones first, by their day."""
    found = await rows(
        f"{_LINE} WHERE EXISTS (SELECT FROM unnest($1::text[]) AS held"
        # A township works on its county's survey as well.
        " WHERE starts_with(s.division, held) OR starts_with(held, rtrim(s.division, '0')))"
        " ORDER BY s.status DESC, s.due_on, s.id LIMIT $2",
        sorted(_held(actor)),
        limit,
    )
    return [_line(row) for row in found]


async def survey_file(actor: Actor, survey_id: int) -> SurveyFile:
    """One survey by township. Raises NotFound for who has no part in it."""
    line, division = await _seen(actor, survey_id)
    found = await rows(
        "SELECT t.code, t.name, count(d.code) AS villages, count(f.id) AS filled,"  # noqa: S608 # our own words
        " count(*) FILTER (WHERE NOT f.has_home) AS without,"
        " count(*) FILTER (WHERE NOT f.has_home AND f.site_source IS NOT NULL"
        "   AND f.home_id IS NULL) AS proposed, count(f.home_id) AS planned,"
        " jsonb_build_object("
        + ", ".join(f"'{g}', coalesce(sum((f.groups->>'{g}')::int), 0)" for g in SURVEYED)
        + ")::text AS counts FROM division d JOIN division t ON t.code = d.parent_code"
        f" LEFT JOIN survey_form f ON f.village = d.code AND f.survey_id = $1 WHERE {_WITHIN}"
        " AND d.code LIKE $2 GROUP BY t.code, t.name ORDER BY t.code",
        survey_id,
        f"{scope_of(division)}%",
    )
    counted = [json.loads(row.pop("counts")) for row in found]
    columns = shown_counts({g: [row[g] for row in counted] for g in SURVEYED})
    totals = shown_counts({g: [sum(row[g] for row in counted)] for g in SURVEYED})
    return SurveyFile(
        line,
        tuple(
            Township(**row, counts=tuple(columns[g][at] for g in SURVEYED))
            for at, row in enumerate(found)
        ),
        tuple(totals[g][0] for g in SURVEYED),
        policy.can_survey(actor, division) is True,
    )


async def villages_of(actor: Actor, survey_id: int, township: str) -> list[VillageFile]:
    """Every village of one township in a survey, the unfilled first. Raises NotFound."""
    line, division = await _seen(actor, survey_id)
    if not township.startswith(scope_of(division)):
        raise NotFound(_("这个乡镇不在这次调查的范围里。"))
    found = await rows(
        f"{_VILLAGE} AND d.parent_code = $2 ORDER BY (f.id IS NOT NULL), d.code",
        survey_id,
        township,
    )
    return [_village(actor, line, row) for row in found]


async def village_file(actor: Actor, survey_id: int, village: str) -> VillageFile:
    """One village. Raises NotFound for who has no part in it, and for one outside the survey."""
    line, division = await _seen(actor, survey_id)
    row = await one(f"{_VILLAGE} AND d.code = $2", survey_id, village)
    if row is None or not village.startswith(scope_of(division)):
        raise NotFound(_("这个村不在这次调查的范围里。"))
    found = _village(actor, line, row)
    if not policy.can_read_survey(actor, village):
        raise NotFound(_("这个村不在这次调查的范围里。"))
    return found


_VILLAGE = (
    "SELECT d.code, d.name, d.path, f.id, f.has_home, f.site_options, f.site_source,"  # noqa: S608 # our own words
    " f.co_location, f.groups::text AS groups, f.note, f.home_id, f.filled_at,"
    " EXISTS (SELECT FROM home h WHERE h.division = d.code AND h.kind = 'main'"
    "   AND h.status <> 'closed') AS registered FROM division d"
    f" LEFT JOIN survey_form f ON f.village = d.code AND f.survey_id = $1 WHERE {_WITHIN}"
)


def _village(actor: Actor, line: SurveyLine, row: dict[str, Any]) -> VillageFile:
    form = None
    if row["id"] is not None:
        form = {
            name: row[name]
            for name in ("has_home", "site_options", "site_source", "co_location", "note")
        }
        form |= {"groups": json.loads(row["groups"]), "home_id": row["home_id"]}
    is_open = line.status is SurveyStatus.open
    return VillageFile(
        line,
        row["code"],
        row["name"],
        place_words(row["path"]),
        row["registered"],
        form,
        may_fill=is_open
        and row["home_id"] is None
        and policy.can_survey(actor, row["code"]) is True,
        may_plan=form is not None
        and not form["has_home"]
        and form["home_id"] is None
        and not row["registered"]
        and policy.can_plan(actor, row["code"]) is True,
    )


async def _seen(actor: Actor, survey_id: int) -> tuple[SurveyLine, str]:
    row = await one(f"{_LINE} WHERE s.id = $1", survey_id)
    if row is None or not any(
        row["division"].startswith(prefix) or prefix.startswith(scope_of(row["division"]))
        for prefix in _held(actor)
    ):
        raise NotFound(_("没有找到这次调查。"))
    return _line(row), row["division"]


def _held(actor: Actor) -> set[str]:
    """The areas whose surveys this person works on or reads."""
    return {*actor.scope(P.standards_survey), *actor.scope(P.homes_decide)}


def _line(row: dict[str, Any]) -> SurveyLine:
    return SurveyLine(
        row["id"],
        row["title"],
        place_words(row["path"]),
        SurveyStatus(row["status"]),
        row["due_on"],
        row["villages"],
        row["filled"],
    )
