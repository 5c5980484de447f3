"""An organisation's vault: what it proved, declares, and who stands behind it."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from match.files.handing import handed_out
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission
from match.suppliers import commands, policy, wording
from match.suppliers.forms import ControllerForm, DeclarationForm, PaperForm
from match.suppliers.pages.common import (
    WORDS,
    Answer,
    AnyRequest,
    declarations,
    grades,
    kinds,
    roles,
    upload,
)
from match.suppliers.queries import paper_of, vault


class VaultPages(Controller):
    """For the organisation's own people, and to read for who verifies it."""

    path = "/organisations/{organisation_id:int}/vault"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, actor: Who, organisation_id: FromPath[int]) -> Page:
        """The whole vault on one page."""
        return await _show(request, actor, organisation_id)

    @post("/papers")
    async def keep(
        self, request: AnyRequest, actor: Who, organisation_id: FromPath[int]
    ) -> Answer | Page:
        """Put a paper in."""
        await _own(actor, organisation_id)
        raw: dict[str, Any] = dict(await submission(request, PaperForm))
        kept = await upload(request, actor)
        if kept is not None:
            raw["file"] = str(kept)
        try:
            await commands.keep_paper(actor, organisation_id, read(PaperForm, raw))
        except (Invalid, Conflict) as wrong:
            entry = Entry(raw, wrong.fields if isinstance(wrong, Invalid) else _beside(wrong))
            return await _show(request, actor, organisation_id, paper=entry, status=wrong.status)
        return see(f"/organisations/{organisation_id}/vault")

    @get("/papers/{paper_id:int}/file")
    async def file(
        self, actor: Who, organisation_id: FromPath[int], paper_id: FromPath[int]
    ) -> Response[bytes]:
        """The paper itself."""
        return await handed_out(await paper_of(actor, organisation_id, paper_id))

    @post("/papers/{paper_id:int}/removal")
    async def remove(
        self, actor: Who, organisation_id: FromPath[int], paper_id: FromPath[int]
    ) -> Answer:
        """Take a paper out."""
        await _own(actor, organisation_id)
        await commands.remove_paper(actor, paper_id)
        return see(f"/organisations/{organisation_id}/vault")

    @post("/declarations")
    async def declare(
        self, request: AnyRequest, actor: Who, organisation_id: FromPath[int]
    ) -> Answer | Page:
        """Declare for a year."""
        await _own(actor, organisation_id)
        raw = await submission(request, DeclarationForm)
        try:
            await commands.declare(actor, organisation_id, read(DeclarationForm, raw))
        except Invalid as wrong:
            said = Entry(raw, wrong.fields)
            return await _show(request, actor, organisation_id, said=said, status=422)
        return see(f"/organisations/{organisation_id}/vault#declarations")

    @post("/declarations/withdrawal")
    async def take_back(
        self, request: AnyRequest, actor: Who, organisation_id: FromPath[int]
    ) -> Answer:
        """What was declared is not true any more."""
        await _own(actor, organisation_id)
        form = read(DeclarationForm, await submission(request, DeclarationForm))
        await commands.take_back_declaration(actor, organisation_id, form.kind)
        return see(f"/organisations/{organisation_id}/vault#declarations")

    @post("/controllers")
    async def name(
        self, request: AnyRequest, actor: Who, organisation_id: FromPath[int]
    ) -> Answer | Page:
        """Name who is in charge or in control."""
        await _own(actor, organisation_id)
        raw = await submission(request, ControllerForm)
        try:
            await commands.name_controller(actor, organisation_id, read(ControllerForm, raw))
        except (Invalid, Conflict) as wrong:
            fields = wrong.fields if isinstance(wrong, Invalid) else {"identity": wrong.message}
            # The number is not sent back: it is kept nowhere, not even in a page.
            entry = Entry({**raw, "identity": ""}, fields)
            return await _show(request, actor, organisation_id, person=entry, status=wrong.status)
        return see(f"/organisations/{organisation_id}/vault#controllers")

    @post("/controllers/{person_id:int}/end")
    async def end(
        self, actor: Who, organisation_id: FromPath[int], person_id: FromPath[int]
    ) -> Answer:
        """Somebody is no longer in charge or in control."""
        await _own(actor, organisation_id)
        await commands.end_controller(actor, organisation_id, person_id)
        return see(f"/organisations/{organisation_id}/vault#controllers")


async def _own(actor: Who, organisation_id: int) -> None:
    """NotFound for who may not see the vault, Denied for who may only see it."""
    await vault(actor, organisation_id)
    require(policy.can_keep(actor, organisation_id))


def _beside(wrong: Conflict) -> dict[str, str]:
    return {"number": wrong.message}


async def _show(
    request: AnyRequest,
    actor: Who,
    organisation_id: int,
    *,
    paper: Entry | None = None,
    said: Entry | None = None,
    person: Entry | None = None,
    status: int = 200,
) -> Page:
    """The page, with what was typed in the form that was refused."""
    wrong = next((form for form in (paper, said, person) if form is not None), Entry())
    held = await vault(actor, organisation_id)
    return page(
        "suppliers/vault.html",
        request=request,
        status=status,
        vault=held,
        standing={each.kind: each for each in held.declarations},
        wrong=wrong,
        paper=paper or Entry(),
        said=said or Entry(),
        person=person or Entry(),
        kinds=kinds(),
        grades=grades(),
        roles=roles(),
        declarations=declarations(held.kind),
        declaration=wording.declaration,
        **WORDS,
    )
