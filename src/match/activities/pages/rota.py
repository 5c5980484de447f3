"""The month's rota: people, days, gaps, the sheet for the wall."""

from litestar import Controller, Response, get, post
from litestar.params import FromPath, FromQuery

from match.activities import commands, policy, rules
from match.activities.forms import DutyForm, PersonForm
from match.activities.pages.common import BASE, WORDS, Answer, AnyRequest, again, typed
from match.activities.printing import rota_pdf
from match.activities.queries import kept_home, rota
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.errors import Invalid
from match.foundation.forms import read
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see


class RotaPages(Controller):
    """For the home alone: these are names."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{home_id:int}/rota")
    async def show(
        self, request: AnyRequest, actor: Who, home_id: FromPath[int], month: FromQuery[str] = ""
    ) -> Page:
        """One month."""
        return await _show(request, actor, home_id, Entry(), month=month)

    @get("/{home_id:int}/rota/sheet")
    async def sheet(
        self, actor: Who, home_id: FromPath[int], month: FromQuery[str] = ""
    ) -> Response[bytes]:
        """The month on paper."""
        found = await rota(actor, home_id, *rules.month(month, clock.today()))
        headers = {
            "Content-Disposition": 'inline; filename="rota.pdf"',
            "Cache-Control": "no-store",
        }
        return Response(await rota_pdf(found), media_type="application/pdf", headers=headers)

    @post("/{home_id:int}/rota/people")
    async def join(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Answer | Page:
        """Somebody joins."""
        await kept_home(actor, home_id)
        require(policy.can_keep(actor, home_id))
        sent = await typed(request, PersonForm)
        try:
            await commands.add_person(actor, home_id, read(PersonForm, sent))
        except Invalid as wrong:
            return await _show(request, actor, home_id, again(sent, wrong), 422)
        return see(f"{BASE}/{home_id}/rota")

    @post("/{home_id:int}/rota/duties")
    async def plan(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Answer | Page:
        """Put somebody on duty on the days ticked."""
        await kept_home(actor, home_id)
        require(policy.can_keep(actor, home_id))
        sent = await typed(request, DutyForm)
        first = next(iter(sent.get("days", [])), "")[:7]
        try:
            await commands.put_on_duty(actor, home_id, read(DutyForm, sent))
        except Invalid as wrong:
            return await _show(request, actor, home_id, again(sent, wrong), 422, first)
        return see(f"{BASE}/{home_id}/rota?month={first}")

    @post("/rota/people/{person_id:int}/removal")
    async def leave(self, actor: Who, person_id: FromPath[int]) -> Answer:
        """Somebody leaves; the name is wiped."""
        return see(f"{BASE}/{await commands.remove_person(actor, person_id)}/rota")

    @post("/rota/duties/{duty_id:int}/removal")
    async def free(self, actor: Who, duty_id: FromPath[int]) -> Answer:
        """A day is free again."""
        return see(f"{BASE}/{await commands.take_off_duty(actor, duty_id)}/rota")


async def _show(
    request: AnyRequest,
    actor: Actor,
    home_id: int,
    form: Entry,
    status: int = 200,
    month: str = "",
) -> Page:
    today = clock.today()
    found = await rota(actor, home_id, *rules.month(month, today))
    held = {day: [one for one in found.duties if one.day == day] for day in found.open_days}
    return page(
        "activities/rota.html",
        request=request,
        status=status,
        rota=found,
        days=held,
        people=[(one.id, one.name) for one in found.people],
        today=today,
        keeps=policy.can_keep(actor, home_id) is True,
        month=f"{found.since:%Y-%m}",
        before=f"{(found.since.replace(day=1) - rules.ONE_DAY):%Y-%m}",
        after=f"{(found.until + rules.ONE_DAY):%Y-%m}",
        form=form,
        **WORDS,
    )
