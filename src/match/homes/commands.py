"""Verbs of the registry of homes. Each is one transaction and leaves one line in the audit."""

from collections.abc import Sequence
from typing import Any

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.homes import policy, rules
from match.homes.forms import HomeForm, Opening
from match.homes.states import HOME_MACHINE, HomeKind, HomeStatus
from match.homes.tables import Home
from match.places.queries import division
from match.places.rules import Level


@command
async def register_home(actor: Actor, form: HomeForm) -> int:
    """
    Enter a home (status ``planned``); returns its id. Tells ``home.registered``.

    Refuses a second main home in a village (notice 3.1a) and a village that does not exist.
    """
    require(policy.can_register(actor, form.division))
    await _check(form)
    if form.kind is HomeKind.main and await _main_home(form.division) is not None:
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
    home = await _locked(home_id)
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
        " area_reason = $6, facilities = $7, documents = $8, director_kind = $9"
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


@command
async def set_opening(actor: Actor, home_id: int, opening: Opening) -> None:
    """Replace the weekly opening hours (notice 5.4b)."""
    home = await _locked(home_id)
    require(policy.can_keep(actor, home_id, home["division"]))
    spans = [(span.weekday, span.opens, span.closes) for span in opening.spans]
    if rules.overlapping(spans):
        raise Invalid({"spans": _("开放时间有重叠，或结束早于开始，请核对。")})
    await value("DELETE FROM opening_hour WHERE home_id = $1", home_id)
    for weekday, opens, closes in spans:
        await value(
            "INSERT INTO opening_hour (home_id, weekday, opens, closes, active)"
            " VALUES ($1, $2, $3, $4, true)",
            home_id,
            weekday,
            opens,
            closes,
        )
    # A person who keeps the hours up to date is a sign of life.
    await value("UPDATE home SET last_sign_at = $2 WHERE id = $1", home_id, clock.now())
    await record(actor, "home.hours_set", subject=("home", home_id), division=home["division"])
    await tell("home.described", home_id=home_id)


@command
async def seat_director(actor: Actor, home_id: int, account_id: int) -> None:
    """Name the director of a home. The role itself is granted by the people room."""
    home = await _locked(home_id)
    require(policy.can_decide(actor, home["division"]))
    complaint = rules.director_complaint(home["site_source"], home["director_kind"])
    if complaint:
        raise Invalid({"director_kind": complaint})
    await value("UPDATE home SET director_id = $2 WHERE id = $1", home_id, account_id)
    await record(
        actor,
        "home.director_seated",
        subject=("home", home_id),
        division=home["division"],
        changes={"director_id": (home["director_id"], account_id)},
    )
    await tell("home.director_seated", home_id=home_id, account_id=account_id)


@command
async def open_home(actor: Actor, home_id: int) -> None:
    """Open a home once it has what the notice asks for: 3.3b, 3.3c, 4.1, 5.4a, 5.4b."""
    home = await _locked(home_id)
    require(policy.can_decide(actor, home["division"]))
    hours: int = await value("SELECT count(*) FROM opening_hour WHERE home_id = $1", home_id)
    missing = rules.missing_for_opening(
        facilities=home["facilities"],
        documents=home["documents"],
        has_director=home["director_id"] is not None,
        has_hours=hours > 0,
    )
    if missing:
        raise Conflict(
            _("还不能开放，缺少：%(list)s。") % {"list": "、".join(map(_requirement, missing))},
            missing=missing,
        )
    verb = "reopen" if home["status"] in ("idle", "suspended") else "open"
    await _move(actor, home, verb)
    await value(
        "UPDATE home SET last_sign_at = $2, idle_proposed_at = NULL WHERE id = $1",
        home_id,
        clock.now(),
    )


@command
async def change_status(actor: Actor, home_id: int, verb: str, reason: str) -> None:
    """Plan, build, idle, suspend or close a home; the reason is kept."""
    home = await _locked(home_id)
    require(policy.can_decide(actor, home["division"]))
    if verb in ("open", "reopen"):
        await open_home(actor, home_id)
        return
    if verb in ("idle", "suspend", "close") and len(reason.strip()) < 4:
        raise Invalid({"reason": _("请写明原因，至少 4 个字。")})
    await _move(actor, home, verb, reason)


