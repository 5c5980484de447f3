"""The year's plan: the home writes, the township approves, the home ticks off."""

from datetime import date
from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath

from match.activities import commands, policy
from match.activities.forms import ItemForm, PlanVerdict
from match.activities.pages.common import BASE, WORDS, Answer, AnyRequest, again, typed
from match.activities.queries import KeptHome, Plan, plan, seen_home
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.errors import Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see


class PlanPages(Controller):
    """One home, one year."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{home_id:int}/plans/{year:int}")
    async def show(
        self, request: AnyRequest, actor: Who, home_id: FromPath[int], year: FromPath[int]
    ) -> Page:
        """The plan as it stands."""
        return await _show(request, actor, home_id, year, Entry())

    @post("/{home_id:int}/plans/{year:int}/items")
    async def add(
        self, request: AnyRequest, actor: Who, home_id: FromPath[int], year: FromPath[int]
    ) -> Answer | Page:
        """One thing more."""
        await seen_home(actor, home_id)
        require(policy.can_keep(actor, home_id))
        sent = await typed(request, ItemForm)
        try:
            await commands.add_item(actor, home_id, year, read(ItemForm, sent))
        except Invalid as wrong:
            return await _show(request, actor, home_id, year, again(sent, wrong), 422)
        return see(_address(home_id, year))

    @post("/plans/items/{item_id:int}/removal")
    async def remove(self, actor: Who, item_id: FromPath[int]) -> Answer:
        """One thing less."""
        return see(_address(*await commands.remove_item(actor, item_id)))

    @post("/plans/items/{item_id:int}/done")
    async def done(self, actor: Who, item_id: FromPath[int]) -> Answer:
        """Done, today."""
        return see(_address(*await commands.finish_item(actor, item_id)))

    @post("/{home_id:int}/plans/{year:int}/submission")
    async def submit(
        self, request: AnyRequest, actor: Who, home_id: FromPath[int], year: FromPath[int]
    ) -> Answer | Page:
        """To the township."""
        try:
            await commands.submit_plan(actor, home_id, year)
        except Invalid as wrong:
            return await _show(request, actor, home_id, year, Entry({}, wrong.fields), 422)
        return see(_address(home_id, year))

    @post("/{home_id:int}/plans/{year:int}/revision")
    async def revise(self, actor: Who, home_id: FromPath[int], year: FromPath[int]) -> Answer:
        """Open an approved plan again."""
        await commands.revise_plan(actor, home_id, year)
        return see(_address(home_id, year))

    @post("/{home_id:int}/plans/{year:int}/decision")
    async def decide(
        self, request: AnyRequest, actor: Who, home_id: FromPath[int], year: FromPath[int]
    ) -> Answer | Page:
        """The township's word."""
        home = await seen_home(actor, home_id)
        require(policy.can_approve(actor, _facts(home, await plan(home_id, year))))
        sent = await typed(request, PlanVerdict)
        try:
            said = read(PlanVerdict, sent)
            if said.verdict == "approve":
                await commands.approve_plan(actor, home_id, year)
            elif said.verdict == "return":
                await commands.return_plan(actor, home_id, year, said.reason)
            else:
                raise Invalid({"verdict": _("请选择批准或退回。")})
        except Invalid as wrong:
            return await _show(request, actor, home_id, year, again(sent, wrong), 422)
        return see(BASE)


def _address(home_id: int, year: int) -> str:
    return f"{BASE}/{home_id}/plans/{year}"


async def _show(
    request: AnyRequest, actor: Actor, home_id: int, year: int, form: Entry, status: int = 200
) -> Page:
    home = await seen_home(actor, home_id)
    found = await plan(home_id, year)
    return page(
        "activities/plan.html",
        request=request,
        status=status,
        home=home,
        plan=found,
        this_year=clock.today().year,
        today=clock.today(),
        keeps=policy.can_keep(actor, home_id) is True,
        decides=policy.can_approve(actor, _facts(home, found)) is True,
        form=form if form.sent or form.errors else Entry({"due_on": _suggested(year)}),
        **WORDS,
    )


def _facts(home: KeptHome, found: Plan) -> dict[str, Any]:
    """What the policy asks of a plan."""
    return {"home_id": home.id, "division": home.division, "submitted_by": found.submitted_by}


def _suggested(year: int) -> str:
    """A day in the plan's year to begin from."""
    today = clock.today()
    return (today if today.year == year else date(year, 12, 31)).isoformat()
