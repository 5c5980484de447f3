"""Shifts for everybody: the list, one shift, signing up, checking in."""

import re
from datetime import date, datetime, time
from typing import Any
from urllib.parse import quote

from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.places import queries as places
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission
from match.volunteers.commands import check_in, check_out, rate_shift, sign_up, withdraw
from match.volunteers.forms import CodeForm, RatingForm, SignupForm
from match.volunteers.gate import gate
from match.volunteers.pages.common import WORDS, Answer, AnyRequest, facts
from match.volunteers.pages.exporting import shifts_export
from match.volunteers.queries import my_pledge, my_ratings, open_shifts, roles_of, shift_view
from match.volunteers.states import JOINABLE

SHOWN = 20
Option = tuple[str, str]


class ShiftPages(Controller):
    """The public doors."""

    path = "/shifts"
    include_in_schema = False

    @get("/", opt={"public": True})
    async def listed(
        self,
        request: AnyRequest,
        county: FromQuery[str] = "",
        since: FromQuery[str] = "",
        after: FromQuery[str] = "",
    ) -> Page | Answer:
        """Shifts ahead, soonest first; narrowed by county and first day."""
        area = county if re.fullmatch(r"43\d{4}", county, re.ASCII) else ""
        day = _day(since)
        last = int(after) if re.fullmatch(r"\d{1,15}", after, re.ASCII) else None
        begins = datetime.combine(day, time(), tzinfo=clock.HERE) if day else None
        chosen = [("", label) for code, label in await county_options() if area and code == area]
        chosen += [(_("从哪天起"), day.isoformat())] if day else []
        if wanted(request):
            return await send(request, shifts_export([area] if area else [], begins, chosen))
        found = await open_shifts(
            areas=[area] if area else [], since=begins, after=last, limit=SHOWN + 1
        )
        asked = {"county": area, "since": day.isoformat() if day else ""}
        return page(
            "volunteers/list.html",
            "results",
            request,
            form=Entry(asked),
            shifts=found[:SHOWN],
            onward=_onward(asked, found),
            counties=await county_options(),
            **WORDS,
        )

    @get("/{shift_id:int}", opt={"public": True})
    async def show(self, request: AnyRequest, actor: Who, shift_id: FromPath[int]) -> Page:
        """One shift; for who is signed in, whether they may come and what they pledged."""
        return await show_shift(request, actor, shift_id, Entry())

    @post("/{shift_id:int}/signup", opt={"signed_in": True})
    async def join(self, request: AnyRequest, actor: Who, shift_id: FromPath[int]) -> Answer | Page:
        """Pledge to come."""
        await shift_view(actor, shift_id)
        sent = await submission(request, SignupForm)
        try:
            form = read(SignupForm, sent)
            await sign_up(
                actor, shift_id, risk_accepted=form.risk_accepted, role_id=form.role_id or None
            )
        except Invalid as wrong:
            return await show_shift(request, actor, shift_id, Entry(sent, wrong.fields), 422)
        except (Conflict, Denied) as refusal:
            entry = Entry(sent, {"risk_accepted": refusal.message})
            return await show_shift(request, actor, shift_id, entry, refusal.status)
        return see(f"/shifts/{shift_id}")

    @post("/{shift_id:int}/withdrawal", opt={"signed_in": True})
    async def leave(self, actor: Who, shift_id: FromPath[int]) -> Answer:
        """Step back."""
        await shift_view(actor, shift_id)
        await withdraw(actor, shift_id)
        return see(f"/shifts/{shift_id}")

    @post("/{shift_id:int}/rating", opt={"signed_in": True})
    async def rate(self, request: AnyRequest, actor: Who, shift_id: FromPath[int]) -> Answer | Page:
        """How it was, after the hours are confirmed."""
        await shift_view(actor, shift_id)
        sent = await submission(request, RatingForm)
        try:
            await rate_shift(actor, shift_id, read(RatingForm, sent))
        except Invalid as wrong:
            return await show_shift(request, actor, shift_id, Entry(sent, wrong.fields), 422)
        return see(f"/shifts/{shift_id}")

    @get("/door", opt={"public": True})
    async def shell(self, request: AnyRequest) -> Page:
        """The same page for everybody: what a telephone shows at the door without network."""
        return page("volunteers/offline.html", request=request)

    @get("/{shift_id:int}/presence", opt={"signed_in": True})
    async def door(
        self,
        request: AnyRequest,
        actor: Who,
        shift_id: FromPath[int],
        code: FromQuery[str] = "",
    ) -> Page:
        """Where the code at the door leads: check in, and later out."""
        return await _door(request, actor, shift_id, Entry({"code": code[:80]}))

    @post("/{shift_id:int}/check-in", opt={"signed_in": True})
    async def come(self, request: AnyRequest, actor: Who, shift_id: FromPath[int]) -> Answer | Page:
        """I am here."""
        return await _at_the_door(request, actor, shift_id, leaving=False)

    @post("/{shift_id:int}/check-out", opt={"signed_in": True})
    async def go(self, request: AnyRequest, actor: Who, shift_id: FromPath[int]) -> Answer | Page:
        """I leave."""
        return await _at_the_door(request, actor, shift_id, leaving=True)


