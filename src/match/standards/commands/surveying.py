"""Village by village: which has a home, where one could be, how many children (notice 3.2a–c)."""

import json
from datetime import timedelta
from typing import Any

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.parameters import whole
from match.homes.commands import register_home
from match.homes.forms import HomeForm
from match.needs.wording import refuse_personal_data
from match.places.queries import division as place_of
from match.places.rules import Level, scope_of
from match.standards import policy
from match.standards.forms import Opening, VillageForm
from match.standards.rules import SURVEYED
from match.standards.states import SURVEY_MACHINE, SurveyStatus
from match.standards.tables import Survey

Row = dict[str, Any]


@command
async def open_survey(actor: Actor, form: Opening) -> int:
    """
    Open a survey of every village of a township or county; returns its id.

    Raises Invalid for another kind of place, Conflict while one of the same place is open.
    """
    require(policy.can_survey(actor, form.division))
    place = await place_of(form.division)
    if place.level not in (Level.COUNTY, Level.TOWNSHIP) or place.valid_to is not None:
        raise Invalid({"division": _("请选择一个县或乡镇。")})
    due = form.due_on or clock.today() + timedelta(days=await whole("standards.survey_days"))
    if due < clock.today():
        raise Invalid({"due_on": _("完成日期不能早于今天。")})
    if await value("SELECT 1 FROM survey WHERE division = $1 AND status = 'open'", form.division):
        raise Conflict(_("这个地方已有一次调查在进行，请继续填写或先结束它。"))
    survey_id: int = await value(
        "INSERT INTO survey (division, title, due_on, opened_by, opened_at)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        form.division,
        form.title,
        due,
        actor.id,
        clock.now(),
    )
    await record(actor, "survey.begun", subject=("survey", survey_id), division=form.division)
    return survey_id


@command
async def fill_form(actor: Actor, survey_id: int, village: str, form: VillageForm) -> int:
    """
    One village's form, filled in or corrected; returns its id. Children as totals only.

    Raises Invalid with every complaint, Conflict when the survey is closed or the village's home
    was already planned from it.
    """
    survey = await _open(survey_id)
    require(policy.can_survey(actor, village))
    if not village.startswith(scope_of(survey["division"])):
        raise NotFound(_("这个村不在这次调查的范围里。"))
    place = await place_of(village)
    complaints = form_complaints(form)
    if place.level != Level.VILLAGE or place.valid_to is not None:
        complaints["has_home"] = _("请选到村或社区一级。")
    if complaints:
        raise Invalid(complaints)
    refuse_personal_data({"note": form.note})
    if await value(
        "SELECT home_id FROM survey_form WHERE survey_id = $1 AND village = $2", survey_id, village
    ):
        raise Conflict(_("这个村的儿童之家已列入计划，调查表不能再改。"))
    form_id: int = await value(
        "INSERT INTO survey_form (survey_id, village, has_home, site_options, site_source,"
        " co_location, groups, note, filled_by, filled_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10)"
        " ON CONFLICT (survey_id, village) DO UPDATE SET has_home = excluded.has_home,"
        " site_options = excluded.site_options, site_source = excluded.site_source,"
        " co_location = excluded.co_location, groups = excluded.groups, note = excluded.note,"
        " filled_by = excluded.filled_by, filled_at = excluded.filled_at RETURNING id",
        survey_id,
        village,
        form.has_home,
        list(form.site_options),
        None if form.has_home else form.site_source,
        list(form.co_location),
        json.dumps({group: count for group, count in form.groups.items() if count}),
        form.note.strip(),
        actor.id,
        clock.now(),
    )
    await record(actor, "survey_form.saved", subject=("survey", survey_id), division=village)
    return form_id


@command
async def plan_home(actor: Actor, survey_id: int, village: str) -> int:
    """The county takes up what the survey proposed: a ``planned`` home at that site; its id."""
    form = await one(
        "SELECT f.*, d.name FROM survey_form f JOIN division d ON d.code = f.village"
        " WHERE f.survey_id = $1 AND f.village = $2 FOR UPDATE OF f",
        survey_id,
        village,
    )
    if form is None:
        raise NotFound(_("这个村还没有填写调查表。"))
    require(policy.can_plan(actor, village))
    if form["home_id"] is not None:
        return form["home_id"]
    if form["has_home"] or form["site_source"] is None:
        raise Conflict(_("这个村已有儿童之家，不用再列入计划。"))
    home_id = await register_home(
        actor,
        HomeForm(
            name=_("%(village)s儿童之家") % {"village": plain_name(form["name"])},
            division=village,
            site_source=form["site_source"],
            co_location=list(form["co_location"]),
        ),
    )
    await value("UPDATE survey_form SET home_id = $2 WHERE id = $1", form["id"], home_id)
    await record(
        actor,
        "survey_home.planned",
        subject=("survey", survey_id),
        division=village,
        changes={"home_id": (None, home_id)},
    )
    return home_id


@command
async def close_survey(actor: Actor, survey_id: int) -> None:
    """It is finished; what is still missing stays missing and is said."""
    await _move(actor, survey_id, "close")


@command
async def reopen_survey(actor: Actor, survey_id: int) -> None:
    """More is to be filled in."""
    await _move(actor, survey_id, "reopen")


async def _move(actor: Actor, survey_id: int, verb: str) -> None:
    survey = await _locked(survey_id)
    require(policy.can_survey(actor, survey["division"]))
    state = SurveyStatus(survey["status"])
    await carry_out(actor, SURVEY_MACHINE, Survey, survey, state, verb, survey_id=survey_id)


async def _locked(survey_id: int) -> Row:
    survey = await one("SELECT * FROM survey WHERE id = $1 FOR UPDATE", survey_id)
    if survey is None:
        raise NotFound(_("没有找到这次调查。"))
    return survey


async def _open(survey_id: int) -> Row:
    survey = await _locked(survey_id)
    if survey["status"] != SurveyStatus.open:
        raise Conflict(_("这次调查已经结束。"))
    return survey


def form_complaints(form: VillageForm) -> dict[str, str]:
    """What is wrong with a village's answers, by field."""
    complaints: dict[str, str] = {}
    for field, chosen, listing in (
        ("site_options", form.site_options, "site_source"),
        ("co_location", form.co_location, "co_location"),
        ("site_source", [form.site_source] if form.site_source else [], "site_source"),
    ):
        if set(chosen) - codes.home_codes(listing):
            complaints[field] = _("请从给出的选项里选择。")
    if set(form.groups) - set(SURVEYED):
        complaints["groups"] = _("只填写列出的几类儿童的总数。")
    if not form.has_home and not complaints:
        if not form.site_options:
            complaints["site_options"] = _("还没有儿童之家的村，请选出可以利用的场所。")
        elif form.site_source not in form.site_options:
            complaints["site_source"] = _("请从选出的场所里，选一处建议使用的。")
    return complaints


def plain_name(village: str) -> str:
    """小溪村委会 → 小溪村: the ending of the committee is not the village's name."""
    for ending in ("村民委员会", "民委员会", "委会"):
        stripped = village.removesuffix(ending)
        if stripped != village and stripped.endswith("村"):
            return stripped
    return village
