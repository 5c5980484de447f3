"""The duty desk: what waits, opening it, who reported, and what the desk says of itself."""

from litestar import Controller, get, post
from litestar.params import FromPath

from match.care.cases import commands
from match.care.cases.forms import DutyForm, PurposeForm
from match.care.cases.pages.common import WORDS, Answer, AnyRequest
from match.care.cases.queries.reports import (
    in_hand,
    own_desks,
    report_file,
    waiting_reports,
    waits,
)
from match.care.cases.states import Level
from match.foundation.errors import Invalid, NotFound
from match.foundation.forms import read
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission

BASE = "/desk/reports"


class ReportDeskPages(Controller):
    """For protection agencies, county civil affairs and the prefecture's duty desk."""

    path = BASE
    opt = {"permission": "care:reports"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Page:
        """Unopened ones first; one block, so that the page looks again by itself."""
        return page(
            "care/cases/reports.html",
            "waiting",
            request=request,
            lines=await waiting_reports(actor),
            desks=await own_desks(actor),
            **WORDS,
        )

    @get("/{report_id:int}")
    async def show(self, request: AnyRequest, actor: Who, report_id: FromPath[int]) -> Page:
        """The button that takes it in hand; after it, what was reported, each look on record."""
        return await _show(request, actor, report_id, Entry())

    @post("/{report_id:int}/opening")
    async def open(self, actor: Who, report_id: FromPath[int]) -> Answer:
        """Take it in hand by name."""
        await commands.open_report(actor, report_id)
        return see(f"{BASE}/{report_id}")

    @post("/{report_id:int}/reporter")
    async def reporter(
        self, request: AnyRequest, actor: Who, report_id: FromPath[int]
    ) -> Answer | Page:
        """See who reported, with the reason."""
        await waits(actor, report_id)
        raw = await submission(request, PurposeForm)
        try:
            form = read(PurposeForm, raw)
            await commands.ask_for_reporter(actor, report_id, form.purpose)
        except Invalid as wrong:
            return await _show(request, actor, report_id, Entry(raw, wrong.fields), status=422)
        return see(f"{BASE}/{report_id}")

    @get("/duty/{level:str}")
    async def duty(self, request: AnyRequest, actor: Who, level: FromPath[str]) -> Page:
        """What one's own desk says of itself."""
        return await _duty(request, actor, level, None)

    @post("/duty/{level:str}")
    async def name(self, request: AnyRequest, actor: Who, level: FromPath[str]) -> Answer | Page:
        """Name who is on duty."""
        place = await _own_place(actor, level)
        raw = await submission(request, DutyForm)
        try:
            await commands.name_desk(actor, Level(level), place, read(DutyForm, raw))
        except Invalid as wrong:
            return await _duty(request, actor, level, Entry(raw, wrong.fields), status=422)
        return see(BASE)


async def _show(
    request: AnyRequest, actor: Who, report_id: int, form: Entry, *, status: int = 200
) -> Page:
    line = await waits(actor, report_id)
    file = None
    if await in_hand(actor, report_id):
        await commands.note_reading(actor, report_id)
        file = await report_file(actor, report_id)
    return page(
        "care/cases/report_show.html",
        request=request,
        status=status,
        line=line,
        file=file,
        form=form,
        **WORDS,
    )


async def _own_place(actor: Who, level: str) -> str:
    for held, place, _duty_now in await own_desks(actor):
        if held.value == level:
            return place
    raise NotFound("")


async def _duty(
    request: AnyRequest, actor: Who, level: str, form: Entry | None, *, status: int = 200
) -> Page:
    desks = {held.value: duty for held, _place, duty in await own_desks(actor)}
    if level not in desks:
        raise NotFound("")
    return page(
        "care/cases/duty.html",
        request=request,
        status=status,
        level=Level(level),
        form=form or Entry(desks[level]),
        **WORDS,
    )
