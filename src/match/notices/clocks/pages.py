"""What climbed within one's area, and taking it in hand."""

from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery

from match.foundation.actor import Actor
from match.foundation.errors import Invalid
from match.foundation.forms import read
from match.foundation.permissions import Permission
from match.notices.clocks.commands import acknowledge
from match.notices.clocks.forms import AcknowledgeForm
from match.notices.clocks.queries import late
from match.notices.clocks.words import clock_word, step_word
from match.notices.pages.common import Answer, AnyRequest
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission

BASE = "/desk/deadlines"
PER_PAGE = 50


class DeadlinePages(Controller):
    """For whoever supervises an area."""

    path = BASE
    opt = {"permission": Permission.deadlines_watch}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(
        self, request: AnyRequest, actor: Who, before: FromQuery[int | None] = None
    ) -> Answer:
        """Newest first."""
        return await _show(request, actor, before)

    @post("/{deadline_id:int}/acknowledgement")
    async def take(self, request: AnyRequest, actor: Who, deadline_id: FromPath[int]) -> Answer:
        """Take one in hand."""
        sent = await submission(request, AcknowledgeForm)
        try:
            await acknowledge(actor, deadline_id, read(AcknowledgeForm, sent).note)
        except Invalid as invalid:
            name = f"note-{deadline_id}"
            entry = Entry({name: sent.get("note", "")}, {name: next(iter(invalid.fields.values()))})
            return await _show(request, actor, None, entry, status=422)
        return see(BASE)


async def _show(
    request: AnyRequest,
    actor: Actor,
    before: int | None,
    form: Entry | None = None,
    status: int = 200,
) -> Answer:
    found = await late(actor, PER_PAGE + 1, before=before)
    shown = found[:PER_PAGE]
    return page(
        "notices/deadlines.html",
        request=request,
        status=status,
        form=form or Entry(),
        late=shown,
        more=shown[-1].id if len(found) > PER_PAGE else 0,
        clock_word=clock_word,
        step_word=step_word,
    )
