"""Activities for everybody: the page, the sign-up by number, the calendar file, the notice."""

import re
from datetime import datetime, time, timedelta

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from match.activities import commands
from match.activities.forms import SignupForm
from match.activities.ical import MEDIA_TYPE, Place, calendar
from match.activities.pages.common import WORDS, Answer, AnyRequest, again, typed
from match.activities.printing import notice_pdf
from match.activities.queries import (
    activities_ahead,
    activity_view,
    my_heads,
    opening_rule,
)
from match.activities.states import ActivityStatus
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.errors import Invalid
from match.foundation.forms import read
from match.foundation.language import speak
from match.foundation.parameters import whole
from match.foundation.settings import settings
from match.homes.queries import home_card
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see

BACK, AHEAD = timedelta(90), timedelta(180)


class HomeCalendar(Controller):
    """A home's times as a file for calendars and as a sheet for the door."""

    path = "/homes"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{home_id:int}/calendar.ics")
    async def ics(self, home_id: FromPath[int]) -> Response[bytes]:
        """RFC 5545; calendars on telephones ask for it again by themselves."""
        card = await home_card(home_id)
        now = clock.now()
        base = settings().base_url
        place = Place(
            home_id,
            card.name,
            " ".join([*card.place.split("/")[1:], card.name]),
            re.sub(r"^https?://", "", base).split(":")[0].strip("[]/") or "localhost",
            f"{base}/homes/{home_id}",
        )
        ahead = await activities_ahead(home_id, now - BACK, now + AHEAD)
        data = calendar(place, await opening_rule(home_id), ahead, now=now)
        headers = {"Content-Disposition": f'inline; filename="home-{home_id}.ics"'}
        return Response(data, media_type=MEDIA_TYPE, headers=headers)

    @get("/{home_id:int}/notice.pdf")
    async def notice(self, home_id: FromPath[int]) -> Response[bytes]:
        """The notice for the door, in Chinese whatever the visitor reads."""
        card = await home_card(home_id)
        today = clock.today()
        begin = datetime.combine(today, time(), clock.HERE)
        ahead = await activities_ahead(home_id, begin, begin + timedelta(60))
        speak("zh")
        data = await notice_pdf(
            home_id,
            card.name,
            " ".join(card.place.split("/")[1:]),
            await opening_rule(home_id),
            [one for one in ahead if one.status is ActivityStatus.planned],
            today,
        )
        headers = {"Content-Disposition": f'inline; filename="home-{home_id}.pdf"'}
        return Response(data, media_type="application/pdf", headers=headers)


class ActivityPages(Controller):
    """One activity."""

    path = "/activities/{activity_id:int}"
    include_in_schema = False

    @get("/", opt={"public": True})
    async def show(self, request: AnyRequest, actor: Who, activity_id: FromPath[int]) -> Page:
        """What, when, for whom; that it is free; whether there is room."""
        return await _show(request, actor, activity_id, Entry({"heads": 1}))

    @post("/signup", opt={"signed_in": True})
    async def sign_up(
        self, request: AnyRequest, actor: Who, activity_id: FromPath[int]
    ) -> Answer | Page:
        """So many will come."""
        await activity_view(activity_id)
        sent = await typed(request, SignupForm)
        try:
            await commands.announce(actor, activity_id, read(SignupForm, sent).heads)
        except Invalid as wrong:
            return await _show(request, actor, activity_id, again(sent, wrong), 422)
        return see(f"/activities/{activity_id}")

    @post("/withdrawal", opt={"signed_in": True})
    async def withdraw(self, actor: Who, activity_id: FromPath[int]) -> Answer:
        """We do not come after all."""
        await commands.withdraw(actor, activity_id)
        return see(f"/activities/{activity_id}")


async def _show(
    request: AnyRequest, actor: Actor, activity_id: int, form: Entry, status: int = 200
) -> Page:
    one = await activity_view(activity_id)
    return page(
        "activities/public.html",
        request=request,
        status=status,
        one=one,
        mine=await my_heads(actor, activity_id),
        most=await whole("activity.signup_heads_max"),
        open=one.status is ActivityStatus.planned and one.starts_at > clock.now(),
        form=form,
        **WORDS,
    )
