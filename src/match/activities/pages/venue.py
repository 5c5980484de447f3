"""The venue of a home for verified social workers and volunteers (2.3f)."""

from litestar import Controller, get, post
from litestar.params import FromPath

from match.activities import commands, policy
from match.activities.forms import BookingForm, BookingVerdict
from match.activities.pages.board import show_board
from match.activities.pages.common import BASE, WORDS, Answer, AnyRequest, again, typed
from match.activities.queries import booked_home, my_bookings, seen_home
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.homes.pages.common import hours_table
from match.homes.queries import home_card
from match.people.queries.people import valid_check
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see


class VenuePages(Controller):
    """Ask, look, take back; and the director's answer."""

    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/homes/{home_id:int}/venue")
    async def ask(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Page:
        """The form, or the reason why not."""
        return await _show(request, actor, home_id, Entry({"day": clock.today().isoformat()}))

    @post("/homes/{home_id:int}/venue")
    async def book(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Answer | Page:
        """Ask for a time."""
        await home_card(home_id)
        require(await _allowed(actor))
        sent = await typed(request, BookingForm)
        try:
            await commands.ask_for_venue(actor, home_id, read(BookingForm, sent))
        except Invalid as wrong:
            return await _show(request, actor, home_id, again(sent, wrong), 422)
        except Denied as refusal:
            entry = Entry(sent, {"day": refusal.message})
            return await _show(request, actor, home_id, entry, refusal.status)
        return see(f"/homes/{home_id}/venue")

    @post("/homes/venue/{booking_id:int}/withdrawal")
    async def withdraw(self, actor: Who, booking_id: FromPath[int]) -> Answer:
        """Take it back."""
        return see(f"/homes/{await commands.withdraw_booking(actor, booking_id)}/venue")

    @post(f"{BASE}/bookings/{{booking_id:int}}/decision")
    async def decide(
        self, request: AnyRequest, actor: Who, booking_id: FromPath[int]
    ) -> Answer | Page:
        """The director lends the room, or says why not."""
        home_id = await booked_home(actor, booking_id)
        require(policy.can_keep(actor, home_id))
        try:
            said = read(BookingVerdict, await typed(request, BookingVerdict))
            if said.verdict == "accept":
                await commands.accept_booking(actor, booking_id)
            elif said.verdict == "refuse":
                await commands.refuse_booking(actor, booking_id, said.reason)
            else:
                raise Invalid({"verdict": _("请选择同意或不同意。")})
        except (Invalid, Conflict) as wrong:
            home = await seen_home(actor, home_id)
            entry = Entry({}, wrong.at("verdict"))
            return await show_board(request, actor, home, entry, wrong.status)
        return see(f"{BASE}/{home_id}")


async def _allowed(actor: Actor) -> bool | str:
    """Whether this person may ask at all today."""
    assert actor.id is not None, "the door lets only people in"
    return policy.can_ask_for_venue(actor, checked=await valid_check(actor.id, clock.today()))


async def _show(
    request: AnyRequest, actor: Actor, home_id: int, form: Entry, status: int = 200
) -> Page:
    home = await home_card(home_id)
    return page(
        "activities/venue.html",
        request=request,
        status=status,
        home=home,
        hours=hours_table(home.hours),
        allowed=await _allowed(actor),
        bookings=await my_bookings(actor, home_id),
        form=form,
        now=clock.now(),
        **WORDS,
    )
