"""What did not clear in time, for the charity to explain."""

from litestar import Controller, get, post
from litestar.params import FromPath

from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid
from match.foundation.permissions import Permission
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import page
from match.site.steps import see
from match.statements import states
from match.statements.commands import explain_case
from match.statements.exporting import cases_export
from match.statements.pages.common import BASE, Answer, AnyRequest
from match.statements.queries.cases import case_file, cases


class CasePages(Controller):
    """Each case until somebody outside the charity has closed it."""

    path = f"{BASE}/cases"
    opt = {"permission": Permission.statements_keep}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Answer:
        """Open ones first, then the closed."""
        if wanted(request):
            found = await cases(actor, own=True, limit=MOST)
            found += await cases(actor, own=True, closed=True, limit=MOST)
            return await send(request, cases_export(found, []))
        return page(
            "statements/cases.html",
            request=request,
            going=await cases(actor, own=True),
            closed=await cases(actor, own=True, closed=True, limit=50),
            say=states,
        )

    @get("/{case_id:int}")
    async def show(self, request: AnyRequest, actor: Who, case_id: FromPath[int]) -> Answer:
        """One case, with the box to explain it."""
        return await _shown(request, actor, case_id, Entry())

    @post("/{case_id:int}/explanation")
    async def explain(self, request: AnyRequest, actor: Who, case_id: FromPath[int]) -> Answer:
        """Say why; finance or civil affairs looks at it."""
        said = {"reason": str((await request.form()).get("reason", ""))}
        try:
            await explain_case(actor, case_id, said["reason"])
        except (Invalid, Conflict) as refusal:
            why = getattr(refusal, "fields", None) or {"reason": refusal.message}
            return await _shown(request, actor, case_id, Entry(said, why), status=422)
        return see(f"{BASE}/cases/{case_id}")


async def _shown(
    request: AnyRequest, actor: Actor, case_id: int, form: Entry, *, status: int = 200
) -> Answer:
    return page(
        "statements/case.html",
        request=request,
        status=status,
        file=await case_file(actor, case_id),
        form=form,
        say=states,
    )
