"""One organisation in a base: its stage, what was done for it, what it still has to learn."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.incubation import commands, rules
from match.incubation.forms import EntryForm, GapForm, StepForm, SupportForm
from match.incubation.pages.common import BASE, WORDS, Answer, AnyRequest, listed
from match.incubation.pages.desk import keeps
from match.incubation.queries import bases, candidates, counted_organisations, entry_file
from match.incubation.states import Stage
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import Shape, see, step
from match.site.submission import submission

HERE = f"{BASE}/entries"


class EntryPages(Controller):
    """The file of an organisation in a base."""

    path = HERE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/new")
    async def new(self, request: AnyRequest, actor: Who) -> Page:
        """Take an organisation in."""
        return await _form(request, actor, Entry({"began_on": clock.today()}))

    @post("/new")
    async def enter(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """As a seed."""
        if not keeps(actor):
            raise Denied(_("孵化培育由县级以上民政部门在本辖区内登记。"))
        sent = await submission(request, EntryForm)
        try:
            made = await commands.enter(actor, read(EntryForm, sent))
        except Invalid as wrong:
            return await _form(request, actor, Entry(sent, wrong.fields), 422)
        except (Conflict, Denied) as refusal:
            entry = Entry(sent, {"organisation_id": refusal.message})
            return await _form(request, actor, entry, refusal.status)
        return see(f"{HERE}/{made}")

    @get("/{entry_id:int}")
    async def show(self, request: AnyRequest, actor: Who, entry_id: FromPath[int]) -> Page:
        """Everything about it."""
        return await _show(request, actor, entry_id, Entry({"given_on": clock.today()}))

    @post("/{entry_id:int}/stage")
    async def step(self, request: AnyRequest, actor: Who, entry_id: FromPath[int]) -> Answer | Page:
        """One stage on, or out."""

        async def act(form: StepForm) -> None:
            await commands.step(actor, entry_id, form)

        return await _done(request, actor, entry_id, StepForm, act)

    @post("/{entry_id:int}/supports")
    async def support(
        self, request: AnyRequest, actor: Who, entry_id: FromPath[int]
    ) -> Answer | Page:
        """What was done for it."""

        async def act(form: SupportForm) -> None:
            await commands.note_support(actor, entry_id, form)

        return await _done(request, actor, entry_id, SupportForm, act)

    @post("/{entry_id:int}/gaps")
    async def gap(self, request: AnyRequest, actor: Who, entry_id: FromPath[int]) -> Answer | Page:
        """What it has to learn."""

        async def act(form: GapForm) -> None:
            await commands.note_gap(actor, entry_id, form)

        return await _done(request, actor, entry_id, GapForm, act)

    @post("/gaps/{gap_id:int}/closing")
    async def close(self, actor: Who, gap_id: FromPath[int]) -> Answer:
        """It has learned it."""
        return see(f"{HERE}/{await commands.close_gap(actor, gap_id)}")


async def _done(
    request: AnyRequest,
    actor: Actor,
    entry_id: int,
    shape: type[Shape],
    act: Callable[[Shape], Awaitable[None]],
) -> Answer | Page:
    await entry_file(actor, entry_id)  # strangers learn that there is nothing here

    async def again(form: Entry, status: int) -> Page:
        return await _show(request, actor, entry_id, form, status)

    return await step(request, shape, act, again, to=f"{HERE}/{entry_id}", refusals=(Invalid,))


async def _show(
    request: AnyRequest, actor: Actor, entry_id: int, form: Entry, status: int = 200
) -> Page:
    file = await entry_file(actor, entry_id)
    return page(
        "incubation/entry.html",
        request=request,
        status=status,
        file=file,
        form=form,
        steps=rules.next_steps(Stage(file.row["status"])),
        modes=listed("incubation_mode"),
        contents=listed("training_content"),
        **WORDS,
    )


async def _form(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    if not keeps(actor):
        raise Denied(_("孵化培育由县级以上民政部门在本辖区内登记。"))
    scope = actor.scope(Permission.incubation_keep)[0]
    serving: list[dict[str, Any]] = await candidates(scope) + await counted_organisations(scope)
    return page(
        "incubation/enter.html",
        request=request,
        status=status,
        form=form,
        bases=[(base["id"], base["name"]) for base in await bases(scope)],
        organisations=[(one["id"], one["name"]) for one in serving],
        modes=listed("incubation_mode"),
        **WORDS,
    )
