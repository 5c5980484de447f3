"""A volunteer's own desk: the next shift, hours, and what one says of oneself."""

from litestar import Controller, get, post

from match.catalogue import codes, lists
from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission
from match.volunteers.commands import register_volunteer
from match.volunteers.forms import VolunteerForm
from match.volunteers.pages.common import WORDS, Answer, AnyRequest
from match.volunteers.pages.public import county_options
from match.volunteers.queries import (
    homes_to_serve,
    my_calls,
    my_progress,
    my_proofs,
    my_shifts,
    open_shifts,
)
from match.volunteers.words import time_options

NEAR = 6


class MyShiftPages(Controller):
    """For who serves."""

    path = "/desk/shifts"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def mine(self, request: AnyRequest, actor: Who) -> Page:
        """My next shift, my hours so far, and shifts near me."""
        held = await my_shifts(actor)
        known = {one.shift.id for one in held.ahead}
        near = [
            view
            for view in await open_shifts(areas=[held.area] if held.area else [], limit=NEAR * 2)
            if view.id not in known
        ]
        return page(
            "volunteers/mine.html",
            request=request,
            held=held,
            near=near[:NEAR],
            keeps=bool(await homes_to_serve(actor)),
            proofs=await my_proofs(actor),
            progress=await my_progress(actor, held.confirmed_minutes),
            calls=await my_calls(actor),
            **WORDS,
        )

    @get("/profile")
    async def profile(self, request: AnyRequest, actor: Who) -> Page:
        """The form of who one is, filled in with what is known."""
        known = await one(
            "SELECT kind, born_on, area, skills, radius_km, times, calls, identity IS NOT NULL"
            " AS identified FROM volunteer WHERE account_id = $1",
            actor.id,
        )
        return await _profile(
            request, actor, Entry(known or {"calls": True, "identity_kind": "resident"})
        )

    @post("/profile")
    async def register(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Say who one is as a volunteer."""
        sent = await submission(request, VolunteerForm)
        try:
            await register_volunteer(actor, read(VolunteerForm, sent))
        except Invalid as wrong:
            return await _profile(request, actor, Entry(sent, wrong.fields), 422)
        except Conflict as twin:
            return await _profile(request, actor, Entry(sent, {"identity": twin.message}), 409)
        return see("/desk/shifts")


async def _profile(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    return page(
        "volunteers/profile.html",
        request=request,
        status=status,
        real_name=actor.name,
        form=form,
        kinds=[(entry.code, entry.label()) for entry in codes.home_list("volunteer_kind")],
        skills=[(code, skill.label()) for code, skill in lists.skills().items()],
        counties=await county_options(),
        times=time_options(),
        documents=[("resident", _("居民身份证")), ("other", _("其他有效证件"))],
        identified=bool(
            await one(
                "SELECT id FROM volunteer WHERE account_id = $1 AND identity IS NOT NULL", actor.id
            )
        ),
    )
