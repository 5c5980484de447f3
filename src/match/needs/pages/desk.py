"""The desk of who asks: my needs, a new one, and one need with where it stands."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.homes.queries import homes_to_ask_for
from match.needs import policy
from match.needs.closing import followed
from match.needs.commands import draft_need
from match.needs.given_back import why_given_back
from match.needs.pages.common import Answer, AnyRequest, may_write, number_of, steps_of
from match.needs.pages.exporting import own_needs_export
from match.needs.queries import NeedFile, entered_needs, my_needs, need_file
from match.needs.states import WRITABLE, NeedStatus, closure_word, inside, urgency_word
from match.people.queries.people import recorded_names
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import page
from match.site.steps import see

HOMES_SHOWN = 30


class NeedDesk(Controller):
    """Needs as the people who write them see them."""

    path = "/desk/needs"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """The needs of my homes, and what I entered for others."""
        if wanted(request):
            found = [*await my_needs(actor, MOST), *await entered_needs(actor, MOST)]
            return await send(request, await own_needs_export(list(dict.fromkeys(found))))
        return page(
            "needs/desk.html",
            request=request,
            mine=await my_needs(actor),
            entered=await entered_needs(actor),
            inside=inside,
            tone=tone,
        )

    @get("/new")
    async def new(
        self, request: AnyRequest, actor: NamedDependency[Actor], q: FromQuery[str] = ""
    ) -> Answer:
        """Choose the home. A clerk finds it among those of her area."""
        return await _choose(request, actor, q, Entry())

    @post("/")
    async def begin(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Start a draft."""
        sent = await request.form()
        home = str(sent.get("home_id", ""))
        if not (home.isascii() and home.isdigit() and len(home) < 19):
            entry = Entry(errors={"home_id": _("请选择一个儿童之家。")})
            return await _choose(request, actor, "", entry, 422)
        try:
            need_id = await draft_need(actor, int(home))
        except (Conflict, Denied) as refusal:
            entry = Entry({"home_id": home}, {"home_id": refusal.message})
            return await _choose(request, actor, "", entry, refusal.status)
        return see(f"/desk/needs/{need_id}")

    @get("/{need_id:int}")
    async def show(
        self,
        request: AnyRequest,
        actor: NamedDependency[Actor],
        need_id: FromPath[int],
        saved: FromQuery[str] = "",
    ) -> Answer:
        """The task list while it is written, afterwards where it stands."""
        file = await need_file(actor, need_id)
        return await show_need(request, actor, file, Entry(), saved=saved)


async def show_need(
    request: AnyRequest,
    actor: Actor,
    file: NeedFile,
    form: Entry,
    *,
    status: int = 200,
    saved: str = "",
) -> Answer:
    """One need at its desk; *form* holds what was wrong with an answer or a withdrawal."""
    view = file.view
    writes = may_write(actor, file)
    steps = steps_of(file)
    takes_back = policy.can_withdraw(actor, file.home_id, file.division) is True
    people = [one for one in (file.submitted_by, file.entered_for) if one is not None]
    return page(
        "needs/task_list.html" if writes and view.status in WRITABLE else "needs/standing.html",
        request=request,
        status=status,
        need=view,
        file=file,
        number=number_of(view.id),
        form=form,
        steps=steps,
        ready=all(step.done for step in steps if step.required),
        saved=saved if saved in {step.name for step in steps} else "",
        names=await recorded_names(people),
        given_back=await why_given_back(view.id, view.status),
        standing=inside(view.status),
        tone=tone(view.status),
        urgency=urgency_word(view.urgency),
        units={line.id: codes.unit(line.unit).after(line.units.quantity) for line in view.lines},
        closure_word=closure_word,
        followed=await followed(actor, view.id),
        may_answer=writes,
        may_withdraw=takes_back and "withdraw" in file.verbs,
        may_confirm=writes and "confirm" in file.verbs,
        may_discard=writes and view.status is NeedStatus.draft and file.submitted_at is None,
    )


async def _choose(
    request: AnyRequest, actor: Actor, text: str, form: Entry, status: int = 200
) -> Answer:
    homes = await homes_to_ask_for(actor, text=text.strip(), limit=HOMES_SHOWN + 1)
    return page(
        "needs/new.html",
        "homes",
        request,
        status=status,
        q=text,
        form=Entry({"home_id": homes[0].id}) if len(homes) == 1 and not form.errors else form,
        homes=[
            (home.id, home.name, " ".join(home.place.split("/")[1:]))
            for home in homes[:HOMES_SHOWN]
        ],
        more=len(homes) > HOMES_SHOWN,
        for_others=actor.may(Permission.needs_draft_for),
        writes=bool(actor.homes) or actor.may(Permission.needs_draft_for),
    )


def tone(status: NeedStatus) -> str:
    """The colour of a state's chip; the words beside it say the same."""
    tones = {
        NeedStatus.draft: "ink",
        NeedStatus.information: "dao",
        NeedStatus.rejected: "zhusha",
        NeedStatus.withdrawn: "ink",
        NeedStatus.expired: "ink",
        NeedStatus.met: "zhu",
        NeedStatus.confirmed: "zhu",
        NeedStatus.closed: "zhu",
    }
    return tones.get(status, "ji")
