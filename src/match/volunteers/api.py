"""Shifts as JSON: what is ahead for everybody, and what one pledged oneself."""

from datetime import datetime
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from match.foundation.actor import Actor
from match.places.api import Area, scope_asked
from match.site.api import Cursor, CursorPage, Limit, cursor_page, problems, tagged
from match.site.dependencies import Who
from match.volunteers.commands import report_presence
from match.volunteers.forms import ReportForm
from match.volunteers.public import ShiftView
from match.volunteers.queries import my_shifts, open_shifts, shift_view
from match.volunteers.states import Outcome, ShiftPlace, ShiftStatus, SignupStatus

AnyRequest = Request[Any, Any, Any]


class ShiftAnswer(msgspec.Struct, frozen=True):
    """
    A shift. ``home_id`` and ``home_name`` are null for fewer than five children; ``division`` is
    then the township and people meet at its office. ``units_each``: whole units of the need's line
    (``unit``) that one confirmed participation closes. ``left``: places nobody has taken.
    """

    id: int
    url: str
    title: str
    asked: str
    status: ShiftStatus
    division: str
    where: str
    home_id: int | None
    home_name: str | None
    organisation: str
    place: ShiftPlace
    starts_at: datetime
    ends_at: datetime
    places: int
    left: int
    minimum_age: int
    child_contact: bool
    skills: tuple[str, ...]
    risk: str
    need_id: int | None
    unit: str
    units_each: int


class PledgeAnswer(msgspec.Struct, frozen=True):
    """One's own sign-up. ``minutes``: confirmed by the home; ``proposed``: from the check-in."""

    id: int
    status: SignupStatus
    shift: ShiftAnswer
    late: bool
    minutes: int | None
    proposed: int


class MineAnswer(msgspec.Struct, frozen=True):
    """One's own shifts, soonest first and then newest first, with minutes so far."""

    confirmed_minutes: int
    waiting_minutes: int
    ahead: list[PledgeAnswer]
    past: list[PledgeAnswer]


class ReportAnswer(msgspec.Struct, frozen=True):
    """What became of a report."""

    key: str
    outcome: Outcome
    words: str


class ShiftsApi(Controller):
    """Where homes want volunteers, and when."""

    path = "/api/v1/shifts"
    tags = ("shifts",)

    @get("/", summary="Shifts ahead", opt={"public": True}, responses=problems(400, 422, 503))
    async def listed(
        self, area: Area = "", cursor: Cursor = None, limit: Limit = 20
    ) -> CursorPage[ShiftAnswer]:
        """Soonest first. What would tell who a child is is not here."""
        found = await open_shifts(
            areas=[scope_asked(area)] if area else [], after=cursor, limit=limit + 1
        )
        return cursor_page([_answer(view) for view in found], limit, lambda answer: answer.id)

    @get("/mine", summary="My shifts", opt={"signed_in": True}, responses=problems(401, 503))
    async def mine(self, actor: Who) -> MineAnswer:
        """What the person who asks pledged, served, and has confirmed."""
        held = await my_shifts(actor)
        return MineAnswer(
            held.confirmed_minutes,
            held.waiting_minutes,
            [_pledge(one) for one in held.ahead],
            [_pledge(one) for one in held.past],
        )

    @post(
        "/reports",
        opt={"signed_in": True},
        summary="Presence noted without network",
        status_code=200,
        responses=problems(400, 401, 404, 415, 422),
    )
    async def report(
        self, actor: NamedDependency[Actor], data: JSONBody[ReportForm]
    ) -> ReportAnswer:
        """
        One arrival or departure that a telephone wrote down. ``key`` makes it count once; the time
        is the telephone's and is marked as such. ``refused`` says why, and is final for this key.
        """
        outcome, words = await report_presence(actor, data)
        return ReportAnswer(str(data.key), outcome, words)

    @get("/{shift_id:int}", summary="One shift", opt={"public": True}, responses=problems(404, 503))
    async def one(
        self, request: AnyRequest, actor: Who, shift_id: FromPath[int]
    ) -> Response[ShiftAnswer]:
        """404 for one that is not public, unless you run it or are on its roster."""
        view = await shift_view(actor, shift_id)
        return tagged(request, _answer(view), f"{shift_id}-{view.status}-{view.left}")


def _answer(view: ShiftView) -> ShiftAnswer:
    same = {
        field.name: getattr(view, field.name)
        for field in msgspec.structs.fields(ShiftAnswer)
        if field.name != "url"
    }
    return ShiftAnswer(url=f"/shifts/{view.id}", **same)


def _pledge(pledge: Any) -> PledgeAnswer:
    return PledgeAnswer(
        pledge.id,
        pledge.status,
        _answer(pledge.shift),
        pledge.late,
        pledge.minutes,
        pledge.proposed,
    )
