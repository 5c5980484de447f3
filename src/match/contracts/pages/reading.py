"""From what a browser sent to a step's struct: yuan to fen, files kept, rows put together."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from litestar import Request
from litestar.datastructures import UploadFile

from match.contracts import forms
from match.contracts.pages.boxes import Box
from match.contracts.queries.desk import ContractFile
from match.contracts.states import Evaluator
from match.files.commands import keep_document
from match.foundation.actor import Actor
from match.foundation.errors import Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.money import MoneyRefused, parse_yuan

Shape = TypeVar("Shape", bound=msgspec.Struct)
FILES_MOST = 10
# Full-width digits and commas are what a Chinese keyboard gives.
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def codes(text: str) -> tuple[str, ...]:
    """Codes written one after the other, between spaces or commas of either width."""
    return tuple(text.translate(_DIGITS).replace("，", " ").replace(",", " ").split())


async def sent_texts(request: Request[Any, Any, Any]) -> dict[str, str]:
    """The last text of each box that is not empty; whole numbers as phones write them."""
    sent = await request.form()
    return {
        name: next(
            (one.translate(_DIGITS) for one in reversed(sent.getall(name)) if _text(one)), ""
        )
        for name in dict.fromkeys(sent)
    }


def amounts(sent: Mapping[str, str], boxes: Sequence[Box]) -> dict[str, Any]:
    """*sent* with every yuan box in fen. Raises Invalid for what nobody should guess at."""
    given: dict[str, Any] = dict(sent)
    wrong: dict[str, str] = {}
    for box in boxes:
        typed = sent.get(box.name, "").strip()
        if box.kind != "yuan" or not typed:
            continue
        less = typed.startswith(("-", "−"))
        try:
            fen = parse_yuan(typed[1:] if less else typed)
        except MoneyRefused as refused:
            wrong[box.name] = refused.message
            continue
        given[box.name] = -fen if less else fen
    if wrong:
        raise Invalid(wrong)
    return given


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


def form_of(shape: type[Shape], given: Mapping[str, Any], **also: Any) -> Shape:
    """*given* as a struct; fields in *also* are ready. Raises Invalid with every complaint."""
    names = {field.name for field in msgspec.structs.fields(shape)} - set(also)
    required = msgspec.defstruct(
        "Sent",
        [
            (field.name, field.type)
            if field.required
            else (field.name, field.type, _default(field))
            for field in msgspec.structs.fields(shape)
            if field.name in names
        ],
        frozen=True,
    )
    told = read(required, given)
    return shape(**{name: getattr(told, name) for name in names}, **also)


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


def _text(one: object) -> bool:
    return isinstance(one, str) and one != ""


def _default(field: Any) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return msgspec.field(default_factory=field.default_factory)
    return field.default
