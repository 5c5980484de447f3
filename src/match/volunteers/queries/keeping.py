"""Shifts for those who run them or speak for the home: lists, the roster, what one may open."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.homes.queries import hours_of
from match.people.queries.people import recorded_names
from match.volunteers import policy, rules
from match.volunteers.limits import limits
from match.volunteers.public import ShiftView, public_view
from match.volunteers.queries._shared import SHIFT, SHOWN_MOST, proposed
from match.volunteers.queries.proofs import roles_of
from match.volunteers.states import SignupStatus


class Seat(msgspec.Struct, frozen=True):
    """One line of the roster."""

    signup_id: int
    volunteer_id: int
    name: str
    status: SignupStatus
    late: bool
    checked_in_at: datetime | None
    checked_out_at: datetime | None
    minutes: int | None
    proposed: int
    reason: str
    role: str
    by_device: bool
    rated: bool


class ShiftFile(msgspec.Struct, frozen=True):
    """A shift with its roster, for those who run it or speak for the home: may_… is True or why."""

    view: ShiftView
    home_id: int
    home_name: str
    code: str
    reason: str
    roster: tuple[Seat, ...]
    outside_hours: bool
    may_keep: bool | str
    may_confirm: bool | str
    most_minutes: int
    line_id: int | None
    children: int
    home_adults: int
    roles: list[dict[str, Any]]
    covers: list[dict[str, Any]]
    reports: list[dict[str, Any]]
    record_due_on: date | None


async def kept_shifts(actor: Actor, limit: int = SHOWN_MOST) -> list[ShiftView]:
    """The shifts of the homes and organisations this person acts for, newest first."""
    found = await rows(
        SHIFT + " WHERE s.home_id = ANY($1) OR s.organisation_id = ANY($2)"
        " ORDER BY s.starts_at DESC, s.id DESC LIMIT $3",
        sorted(actor.homes),
        sorted(actor.organisations),
        limit,
    )
    return [public_view(row, 0) for row in found]


async def shift_file(actor: Actor, shift_id: int) -> ShiftFile:
    """A shift in full. Raises NotFound for everybody who neither runs nor confirms it."""
    row = await one(SHIFT + " WHERE s.id = $1", shift_id)
    if row is None or not policy.can_see_roster(actor, row):
        raise NotFound(_("没有找到这个志愿班次，可能已取消。"))
    signups = await rows(
        "SELECT * FROM shift_signup WHERE shift_id = $1 ORDER BY id LIMIT $2", shift_id, 500
    )
    roles = await roles_of(shift_id)
    role_names = {role["id"]: role["name"] for role in roles}
    rated = await rows(
        "SELECT signup_id FROM shift_rating WHERE side = 'home' AND signup_id = ANY($1)",
        [signup["id"] for signup in signups],
    )
    rated_ids = {row["signup_id"] for row in rated}
    names = await recorded_names([signup["volunteer_id"] for signup in signups])
    return ShiftFile(
        view=public_view(row, 0),
        home_id=row["home_id"],
        home_name=row["home_name"],
        code=row["code"],
        reason=row["reason"],
        roster=tuple(_seat(signup, names, role_names, rated_ids) for signup in signups),
        outside_hours=row["place"] == "home"
        and rules.outside_hours(await hours_of(row["home_id"]), row["starts_at"], row["ends_at"]),
        may_keep=policy.can_keep(actor, row),
        may_confirm=policy.can_speak(actor, row),
        most_minutes=rules.most_minutes(row["starts_at"], row["ends_at"], await limits()),
        line_id=row["line_id"],
        children=row["children"],
        home_adults=row["home_adults"],
        roles=roles,
        covers=await rows(
            "SELECT insurer, policy_number, starts_on, ends_on FROM accident_cover"
            " WHERE shift_id = $1 ORDER BY id",
            shift_id,
        ),
        reports=await rows(
            "SELECT r.verb, r.told_at, r.words, a.name FROM presence_report r"
            " JOIN account a ON a.id = r.by WHERE r.shift_id = $1 AND r.outcome = 'refused'"
            " ORDER BY r.id LIMIT 50",
            shift_id,
        ),
        record_due_on=row["record_due_on"],
    )


async def service_lines(home_ids: Sequence[int]) -> list[dict[str, Any]]:
    """Open lines of these homes' needs that time can serve, with units that nobody has promised."""
    return await rows(
        "SELECT l.id, l.name, l.unit, n.home_id, n.id AS need_id, n.title, l.quantity - l.reserved"
        " - l.committed - l.in_transit - l.received AS left FROM need_line l"
        " JOIN need n ON n.id = l.need_id WHERE n.home_id = ANY($1)"
        " AND n.status IN ('published', 'matching', 'partly_met')"
        " AND split_part(l.category, '-', 1) = ANY($2) ORDER BY n.id DESC, l.position LIMIT $3",
        list(home_ids),
        sorted(rules.SERVICE_ROOTS),
        SHOWN_MOST,
    )


async def homes_to_serve(actor: Actor) -> list[dict[str, Any]]:
    """Homes where this person may open shifts: directed, or with an agreement in force."""
    return await rows(
        "SELECT DISTINCT h.id, h.name, d.path FROM home h JOIN division d ON d.code = h.division"
        " LEFT JOIN agreement a ON a.home_id = h.id AND a.status = 'in_force'"
        " AND a.organisation_id = ANY($2)"
        " WHERE h.status IN ('open', 'idle') AND (h.id = ANY($1) OR a.id IS NOT NULL)"
        " ORDER BY h.id LIMIT $3",
        sorted(actor.homes),
        sorted(actor.organisations),
        SHOWN_MOST,
    )


def _seat(
    signup: Mapping[str, Any], names: Mapping[int, str], roles: Mapping[int, str], rated: set[int]
) -> Seat:
    return Seat(
        signup_id=signup["id"],
        volunteer_id=signup["volunteer_id"],
        name=names.get(signup["volunteer_id"], ""),
        status=SignupStatus(signup["status"]),
        late=signup["late"],
        checked_in_at=signup["checked_in_at"],
        checked_out_at=signup["checked_out_at"],
        minutes=signup["minutes"],
        proposed=proposed(signup),
        reason=signup["reason"],
        role=roles.get(signup["role_id"], ""),
        by_device=signup["in_by_device"] or signup["out_by_device"],
        rated=signup["id"] in rated,
    )