async def show_shift(
    request: AnyRequest, actor: Actor, shift_id: int, form: Entry, status: int = 200
) -> Page:
    view = await shift_view(actor, shift_id)
    mine = await my_pledge(actor, shift_id)
    row = await one("SELECT * FROM shift WHERE id = $1", shift_id)
    assert row is not None, "just read"
    verdict = await gate(actor.id, row) if actor.id is not None else True
    return page(
        "volunteers/show.html",
        request=request,
        status=status,
        shift=view,
        mine=mine,
        verdict=verdict,
        roles=[(role["id"], _role_label(role)) for role in await roles_of(shift_id)],
        ratings=await my_ratings(actor, shift_id) if mine else {},
        joinable=view.status in JOINABLE and view.starts_at > clock.now(),
        ahead=view.starts_at > clock.now(),
        facts=facts(view),
        line_unit=codes.unit(view.unit).after(view.units_each) if view.unit else "",
        sign_in=f"/sign-in?next={quote(f'/shifts/{shift_id}', safe='/')}",
        form=form,
        **WORDS,
    )


def _role_label(role: dict[str, Any]) -> str:
    asked = codes.skill(role["skill"]).label() if role["skill"] else _("不限专长")
    return _("%(name)s（%(skill)s，还差 %(left)s 人）") % {
        "name": role["name"],
        "skill": asked,
        "left": role["left"],
    }


async def county_options() -> list[Option]:
    """Counties with their prefecture, in the order of the codes."""
    return [
        (county.scope, " · ".join(county.path[1:]))
        for county in await places.counties()
        if county.counts_as_county
    ]


async def _door(
    request: AnyRequest, actor: Actor, shift_id: int, form: Entry, status: int = 200
) -> Page:
    view = await shift_view(actor, shift_id)
    return page(
        "volunteers/door.html",
        request=request,
        status=status,
        shift=view,
        mine=await my_pledge(actor, shift_id),
        form=form,
        **WORDS,
    )


async def _at_the_door(
    request: AnyRequest, actor: Actor, shift_id: int, *, leaving: bool
) -> Answer | Page:
    await shift_view(actor, shift_id)
    sent = await submission(request, CodeForm)
    try:
        code = read(CodeForm, sent).code
        await (check_out if leaving else check_in)(actor, shift_id, code)
    except Invalid as wrong:
        return await _door(request, actor, shift_id, Entry(sent, wrong.fields), 422)
    except (Conflict, Denied) as refusal:
        entry = Entry(sent, {"code": refusal.message})
        return await _door(request, actor, shift_id, entry, refusal.status)
    return see(f"/shifts/{shift_id}/presence")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _onward(asked: dict[str, str], found: list) -> str:
    """The address of the next page, or nothing."""
    if len(found) <= SHOWN:
        return ""
    kept = "".join(f"{name}={value}&" for name, value in asked.items() if value)
    return f"/shifts?{kept}after={found[SHOWN - 1].id}"
