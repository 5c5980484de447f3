"""Entering a home and describing it."""

from typing import Any

from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.homes import policy, rules
from match.homes.commands._shared import locked, main_home
from match.homes.forms import HomeForm
from match.homes.states import HomeKind
from match.places.queries import Place, division
from match.places.rules import Level


@command
async def register_home(actor: Actor, form: HomeForm) -> int:
    """
    Enter a home (status ``planned``); returns its id. Tells ``home.registered``.

    Refuses a second main home in a village (notice 3.1a) and a village that does not exist.
    """
    require(policy.can_register(actor, form.division))
    await _check(form)
    if form.kind is HomeKind.main and await main_home(form.division) is not None:
        raise Conflict(
            _("这个村已有一个儿童之家。要增加活动点，请选择“分站”并指明所属的儿童之家。")
        )
    home_id: int = await value(
        "INSERT INTO home (name, division, kind, parent_home_id, status, site_source, co_location,"
        " indoor_area_m2, area_reason, facilities, documents, director_kind)"
        " VALUES ($1, $2, $3, $4, 'planned', $5, $6, $7, $8, $9, $10, $11) RETURNING id",
        form.name,
        form.division,
        form.kind.value,
        form.parent_home_id,
        form.site_source,
        form.co_location,
        form.indoor_area_m2,
        form.area_reason,
        form.facilities,
        form.documents,
        form.director_kind,
    )
    await record(actor, "home.registered", subject=("home", home_id), division=form.division)
    await tell("home.registered", home_id=home_id)
    return home_id


@command
async def describe_home(actor: Actor, home_id: int, form: HomeForm) -> None:
    """Change what a home has and is. Its village stays: a move is a new home."""
    home = await locked(home_id)
    require(policy.can_keep(actor, home_id, home["division"]))
    if form.division != home["division"] or form.kind != home["kind"]:
        raise Invalid({"division": _("儿童之家不能换村。请撤销后重新登记。")})
    await _check(form)
    fields: dict[str, Any] = {
        "name": form.name,
        "site_source": form.site_source,
        "co_location": form.co_location,
        "indoor_area_m2": form.indoor_area_m2,
        "area_reason": form.area_reason,
        "facilities": form.facilities,
        "documents": form.documents,
        "director_kind": form.director_kind,
    }
    await one(
        "UPDATE home SET name = $2, site_source = $3, co_location = $4, indoor_area_m2 = $5,"
        " area_reason = $6, facilities = $7, documents = $8, director_kind = $9,"
        # The township's word was for that area and that reason.
        " area_approved_by = CASE WHEN indoor_area_m2 IS NOT DISTINCT FROM $5"
        "   AND area_reason = $6 THEN area_approved_by END,"
        " area_approved_at = CASE WHEN indoor_area_m2 IS NOT DISTINCT FROM $5"
        "   AND area_reason = $6 THEN area_approved_at END"
        " WHERE id = $1 RETURNING id",
        home_id,
        *fields.values(),
    )
    await record(
        actor,
        "home.described",
        subject=("home", home_id),
        division=home["division"],
        changes={name: (home[name], new) for name, new in fields.items()},
    )
    await tell("home.described", home_id=home_id)


async def _check(form: HomeForm) -> None:
    """Every complaint about a form at once. Raises Invalid."""
    try:
        place = await division(form.division)
    except NotFound:
        place = None
    main = await main_home(form.division) if form.parent_home_id is not None else None
    least = await whole("home.indoor_area_min_m2")
    complaints = complaints_about(form, place, least, main["id"] if main else None)
    if complaints:
        raise Invalid(complaints)


def complaints_about(
    form: HomeForm, place: Place | None, least_m2: int, main_id: int | None
) -> dict[str, str]:
    """
    What is wrong with a form, by field. *place* is its village where there is one, *main_id* the
    village's main home: asked before, so that a list of 5,000 is checked without 5,000 questions.
    """
    complaints: dict[str, str] = {}
    if place is None:
        complaints["division"] = _("没有这个村的代码，请从列表里选择村或社区。")
    elif place.level != Level.VILLAGE or place.valid_to is not None:
        complaints["division"] = _("请选到村或社区一级。")
    for field, listing in (
        ("site_source", "site_source"),
        ("co_location", "co_location"),
        ("facilities", "facility"),
        ("documents", "required_document"),
        ("director_kind", "director_kind"),
    ):
        given = getattr(form, field)
        chosen = given if isinstance(given, list) else [given] if given else []
        if not codes.home_codes(listing).issuperset(chosen):
            complaints[field] = _("请从给出的选项里选择。")
    area = rules.area_complaint(form.indoor_area_m2, least_m2, form.area_reason)
    if area:
        complaints["area_reason"] = area
    director = rules.director_complaint(form.site_source, form.director_kind)
    if director:
        complaints["director_kind"] = director
    if (form.kind is HomeKind.satellite) != (form.parent_home_id is not None):
        complaints["parent_home_id"] = _("分站要指明所属的儿童之家，主站不用填。")
    elif form.parent_home_id is not None and main_id != form.parent_home_id:
        complaints["parent_home_id"] = _("分站要挂在同一个村的儿童之家下面。")
    return complaints
