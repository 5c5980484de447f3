"""From what a browser sent to a step's struct: yuan to fen, files kept, rows put together."""

from collections.abc import Mapping
from typing import Any

from litestar import Request
from litestar.datastructures import UploadFile

from match.contracts import forms
from match.contracts.queries.desk import ContractFile
from match.contracts.states import Evaluator
from match.files.commands import keep_document
from match.foundation.actor import Actor
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.site.boxes import DIGITS, form_of

FILES_MOST = 10


def codes(text: str) -> tuple[str, ...]:
    """Codes written one after the other, between spaces or commas of either width."""
    return tuple(text.translate(DIGITS).replace("，", " ").replace(",", " ").split())


async def kept_files(request: Request[Any, Any, Any], actor: Actor) -> list[int]:
    """The uploaded files, kept. Raises Invalid under the name of the box."""
    sent = await request.form()
    chosen = [one for one in sent.getall("files", []) if isinstance(one, UploadFile)]
    given = [data for data in [await one.read() for one in chosen] if data]
    if len(given) > FILES_MOST:
        raise Invalid({"files": _("最多 %(limit)s 个文件。") % {"limit": FILES_MOST}})
    try:
        return [await keep_document(actor, data) for data in given]
    except Invalid as refusal:
        raise Invalid({"files": next(iter(refusal.fields.values()))}) from refusal


def acceptance(file: ContractFile, given: Mapping[str, Any]) -> forms.AcceptanceForm:
    """One finding for each standard."""
    wrong = {
        f"met_{one.id}": _("请逐条填写每一项验收标准是否达到。")
        for one in file.view.standards
        if given.get(f"met_{one.id}") not in ("true", "false")
    }
    if wrong:
        raise Invalid(wrong)
    findings = [
        forms.Found(one.id, given[f"met_{one.id}"] == "true", given.get(f"note_{one.id}", ""))
        for one in file.view.standards
    ]
    return form_of(forms.AcceptanceForm, given, findings=findings)


def sheet(
    file: ContractFile, role: Evaluator, home: int | None, given: Mapping[str, Any]
) -> forms.SheetForm:
    """One row of points for each indicator."""
    wrong: dict[str, str] = {}
    scores: list[forms.Points] = []
    for one in file.view.indicators:
        names = ("actual", "points", "evidence")
        row = {name: given.get(f"{name}_{one.id}", "") for name in names}
        try:
            scores.append(form_of(forms.Points, row, indicator_id=one.id))
        except Invalid as invalid:
            wrong |= {f"{name}_{one.id}": told for name, told in invalid.fields.items()}
    if wrong:
        raise Invalid(wrong)
    return form_of(forms.SheetForm, given, role=role, home_id=home, scores=scores)


def spending(file: ContractFile, given: Mapping[str, Any]) -> list[tuple[int, int]]:
    """What was typed beside each budget line, in fen."""
    return [
        (one.id, given[f"spent_{one.id}"])
        for one in file.view.budgets
        if given.get(f"spent_{one.id}")
    ]
