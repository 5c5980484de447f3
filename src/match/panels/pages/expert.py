"""The expert's own desk: what waits, the entry in the pool, ties with organisations."""

from litestar import Controller, get, post
from litestar.params import FromPath

from match.catalogue import codes, lists
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.panels import states
from match.panels.commands import apply_expert, declare_tie, end_tie, rest_expert
from match.panels.forms import ExpertForm, TieForm
from match.panels.pages.common import Answer, AnyRequest, complaints, field_choices
from match.panels.queries import my_expert, own_seats
from match.places import queries as places
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission

BASE = "/desk/expert"


class ExpertPages(Controller):
    """For who is, or wants to be, in the pool of experts."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, actor: Who) -> Answer:
        """What waits first, then the own entry."""
        return await _shown(request, actor)

    @get("/entry")
    async def entry(self, request: AnyRequest, actor: Who) -> Answer:
        """The application, filled with what stands there."""
        own = await my_expert(actor)
        start = {"division": request.query_params.get("division", "")}
        held = {name: getattr(own, name) for name in ExpertForm.__struct_fields__} if own else {}
        return await _form(request, Entry({**held, **{k: v for k, v in start.items() if v}}))

    @post("/entry")
    async def apply(self, request: AnyRequest, actor: Who) -> Answer:
        """Apply, or change what stands there; it is verified anew."""
        raw = await submission(request, ExpertForm)
        try:
            await apply_expert(actor, read(ExpertForm, raw))
        except (Invalid, Conflict) as refusal:
            return await _form(request, Entry(raw, complaints(refusal)), 422)
        return see(BASE)

    @post("/standing")
    async def stand(self, request: AnyRequest, actor: Who) -> Answer:
        """Not to be drawn for now, to be drawn again, or to leave."""
        await rest_expert(actor, str((await request.form()).get("verb", "")))
        return see(BASE)

    @post("/ties")
    async def declare(self, request: AnyRequest, actor: Who) -> Answer:
        """Name an organisation that binds oneself."""
        raw = await submission(request, TieForm)
        own = await my_expert(actor)
        try:
            form = read(TieForm, raw)
            await declare_tie(actor, own.id if own else 0, form)
        except (Invalid, Conflict) as refusal:
            return await _shown(
                request, actor, Entry(raw, complaints(refusal, "organisation")), 422
            )
        return see(f"{BASE}#ties")

    @post("/ties/{tie_id:int}/end")
    async def end(self, actor: Who, tie_id: FromPath[int]) -> Answer:
        """The tie is over; it counts for three more years."""
        await end_tie(actor, tie_id)
        return see(f"{BASE}#ties")


async def _shown(
    request: AnyRequest, actor: Actor, form: Entry | None = None, status: int = 200
) -> Answer:
    return page(
        "panels/desk.html",
        request=request,
        status=status,
        expert=await my_expert(actor),
        seats=await own_seats(actor),
        form=form or Entry(),
        say=states,
        label=codes.label,
        kinds=[(kind.value, states.tie_word(kind)) for kind in states.TieKind],
    )


async def _form(request: AnyRequest, form: Entry, status: int = 200) -> Answer:
    division = str(form.value("division"))
    known = await places.divisions([division]) if division else {}
    return page(
        "panels/entry.html",
        request=request,
        status=status,
        form=form,
        fields=field_choices(),
        skills=[(code, skill.label()) for code, skill in lists.skills().items()],
        prefectures=await places.prefectures(),
        chosen=known[division].label if division in known else "",
    )
