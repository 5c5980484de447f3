"""Requests for the venue: a person's own, and those of a home."""

from datetime import datetime

import msgspec

from match.activities import policy
from match.activities.states import BookingStatus
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _

SHOWN_MOST = 50


class Booking(msgspec.Struct, frozen=True):
    """One request. ``account_id`` is for the home, which sees the name."""

    id: int
    home_id: int
    home_name: str
    account_id: int
    status: BookingStatus
    purpose: str
    starts_at: datetime
    ends_at: datetime
    reason: str


_ROW = (
    "SELECT b.id, b.home_id, h.name AS home_name, b.account_id, b.status, b.purpose, b.starts_at,"
    " b.ends_at, b.reason FROM venue_booking b JOIN home h ON h.id = b.home_id"
)


async def home_bookings(home_ids: list[int]) -> list[Booking]:
    """Requests that wait or were accepted and are not over, soonest first. The caller has looked
    whether the reader keeps the homes."""
    return await _all(
        " WHERE b.home_id = ANY($1) AND b.status IN ('asked', 'accepted') AND b.ends_at > $2",
        home_ids,
        clock.now(),
    )


async def booked_home(actor: Actor, booking_id: int) -> int:
    """The home that a request is for. Raises NotFound for who does not keep it."""
    home_id = await value("SELECT home_id FROM venue_booking WHERE id = $1", booking_id)
    if home_id is None or not policy.helps(actor, home_id):
        raise NotFound(_("没有找到这条申请。"))
    return home_id


async def my_bookings(actor: Actor, home_id: int) -> list[Booking]:
    """What this person asked of one home, soonest first."""
    return await _all(" WHERE b.account_id = $1 AND b.home_id = $2", actor.id, home_id)


async def _all(where: str, *values: object) -> list[Booking]:
    found = await rows(f"{_ROW}{where} ORDER BY b.starts_at, b.id LIMIT {SHOWN_MOST}", *values)
    return [
        Booking(**{**row, "status": BookingStatus(row["status"])})  # pyright: ignore[reportArgumentType] # columns by name
        for row in found
    ]
