"""The queue of who compares papers with the issuer's register."""

from litestar import Controller, get, post
from litestar.params import FromPath

from match.foundation.errors import Conflict, Denied, Invalid
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission
from match.suppliers import commands
from match.suppliers.forms import ReasonForm
from match.suppliers.pages.common import WORDS, Answer, AnyRequest
from match.suppliers.queries import waiting_papers

BASE = "/desk/papers"


class PaperDesk(Controller):
    """Oldest first; each is compared or refused with a reason."""

    path = BASE
    opt = {"permission": "people:verify"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Page:
        """What waits where this person verifies organisations."""
        return await _listed(request, actor, 0, Entry())

    @post("/{paper_id:int}/verification")
    async def verify(
        self, request: AnyRequest, actor: Who, paper_id: FromPath[int]
    ) -> Answer | Page:
        """It says what the register says."""
        try:
            await commands.verify_paper(actor, paper_id)
        except (Conflict, Denied) as wrong:
            entry = Entry({}, {"reason": wrong.message})
            return await _listed(request, actor, paper_id, entry, status=wrong.status)
        return see(BASE)

    @post("/{paper_id:int}/refusal")
    async def refuse(
        self, request: AnyRequest, actor: Who, paper_id: FromPath[int]
    ) -> Answer | Page:
        """It does not."""
        raw = await submission(request, ReasonForm)
        try:
            # The command looks first whether this person may, then at the reason.
            await commands.refuse_paper(actor, paper_id, str(raw.get("reason", "")))
        except Invalid as wrong:
            return await _listed(request, actor, paper_id, Entry(raw, wrong.fields), status=422)
        return see(BASE)


async def _listed(
    request: AnyRequest, actor: Who, chosen: int, form: Entry, *, status: int = 200
) -> Page:
    """*chosen* is the paper whose box holds *form*."""
    return page(
        "suppliers/papers.html",
        request=request,
        status=status,
        papers=await waiting_papers(actor),
        chosen=chosen,
        form=form,
        **WORDS,
    )
