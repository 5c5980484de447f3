"""The form of a notice: what it offers to choose from, and what comes back from a browser."""

from typing import Any

from litestar import Request
from litestar.datastructures import UploadFile
from litestar.response import Redirect

from match.catalogue import lists
from match.catalogue.entries import TenderClass
from match.catalogue.queries import guiding_items
from match.files.commands import keep_document
from match.foundation.actor import Actor
from match.foundation.errors import Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.money import MoneyRefused, parse_yuan
from match.places import queries as places
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.submission import submission
from match.tenders.forms import NEGATIVE, TenderForm
from match.tenders.queries import departments

AnyRequest = Request[Any, Any, Any]


async def form_page(
    request: AnyRequest,
    actor: Actor,
    form: Entry,
    *,
    tender_id: int | None = None,
    status: int = 200,
) -> Page:
    """The form with what was typed and what was wrong with it."""
    bodies = await departments(actor)
    return page(
        "tenders/form.html",
        request=request,
        status=status,
        form=form,
        tender_id=tender_id,
        departments=[(str(each.id), each.name) for each in bodies],
        items=_items(),
        guiding=await _guiding([each.division for each in bodies]),
        skills=[(code, skill.label()) for code, skill in lists.skills().items()],
        areas=await _areas([each.division for each in bodies]),
        questions=questions(),
    )


async def submitted(request: AnyRequest, actor: Actor) -> dict[str, Any]:
    """What was typed, with the budget in fen and new files kept. A budget nobody can read stays
    as it was typed, and the form complains about it."""
    raw = dict(await submission(request, TenderForm))
    typed = (await request.form()).get("budget", "")
    raw["budget"] = typed
    try:
        raw["budget_fen"] = parse_yuan(typed) if typed else ""
    except MoneyRefused as refused:
        raw["budget_trouble"] = refused.message
    kept = [str(one) for one in raw.get("documents", [])]
    raw["documents"] = kept + [str(each) for each in await _uploads(request, actor)]
    return raw


def read_form(raw: dict[str, Any]) -> TenderForm:
    """The struct. Raises Invalid with every complaint."""
    try:
        form = read(TenderForm, raw)
    except Invalid as wrong:
        trouble = raw.get("budget_trouble")
        if trouble:
            wrong.fields["budget_fen"] = str(trouble)
        raise
    return form


def complaints(wrong: Invalid | Denied) -> dict[str, str]:
    """By the name of the field as the page has it."""
    if isinstance(wrong, Denied):
        return {"organisation": wrong.message}
    return {"budget" if name == "budget_fen" else name: said for name, said in wrong.fields.items()}


def see(tender_id: int) -> Redirect:
    """After a POST: look at the notice."""
    return Redirect(f"/purchases/{tender_id}", status_code=303)


def questions() -> list[tuple[str, str]]:
    """The six of 102号令10, in its order."""
    words = (
        _("是否属于政府职责以外的事项？"),
        _("是否属于应由政府直接履职的事项？"),
        _("是否属于货物、工程，或把工程和服务打包的项目？"),
        _("是否属于融资行为？"),
        _("是否涉及招聘人员、劳务派遣或设置公益性岗位？"),
        _("是否属于法律法规规定不得购买的其他事项？"),
    )
    return list(zip(NEGATIVE, words, strict=True))


async def _uploads(request: AnyRequest, actor: Actor) -> list[int]:
    sent = (await request.form()).getall("upload", [])
    files = [one for one in sent if isinstance(one, UploadFile) and one.filename]
    return [await keep_document(actor, await one.read()) for one in files]


def _items() -> list[tuple[str, str]]:
    return [
        (code, f"{code} {item.label()}")
        for code, item in lists.procurement_items().items()
        if item.tender_class is TenderClass.SERVICE
    ]


async def _guiding(divisions: list[str]) -> list[tuple[str, str]]:
    """Items of the guiding catalogues of these departments' areas; empty where none is loaded."""
    found = {
        item.id: f"{item.code} {item.name}"
        for division in sorted(set(divisions))
        for item in await guiding_items(division)
    }
    return [(str(each), name) for each, name in found.items()]


async def _areas(divisions: list[str]) -> list[tuple[str, str]]:
    """Where these departments may have a service given: their counties and prefectures."""
    scopes = sorted({code[:4] for code in divisions})
    listed: list[tuple[str, str]] = []
    for scope in scopes:
        prefecture = await places.division(scope.ljust(12, "0"))
        whole = _("%(place)s全域") % {"place": prefecture.name}
        listed.append((scope, whole))
        listed += [(place.scope, place.name) for place in await places.counties(scope)]
    return listed
