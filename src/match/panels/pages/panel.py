"""A purchase's panel: how it is drawn, for everybody; how it goes on, for who runs it."""

from litestar import Controller, get, post
from litestar.params import FromPath

from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.foundation.permissions import Permission
from match.panels import policy, states
from match.panels.commands import (
    Ground,
    announce_panel,
    count_prices,
    draw_panel,
    name_representative,
    replace_absent,
)
from match.panels.commands.ending import ground_word
from match.panels.forms import PanelForm, ReasonForm, RepresentativesForm
from match.panels.needed import least_experts, least_size
from match.panels.pages.common import Answer, AnyRequest, complaints, field_choices
from match.panels.queries import panel_view
from match.panels.queries.people import possible_representatives
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission
from match.tenders.states import Mode

RUNS = {"permission": Permission.tenders_publish}


class PanelPages(Controller):
    """The commitment before, the draw after; names only once the result is public."""

    path = "/purchases/{tender_id:int}/panel"
    include_in_schema = False

    @get("/", opt={"public": True})
    async def show(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Answer:
        """How the panel is made, and where it stands."""
        return await _shown(request, actor, tender_id)

    @post("/", opt=RUNS)
    async def announce(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Publish size, pool and commitment."""
        raw = await submission(request, PanelForm)
        try:
            await announce_panel(actor, tender_id, read(PanelForm, raw))
        except (Invalid, Conflict) as refusal:
            return await _shown(request, actor, tender_id, Entry(raw, complaints(refusal)), 422)
        return _back(tender_id)

    @post("/draw", opt=RUNS)
    async def draw(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Draw now."""
        raw = await submission(request, RepresentativesForm)
        try:
            form = read(RepresentativesForm, raw)
            await draw_panel(actor, tender_id, form.representatives)
        except (Invalid, Conflict) as refusal:
            return await _shown(request, actor, tender_id, Entry(raw, complaints(refusal)), 422)
        return _back(tender_id)

    @post("/representative", opt=RUNS)
    async def name(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Fill the seat of the purchaser's own representative."""
        raw = await submission(request, RepresentativesForm)
        try:
            chosen = read(RepresentativesForm, raw).representatives
            await name_representative(actor, tender_id, chosen[0] if chosen else 0)
        except (Invalid, Conflict) as refusal:
            return await _shown(request, actor, tender_id, Entry(raw, complaints(refusal)), 422)
        return _back(tender_id)

    @post("/seats/{seat_id:int}/absence", opt=RUNS)
    async def absent(
        self, request: AnyRequest, actor: Who, tender_id: FromPath[int], seat_id: FromPath[int]
    ) -> Answer:
        """A member does not come."""
        raw = await submission(request, ReasonForm)
        try:
            await replace_absent(actor, seat_id, str(raw.get("reason", "")))
        except (Invalid, Conflict) as refusal:
            return await _shown(request, actor, tender_id, Entry(raw, complaints(refusal)), 422)
        return _back(tender_id)

    @post("/count", opt=RUNS)
    async def count(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Answer:
        """The prices are open: count."""
        facts, _panel = await panel_view(actor, tender_id)
        verdict = policy.can_run(actor, facts.organisation_id, facts.division)
        if verdict is not True:
            raise Denied(str(verdict))
        try:
            await count_prices(actor, tender_id)
        except Conflict as refusal:
            return await _shown(request, actor, tender_id, Entry({}, complaints(refusal)), 409)
        return _back(tender_id)


def _back(tender_id: int) -> Answer:
    return see(f"/purchases/{tender_id}/panel")


async def _shown(
    request: AnyRequest,
    actor: Actor,
    tender_id: int,
    form: Entry | None = None,
    status: int = 200,
) -> Answer:
    facts, panel = await panel_view(actor, tender_id)
    runs = policy.can_run(actor, facts.organisation_id, facts.division) is True
    least = least_size(facts)
    start = {"size": least, "experts": least_experts(facts, least)}
    return page(
        "panels/panel.html",
        request=request,
        status=status,
        facts=facts,
        panel=panel,
        runs=runs,
        inside=policy.can_read(actor, facts.organisation_id, facts.division),
        least=least,
        light=facts.mode is Mode.light,
        people=await possible_representatives(facts.organisation_id) if runs else [],
        form=Entry({**start, **(form.sent if form else {})}, form.errors if form else {}),
        fields=field_choices(),
        grounds=[(ground.value, ground_word(ground)) for ground in Ground],
        label=codes.label,
        say=states,
    )
