"""The children of one home: who is here today, a new file, the agreement's text, the month."""

from datetime import date
from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery

from match.care import commands
from match.care.forms import ChildForm, ClausesForm, MonthForm, PresentForm, SearchForm
from match.care.pages.common import BASE, WORDS, Answer, AnyRequest, choices
from match.care.pages.samples import sample_clauses
from match.care.queries import (
    found,
    home_files,
    homes_of,
    month_state,
    my_leave,
    open_emergencies,
    template_of,
)
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.forms import read
from match.foundation.permissions import Permission
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission


class HomeChildrenPages(Controller):
    """From the desk to a home, from a home to a child."""

    path = BASE
    opt = {"permission": Permission.care_keep}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def start(self, request: AnyRequest, actor: Who) -> Page:
        """My homes, what leave I have, and the way to find a child."""
        return await _start(request, actor, Entry())

    @post("/search")
    async def search(self, request: AnyRequest, actor: Who) -> Page:
        """Children whose name or number is exactly what was typed."""
        sent = await submission(request, SearchForm)
        try:
            hits = await found(actor, read(SearchForm, sent).text)
        except (Invalid, NotFound) as wrong:
            fields = wrong.fields if isinstance(wrong, Invalid) else {"text": wrong.message}
            return await _start(request, actor, Entry(sent, fields), status=422)
        return await _start(request, actor, Entry(sent), hits=hits)

    @get("/homes/{home_id:int}")
    async def show(
        self,
        request: AnyRequest,
        actor: Who,
        home_id: FromPath[int],
        archived: FromQuery[bool] = False,  # a link's wish
    ) -> Page:
        """The children's list, or the way to ask for leave."""
        return await _show(request, actor, home_id, Entry(), archived=archived)

    @post("/homes/{home_id:int}/attendance")
    async def attend(
        self, request: AnyRequest, actor: Who, home_id: FromPath[int]
    ) -> Answer | Page:
        """Tick who is here (notice 5.4e)."""
        await template_of(actor, home_id)  # strangers learn that there is nothing here
        sent = await submission(request, PresentForm)
        try:
            form = read(PresentForm, sent)
            await commands.attend(actor, home_id, list(form.children), form.day)
        except Invalid as wrong:
            return await _show(request, actor, home_id, Entry(sent, wrong.fields), status=422)
        except Conflict as wrong:
            entry = Entry(sent, {"children": wrong.message})
            without = wrong.facts.get("children", ())
            return await _show(request, actor, home_id, entry, status=409, without=without)
        return see(f"{BASE}/homes/{home_id}")

    @get("/homes/{home_id:int}/new")
    async def new(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Page:
        """An empty file."""
        await template_of(actor, home_id)
        return _form(request, home_id, Entry({"groups": ["GEN"]}))

    @post("/homes/{home_id:int}/new")
    async def register(
        self, request: AnyRequest, actor: Who, home_id: FromPath[int]
    ) -> Answer | Page:
        """Begin a child's file."""
        await template_of(actor, home_id)
        sent = await submission(request, ChildForm)
        try:
            made = await commands.register_child(actor, home_id, read(ChildForm, sent))
        except Invalid as wrong:
            return _form(request, home_id, Entry(sent, wrong.fields), 422)
        except Conflict as wrong:
            return _form(request, home_id, Entry(sent, {"identity": wrong.message}), 409)
        return see(f"{BASE}/{made}")

    @get("/homes/{home_id:int}/agreement")
    async def template(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Page:
        """The four clauses of the home's agreement (notice 5.4g)."""
        held = await template_of(actor, home_id)
        return _clauses(request, home_id, Entry(held or sample_clauses()), held)

    @post("/homes/{home_id:int}/agreement")
    async def write_template(
        self, request: AnyRequest, actor: Who, home_id: FromPath[int]
    ) -> Answer | Page:
        """A new version; agreements that were signed keep theirs."""
        held = await template_of(actor, home_id)
        sent = await submission(request, ClausesForm)
        try:
            await commands.write_template(actor, home_id, read(ClausesForm, sent))
        except Invalid as wrong:
            return _clauses(request, home_id, Entry(sent, wrong.fields), held, 422)
        return see(f"{BASE}/homes/{home_id}/agreement")

    @get("/homes/{home_id:int}/month")
    async def month(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Page:
        """The numbers that were sent this month and last (notice 2.1b)."""
        return await _month(request, actor, home_id, Entry())

    @post("/homes/{home_id:int}/month")
    async def send_month(
        self, request: AnyRequest, actor: Who, home_id: FromPath[int]
    ) -> Answer | Page:
        """Count and send."""
        await template_of(actor, home_id)
        sent = await submission(request, MonthForm)
        try:
            form = read(MonthForm, sent)
            await commands.send_month(actor, home_id, form.month.replace(day=1))
        except Invalid as wrong:
            return await _month(request, actor, home_id, Entry(sent, wrong.fields), 422)
        return see(f"{BASE}/homes/{home_id}/month")


async def _start(
    request: AnyRequest, actor: Actor, form: Entry, *, hits: Any = None, status: int = 200
) -> Page:
    return page(
        "care/start.html",
        request=request,
        status=status,
        homes=await homes_of(actor),
        leaves=[line for line in await my_leave(actor) if line.status in ("asked", "approved")],
        emergencies=await open_emergencies(actor),
        hits=hits,
        form=form,
        today=clock.today(),
        watches=actor.may(Permission.care_watch),
        approves=actor.may(Permission.care_approve),
        totals=actor.may(Permission.care_totals),
        **WORDS,
    )


async def _show(
    request: AnyRequest,
    actor: Actor,
    home_id: int,
    form: Entry,
    *,
    archived: bool = False,
    status: int = 200,
    without: Any = (),
) -> Page:
    held = await template_of(actor, home_id)
    return page(
        "care/home.html",
        request=request,
        status=status,
        home_id=home_id,
        files=await home_files(actor, home_id, archived=archived),
        template=held,
        archived=archived,
        form=form,
        without=set(without),
        today=clock.today(),
        **WORDS,
    )


def _form(request: AnyRequest, home_id: int, form: Entry, status: int = 200) -> Page:
    return page(
        "care/form.html",
        request=request,
        status=status,
        form=form,
        back=f"{BASE}/homes/{home_id}",
        action=f"{BASE}/homes/{home_id}/new",
        new=True,
        **choices(),
        **WORDS,
    )


def _clauses(
    request: AnyRequest, home_id: int, form: Entry, held: dict[str, Any] | None, status: int = 200
) -> Page:
    return page(
        "care/clauses.html", request=request, status=status, form=form, home_id=home_id, held=held
    )


async def _month(
    request: AnyRequest, actor: Actor, home_id: int, form: Entry, status: int = 200
) -> Page:
    await template_of(actor, home_id)
    this = clock.today().replace(day=1)
    last = date(this.year - (this.month == 1), this.month - 1 or 12, 1)
    return page(
        "care/month.html",
        request=request,
        status=status,
        home_id=home_id,
        months=[(month, await month_state(actor, home_id, month)) for month in (this, last)],
        form=form,
        **WORDS,
    )
