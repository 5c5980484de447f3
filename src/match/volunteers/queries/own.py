"""A volunteer's own shifts and hours."""

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.parameters import whole
from match.volunteers.public import public_view
from match.volunteers.queries._shared import SHIFT, SHOWN_MOST, Pledge, pledge_of
from match.volunteers.states import SignupStatus


class MyShifts(msgspec.Struct, frozen=True):
    """A volunteer's own page. Minutes: confirmed by homes, and served but not yet confirmed."""

    registered: bool
    area: str
    ahead: tuple[Pledge, ...]
    past: tuple[Pledge, ...]
    confirmed_minutes: int
    waiting_minutes: int
    late: int


async def my_shifts(actor: Actor) -> MyShifts:
    """What this person pledged, served, and has confirmed."""
    known = await one("SELECT area FROM volunteer WHERE account_id = $1", actor.id)
    signups = await rows(
        "SELECT * FROM shift_signup WHERE volunteer_id = $1"
        " ORDER BY starts_at DESC, id DESC LIMIT $2",
        actor.id,
        SHOWN_MOST,
    )
    shifts = {
        row["id"]: row
        for row in await rows(
            SHIFT + " WHERE s.id = ANY($1)", [signup["shift_id"] for signup in signups]
        )
    }
    small = await whole("need.small_group")
    pledges = [
        pledge_of(signup, public_view(shifts[signup["shift_id"]], small)) for signup in signups
    ]
    ahead = [
        one
        for one in pledges
        if one.status in (SignupStatus.waiting, SignupStatus.signed, SignupStatus.checked_in)
        and one.shift.ends_at > clock.now()
    ]
    return MyShifts(
        registered=known is not None,
        area=known["area"] if known else "",
        ahead=tuple(reversed(ahead)),
        past=tuple(one for one in pledges if one not in ahead),
        confirmed_minutes=await _confirmed(actor),
        waiting_minutes=sum(
            one.proposed for one in pledges if one.status is SignupStatus.checked_in
        ),
        late=sum(one.late for one in pledges),
    )


async def _confirmed(actor: Actor) -> int:
    return await value(
        "SELECT coalesce(sum(minutes), 0)::int FROM shift_signup WHERE volunteer_id = $1",
        actor.id,
    )
