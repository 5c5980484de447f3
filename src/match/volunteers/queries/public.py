"""Shifts for everybody, and one person's own sign-up for one of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.volunteers import policy
from match.volunteers.public import ShiftView, public_view
from match.volunteers.queries._shared import SHIFT, Pledge, pledge_of
from match.volunteers.states import JOINABLE, PUBLIC, ShiftStatus


async def open_shifts(
    *,
    areas: Sequence[str] = (),
    since: datetime | None = None,
    after: int | None = None,
    limit: int = 20,
) -> list[ShiftView]:
    """
    Shifts ahead that take people or a waiting list, soonest first. *areas* are division prefixes,
    held against the division that the public sees; *after*: the last id that was seen.
    """
    small = await whole("need.small_group")
    found = await rows(
        SHIFT  # noqa: S608 # our own words
        + " WHERE s.status = ANY($1) AND s.starts_at > greatest($2::timestamptz, $3::timestamptz)"
        " AND (cardinality($4::text[]) = 0 OR EXISTS (SELECT FROM unnest($4::text[]) AS area"
        "   WHERE starts_with(CASE WHEN s.children < $5 THEN left(s.division, 9) || '000'"
        "   ELSE s.division END, area)))"
        " AND ($6::bigint IS NULL OR (s.starts_at, s.id) >"
        "   (SELECT seen.starts_at, seen.id FROM shift seen WHERE seen.id = $6))"
        " ORDER BY s.starts_at, s.id LIMIT $7",
        [str(status) for status in JOINABLE],
        clock.now(),
        since or clock.now(),
        list(areas),
        small,
        after,
        limit,
    )
    return [public_view(row, small) for row in found]


async def shift_view(actor: Actor, shift_id: int) -> ShiftView:
    """A public shift; a draft for those who run it. Raises NotFound."""
    row = await one(SHIFT + " WHERE s.id = $1", shift_id)
    if row is None or not (
        ShiftStatus(row["status"]) in PUBLIC
        or policy.can_see_roster(actor, row)
        or await my_pledge(actor, shift_id, row=row)
    ):
        raise NotFound(_("没有找到这个志愿班次，可能已取消。"))
    return public_view(row, await whole("need.small_group"))


async def my_pledge(
    actor: Actor, shift_id: int, *, row: dict[str, Any] | None = None
) -> Pledge | None:
    """This person's newest sign-up for the shift, whatever became of it."""
    if actor.id is None:
        return None
    signup = await one(
        "SELECT * FROM shift_signup WHERE shift_id = $1 AND volunteer_id = $2"
        " ORDER BY id DESC LIMIT 1",
        shift_id,
        actor.id,
    )
    shift = row or await one(SHIFT + " WHERE s.id = $1", shift_id)
    if signup is None or shift is None:
        return None
    return pledge_of(signup, public_view(shift, await whole("need.small_group")))


async def followed_signups(actor: Actor, signups: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    """Of these sign-ups, those whose shift the reader may open: id → (words, address)."""
    found = await rows(
        "SELECT u.id AS signup_id, u.minutes, s.* FROM shift_signup u"
        " JOIN shift s ON s.id = u.shift_id WHERE u.id = ANY($1)",
        list(signups),
    )
    told: dict[int, tuple[str, str]] = {}
    for row in found:
        words = _("%(title)s（%(minutes)s 分钟）") % {
            "title": row["title"],
            "minutes": row["minutes"] or 0,
        }
        if policy.can_see_roster(actor, row):
            told[row["signup_id"]] = (words, f"/desk/shifts/{row['id']}")
        elif ShiftStatus(row["status"]) in PUBLIC:
            told[row["signup_id"]] = (words, f"/shifts/{row['id']}")
    return told
