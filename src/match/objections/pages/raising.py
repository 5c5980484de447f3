"""The supplier's form: what can be objected to now, until when and why, and nothing else."""

from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.objections.clocks import Window
from match.objections.commands import raise_objection
from match.objections.forms import ObjectionForm
from match.objections.pages.common import (
    WORDS,
    Answer,
    AnyRequest,
    complaints_by_field,
    grounds,
    remedies,
    uploads,
)
from match.objections.queries.occasions import occasions
from match.objections.states import step_word, subject_word
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission
from match.suppliers.queries import own_suppliers
from match.tenders.queries import public_tender

OPT = {"permission": "suppliers:keep"}


class RaisingPages(Controller):
    """Objecting to one purchase."""

    path = "/purchases/{tender_id:int}/objections"
    include_in_schema = False

    @get("/new", opt=OPT)
    async def blank(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Page:
        """The form with every last day, or why nothing can be objected to now."""
        return await _form(request, actor, tender_id, Entry())

    @post("/", opt=OPT)
    async def create(
        self, request: AnyRequest, actor: Who, tender_id: FromPath[int]
    ) -> Answer | Page:
        """Raise it and look at it."""
        await public_tender(tender_id)
        raw: dict[str, Any] = dict(await submission(request, ObjectionForm))
        raw["subject"], _dot, raw["step"] = str(raw.get("occasion", "")).partition(".")
        raw["evidence"] = [*raw.get("evidence", []), *await uploads(request, actor)]
        try:
            made = await raise_objection(actor, tender_id, read(ObjectionForm, raw))
        except (Invalid, Conflict, Denied) as wrong:
            found = dict(complaints_by_field(wrong, "occasion"))
            # The page asks for subject and step in one box.
            for name in ("subject", "step"):
                if name in found:
                    found["occasion"] = found.pop(name)
            return await _form(request, actor, tender_id, Entry(raw, found), status=wrong.status)
        return see(f"/desk/objections/{made}")


async def _form(
    request: AnyRequest, actor: Actor, tender_id: int, form: Entry, *, status: int = 200
) -> Page:
    tender = await public_tender(tender_id)
    _facts, found = await occasions(tender_id)
    today = clock.today()
    return page(
        "objections/new.html",
        request=request,
        status=status,
        tender=tender,
        form=form,
        open=[each for each in found if each.open(today)],
        over=[each for each in found if today > each.last.on],
        occasions=[(_key(each), _label(each)) for each in found if each.open(today)],
        organisations=[(str(each.id), each.name) for each in await own_suppliers(actor)],
        grounds=grounds(),
        remedies=remedies(),
        label=_label,
        **WORDS,
    )


def _key(window: Window) -> str:
    return f"{window.subject}.{window.step}"


def _label(window: Window) -> str:
    step = step_word(window.step)
    return subject_word(window.subject) + (f" · {step}" if step else "")
