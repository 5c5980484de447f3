"""The board of one home: open today, activities, requests for the room; one tap to log the day."""

from datetime import timedelta

from litestar import Controller, get, post
from litestar.params import FromPath

from match.activities import commands, policy
from match.activities.domains import by_domain
from match.activities.pages.common import BASE, WORDS, Answer, AnyRequest
from match.activities.pages.exporting import book_export
from match.activities.pages.wechat import wechat_text
from match.activities.queries import (
    KeptHome,
    dues,
    heads,
    held_by_kind,
    home_bookings,
    kept_activities,
    my_homes,
    open_days_logged,
    opened_on,
    opening_rule,
    plan,
    seen_home,
    waiting_plans,
)
from match.activities.words import spans_words
from match.foundation import clock
from match.foundation.actor import Actor
from match.people.queries.people import recorded_names
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import Page, page
from match.site.steps import see


class BoardPages(Controller):
    """For the director, the rota, and (without names) the offices that look after a home."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def mine(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """My homes; with a single one, straight to it. Plans that wait for the township."""
        homes = await my_homes(actor)
        waiting = await waiting_plans(actor)
        if len(homes) == 1 and not waiting:
            return see(f"{BASE}/{homes[0].id}")
        return page("activities/mine.html", request=request, homes=homes, waiting=waiting)

    @get("/{home_id:int}")
    async def board(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Page | Answer:
        """Everything of one home's daily life, and the way to each part of it."""
        home = await seen_home(actor, home_id)
        if wanted(request):
            return await send(request, await book_export(actor, home))
        return await show_board(request, actor, home, Entry())

    @post("/{home_id:int}/opened")
    async def opened(self, actor: Who, home_id: FromPath[int]) -> Answer:
        """We opened today."""
        await commands.log_opening(actor, home_id)
        return see(f"{BASE}/{home_id}")


async def show_board(
    request: AnyRequest, actor: Actor, home: KeptHome, form: Entry, status: int = 200
) -> Page:
    """The board; *form* has what was wrong with an answer to a request for the room."""
    today = clock.today()
    rule = await opening_rule(home.id)
    helps = policy.helps(actor, home.id)
    bookings = await home_bookings([home.id]) if helps else []
    first = today.replace(day=1)
    return page(
        "activities/board.html",
        request=request,
        status=status,
        form=form,
        home=home,
        keeps=policy.can_keep(actor, home.id) is True,
        helps=helps,
        today=spans_words(rule.hours_on(today)),
        opened=await opened_on(home.id, today),
        opened_days=await open_days_logged(home.id, first, today),
        month=await heads(home.id, first, today),
        domains=by_domain(await held_by_kind(home.id, today.replace(month=1, day=1), today)),
        dues=await dues(home.id, today),
        activities=await kept_activities(home.id),
        plan=await plan(home.id, today.year),
        bookings=bookings,
        names=await recorded_names([one.account_id for one in bookings]),
        wechat=await wechat_text(home, rule, today, today + timedelta(14)),
        now=clock.now(),
        **WORDS,
    )
