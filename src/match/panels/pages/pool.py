"""The keepers' door to the pool: who waits, one expert, verify or refuse, ties that were found."""

from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery

from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.panels import policy, states
from match.panels.commands import declare_tie, end_tie, enter_expert, refuse_expert, verify_expert
from match.panels.forms import ExpertForm, ReasonForm, TieForm
from match.panels.pages.common import Answer, AnyRequest, complaints, field_choices
from match.panels.pages.exporting import pool_export
from match.panels.queries import expert_file, pool
from match.places import queries as places
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission

BASE = "/experts"


class PoolPages(Controller):
    """For who keeps the pool of an area."""

    path = BASE
    opt = {"permission": Permission.panels_keep}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who, status: FromQuery[str] = "") -> Answer:
        """Who waits first."""
        known = status if status in set(states.ExpertStatus) else ""
        if wanted(request):
            return await send(request, pool_export(await pool(actor, known, MOST), known))
        return page(
            "panels/pool.html",
            request=request,
            experts=await pool(actor, known),
            wanted=known,
            say=states,
            label=codes.label,
        )

    @get("/new")
    async def blank(self, request: AnyRequest) -> Answer:
        """Enter somebody who has an account."""
        start = {name: request.query_params.get(name, "") for name in ("division", "account")}
        return await _form(request, Entry(start))

    @post("/")
    async def enter(self, request: AnyRequest, actor: Who) -> Answer:
        """Enter; another keeper verifies."""
        raw = await submission(request, ExpertForm)
        account = str((await request.form()).get("account", "")).strip()
        try:
            if not account.isdecimal() or len(account) > 18:
                raise Invalid({"account": _("请填写账户编号（数字），可在人员页面看到。")})
            made = await enter_expert(actor, int(account), read(ExpertForm, raw))
        except (Invalid, Conflict) as refusal:
            return await _form(
                request, Entry({**raw, "account": account}, complaints(refusal)), 422
            )
        return see(f"{BASE}/{made}")

    @get("/{expert_id:int}")
    async def show(self, request: AnyRequest, actor: Who, expert_id: FromPath[int]) -> Answer:
        """One expert."""
        return await _shown(request, actor, expert_id)

    @post("/{expert_id:int}/verification")
    async def verify(self, request: AnyRequest, actor: Who, expert_id: FromPath[int]) -> Answer:
        """Into the pool."""
        try:
            await verify_expert(actor, expert_id)
        except Conflict as refusal:
            return await _shown(request, actor, expert_id, Entry({}, complaints(refusal)), 409)
        return see(f"{BASE}/{expert_id}")

    @post("/{expert_id:int}/refusal")
    async def refuse(self, request: AnyRequest, actor: Who, expert_id: FromPath[int]) -> Answer:
        """Not, or no longer."""
        raw = await submission(request, ReasonForm)
        try:
            await refuse_expert(actor, expert_id, str(raw.get("reason", "")))
        except (Invalid, Conflict) as refusal:
            entry = Entry(raw, complaints(refusal, "reason"))
            return await _shown(request, actor, expert_id, entry, refusal.status)
        return see(f"{BASE}/{expert_id}")

    @post("/{expert_id:int}/ties")
    async def declare(self, request: AnyRequest, actor: Who, expert_id: FromPath[int]) -> Answer:
        """A tie that was found."""
        raw = await submission(request, TieForm)
        try:
            await declare_tie(actor, expert_id, read(TieForm, raw))
        except (Invalid, Conflict) as refusal:
            entry = Entry(raw, complaints(refusal, "organisation"))
            return await _shown(request, actor, expert_id, entry, refusal.status)
        return see(f"{BASE}/{expert_id}#ties")

    @post("/{expert_id:int}/ties/{tie_id:int}/end")
    async def end(self, actor: Who, expert_id: FromPath[int], tie_id: FromPath[int]) -> Answer:
        """The tie is over; it counts for three more years."""
        await end_tie(actor, tie_id)
        return see(f"{BASE}/{expert_id}#ties")


async def _shown(
    request: AnyRequest,
    actor: Actor,
    expert_id: int,
    form: Entry | None = None,
    status: int = 200,
) -> Answer:
    expert = await expert_file(actor, expert_id)
    may = policy.can_keep(actor, {"division": expert.division, "account_id": expert.account_id})
    return page(
        "panels/expert.html",
        request=request,
        status=status,
        expert=expert,
        form=form or Entry(),
        may=may,
        own_entry=expert.entered_by == actor.id,
        say=states,
        label=codes.label,
        kinds=[(kind.value, states.tie_word(kind)) for kind in states.TieKind],
    )


async def _form(request: AnyRequest, form: Entry, status: int = 200) -> Answer:
    division = str(form.value("division"))
    known = await places.divisions([division]) if division else {}
    return page(
        "panels/enter.html",
        request=request,
        status=status,
        form=form,
        fields=field_choices(),
        prefectures=await places.prefectures(),
        chosen=known[division].label if division in known else "",
    )
