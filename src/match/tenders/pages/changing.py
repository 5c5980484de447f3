"""Changing a published document: what is typed differently is the change, and why is public."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from match.foundation import clock
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.tenders import consistency
from match.tenders.commands import edit_tender
from match.tenders.facts import TenderFacts
from match.tenders.forms import EditForm
from match.tenders.pages.criteria import kind_word
from match.tenders.pages.writing import see
from match.tenders.points import parse_points
from match.tenders.queries import facts, tender_file
from match.tenders.states import CriterionKind, TenderStatus
from match.tenders.wizard.boxes import criteria_rows, uploads
from match.tenders.wizard.values import boxes_of

AnyRequest = Request[Any, Any, Any]
_SAME = ("requirements", "acceptance", "service_days", "closes_on", "decides_on")
_BLANK = 2


class ChangePages(Controller):
    """A new version of one purchase's document."""

    path = "/purchases/{tender_id:int}/change"
    opt = {"permission": "tenders:publish"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Page:
        """The terms as they stand, and what a change does."""
        await tender_file(actor, tender_id)
        held = await facts(tender_id)
        if held.status is not TenderStatus.published:
            raise Conflict(_("公告已截止或还没有发布，不能更正。"))
        return _form(request, held, Entry(_boxes(held)))

    @post("/")
    async def save(
        self, request: AnyRequest, actor: Who, tender_id: FromPath[int]
    ) -> Response[Any] | Page:
        """Publish the new version with its notice."""
        await tender_file(actor, tender_id)
        held = await facts(tender_id)
        sent = await request.form()
        boxes = _boxes(held) | {
            name: str(sent.get(name)).strip() for name in (*_SAME, "reason") if name in sent
        }
        if "c_title" in sent:
            boxes["criteria"] = criteria_rows(sent)
        if any(getattr(each, "filename", "") for each in sent.getall("upload", [])):
            boxes["documents"] = [*held.documents, *await uploads(sent, actor)]
        try:
            form = read(EditForm, _changed(held, boxes))
            await edit_tender(actor, tender_id, form)
        except Invalid as wrong:
            return _form(request, held, Entry(boxes, wrong.fields), status=422)
        return see(tender_id)


def _boxes(held: TenderFacts) -> dict[str, Any]:
    """The terms that may change, as boxes. Demands stay as they were published (87号令27)."""
    whole = boxes_of(held)
    scoring = [row for row in whole["criteria"] if row["kind"] != CriterionKind.passing]
    kept: dict[str, Any] = {name: whole[name] for name in _SAME}
    return kept | {"criteria": scoring, "documents": list(held.documents), "reason": ""}


def _changed(held: TenderFacts, boxes: dict[str, Any]) -> dict[str, Any]:
    """Only what differs: the form takes what is left out as unchanged."""
    before = _boxes(held)
    raw: dict[str, Any] = {
        name: told
        for name, told in boxes.items()
        if name != "criteria" and (name == "reason" or told != before[name])
    }
    if boxes["criteria"] != before["criteria"]:
        raw["criteria"] = [
            {**row, "points": _points(str(row["points"]))} for row in boxes["criteria"]
        ]
    return raw


def _points(typed: str) -> int:
    worth = parse_points(typed) if typed else 0
    if worth is None:
        raise Invalid({"criteria": _("分值请填 0 到 100，最多两位小数。")})
    return worth


def _form(request: AnyRequest, held: TenderFacts, form: Entry, *, status: int = 200) -> Page:
    today = clock.today()
    blank = {"kind": "", "title": "", "indicator": "", "points": ""}
    return page(
        "tenders/change.html",
        request=request,
        status=status,
        facts=held,
        form=form,
        put_off=consistency.after_edit(held, held.closes_on, today),
        rows=[*(form.value("criteria") or []), *(dict(blank) for _each in range(_BLANK))],
        kinds=[
            (each.value, kind_word(each))
            for each in CriterionKind
            if each is not CriterionKind.passing
        ],
    )