@command
async def import_home(actor: Actor, form: HomeForm) -> str:
    """
    One row of a county's list: ``created``, ``updated`` or ``unchanged``.

    The natural key is the village and the kind, so that the same list can be sent again.
    """
    known = await _main_home(form.division) if form.kind is HomeKind.main else None
    if known is None:
        await register_home(actor, form)
        return "created"
    same = all(
        known[name] == getattr(form, name)
        for name in ("name", "site_source", "indoor_area_m2", "facilities", "documents")
    )
    if same:
        return "unchanged"
    await describe_home(actor, known["id"], form)
    return "updated"


@command
async def propose_idle(actor: Actor) -> Sequence[int]:
    """
    Ask townships about open homes without a sign of life (notice 1.5); returns their ids.

    The state is not changed: inactivity is noticed and proposed, never guessed silently.
    """
    days = await whole("home.idle_days")
    found = await rows(
        "UPDATE home SET idle_proposed_at = $1 WHERE status = 'open' AND idle_proposed_at IS NULL"
        " AND coalesce(last_sign_at, created_at) < $1 - make_interval(days => $2)"
        " RETURNING id, division",
        clock.now(),
        days,
    )
    for home in found:
        await record(
            actor, "home.idle_proposed", subject=("home", home["id"]), division=home["division"]
        )
        await tell("home.idle_proposed", home_id=home["id"], division=home["division"])
    return [home["id"] for home in found]


async def _check(form: HomeForm) -> None:
    """Every complaint about a form at once."""
    complaints: dict[str, str] = {}
    try:
        place = await division(form.division)
        if place.level != Level.VILLAGE or place.valid_to is not None:
            complaints["division"] = _("请选到村或社区一级。")
    except NotFound:
        complaints["division"] = _("没有这个村的代码，请从列表里选择村或社区。")
    for field, listing in (
        ("site_source", "site_source"),
        ("co_location", "co_location"),
        ("facilities", "facility"),
        ("documents", "required_document"),
        ("director_kind", "director_kind"),
    ):
        given = getattr(form, field)
        chosen = given if isinstance(given, list) else [given] if given else []
        known = {entry.code for entry in codes.home_list(listing)}
        if set(chosen) - known:
            complaints[field] = _("请从给出的选项里选择。")
    area = rules.area_complaint(
        form.indoor_area_m2, await whole("home.indoor_area_min_m2"), form.area_reason
    )
    if area:
        complaints["area_reason"] = area
    director = rules.director_complaint(form.site_source, form.director_kind)
    if director:
        complaints["director_kind"] = director
    if (form.kind is HomeKind.satellite) != (form.parent_home_id is not None):
        complaints["parent_home_id"] = _("分站要指明所属的儿童之家，主站不用填。")
    if complaints:
        raise Invalid(complaints)


async def _main_home(division: str) -> dict[str, Any] | None:
    return await one(
        "SELECT * FROM home WHERE division = $1 AND kind = 'main' AND status <> 'closed'", division
    )


async def _locked(home_id: int) -> dict[str, Any]:
    home = await one("SELECT * FROM home WHERE id = $1 FOR UPDATE", home_id)
    if home is None:
        raise NotFound(_("没有找到这个儿童之家。"))
    return home


async def _move(actor: Actor, home: dict[str, Any], verb: str, reason: str = "") -> None:
    before = HomeStatus(home["status"])
    move = await HOME_MACHINE.fire(Home, home["id"], before, verb)
    await record(
        actor,
        move.event,
        subject=("home", home["id"]),
        division=home["division"],
        reason=reason,
        changes={"status": (before.value, str(move.to))},
    )
    await tell(move.event, home_id=home["id"])


def _requirement(code: str) -> str:
    if code == "director":
        return _("儿童主任")
    if code == "hours":
        return _("开放时间")
    return codes.label(code)
