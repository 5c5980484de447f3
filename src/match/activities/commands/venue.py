"""The venue: asked for by verified people, answered by the director (2.3f)."""

from match.activities import policy
from match.activities.commands._shared import Row, moments
from match.activities.forms import BookingForm
from match.activities.states import BOOKING_MACHINE, BookingStatus
from match.activities.tables import VenueBooking
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.decisions import reasoned, require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.foundation.screening import refuse_names
from match.people.queries.people import valid_check

OPEN_MOST = 5


@command
async def ask_for_venue(actor: Actor, home_id: int, form: BookingForm) -> int:
    """
    Ask for the room; returns the id. Only social workers and volunteers whose background check is
    in date on that day. Raises Denied with the reason, Invalid for a time that is over or taken.
    """
    home = await one(
        "SELECT id, division FROM home WHERE id = $1 AND status IN ('open', 'idle')", home_id
    )
    if home is None:
        raise NotFound(_("没有找到这个儿童之家。"))
    assert actor.id is not None, "the door lets only people in"
    require(policy.can_ask_for_venue(actor, checked=await valid_check(actor.id, form.day)))
    starts, ends = moments(form.day, form.starts, form.ends)
    if starts <= clock.now() or (form.day - clock.today()).days > 366:
        raise Invalid({"day": _("请填写今后一年以内的时间。")})
    refuse_names({"purpose": form.purpose})
    waiting: int = await value(
        "SELECT count(*) FROM venue_booking WHERE account_id = $1 AND status = 'asked'"
        " AND ends_at > $2",
        actor.id,
        clock.now(),
    )
    if waiting >= OPEN_MOST:
        raise Conflict(_("您已有几条申请在等答复，请先等一等。"))
    await _refuse_taken(home_id, starts, ends)
    booking: int = await value(
        "INSERT INTO venue_booking (home_id, division, account_id, purpose, starts_at, ends_at,"
        " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        home_id,
        home["division"],
        actor.id,
        form.purpose.strip(),
        starts,
        ends,
        clock.now(),
    )
    await tell("booking.asked", booking_id=booking, home_id=home_id)
    return booking


@command
async def accept_booking(actor: Actor, booking_id: int) -> None:
    """Lend the room; the check is looked at once more, and the room must still be free."""
    booking = await _locked(actor, booking_id)
    require(policy.can_answer_booking(actor, booking))
    day = booking["starts_at"].astimezone(clock.HERE).date()
    if not await valid_check(booking["account_id"], day):
        raise Conflict(_("对方的违法犯罪记录查询结果在那一天已不在有效期内，不能同意。"))
    await _refuse_taken(booking["home_id"], booking["starts_at"], booking["ends_at"])
    await _move(actor, booking, "accept", sets={"decided_by": actor.id})


@command
async def refuse_booking(actor: Actor, booking_id: int, reason: str) -> None:
    """Say no, and why."""
    booking = await _locked(actor, booking_id)
    require(policy.can_answer_booking(actor, booking))
    said = reasoned(reason)
    await _move(
        actor, booking, "refuse", reason=said, sets={"decided_by": actor.id, "reason": said}
    )


@command
async def withdraw_booking(actor: Actor, booking_id: int) -> int:
    """Take one's own request back before it begins; returns the home's id."""
    booking = await one(
        "SELECT * FROM venue_booking WHERE id = $1 AND account_id = $2 FOR UPDATE",
        booking_id,
        actor.id,
    )
    if booking is None:
        raise NotFound(_("没有找到这条申请。"))
    if booking["starts_at"] <= clock.now():
        raise Conflict(_("使用时间已到，不能撤回。"))
    await _move(actor, booking, "withdraw", sets={})
    return booking["home_id"]


async def _refuse_taken(home_id: int, starts: object, ends: object) -> None:
    taken: bool = await value(
        "SELECT EXISTS (SELECT FROM venue_booking WHERE home_id = $1 AND status = 'accepted'"
        " AND tstzrange(starts_at, ends_at) && tstzrange($2, $3))",
        home_id,
        starts,
        ends,
    )
    if taken:
        raise Invalid({"starts": _("这段时间场地已经借出，请换一个时间。")})


async def _locked(actor: Actor, booking_id: int) -> Row:
    booking = await one("SELECT * FROM venue_booking WHERE id = $1 FOR UPDATE", booking_id)
    if booking is None or not policy.helps(actor, booking["home_id"]):
        raise NotFound(_("没有找到这条申请。"))
    return booking


async def _move(
    actor: Actor, booking: Row, verb: str, *, reason: str = "", sets: dict[str, object]
) -> None:
    await carry_out(
        actor,
        BOOKING_MACHINE,
        VenueBooking,
        booking,
        BookingStatus(booking["status"]),
        verb,
        reason=reason,
        sets=sets,
        booking_id=booking["id"],
        home_id=booking["home_id"],
    )
