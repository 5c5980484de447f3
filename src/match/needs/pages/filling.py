"""Forms of repeated rows and numbers: what was typed, as the structs of the commands and back."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from litestar.datastructures import FormMultiDict

from match.foundation.errors import Invalid
from match.foundation.forms import complaint, read
from match.foundation.language import _
from match.foundation.money import MoneyRefused, parse_yuan
from match.needs.forms import BANDS, Count, KindStep, Line, LinesStep, PeopleStep
from match.needs.pages.common import AnyRequest
from match.needs.queries import NeedFile
from match.needs.rules import bands_complaint

MOST_ROWS = 20
_CELLS = ("name", "quantity", "unit", "price")
Row = dict[str, str]


def named(labels: Mapping[str, str], fields: Mapping[str, str]) -> dict[str, str]:
    """Complaints with the label of their box: the summary stands far from it."""
    return {
        name: _("%(label)s：%(message)s") % {"label": labels[name], "message": message}
        if name in labels
        else message
        for name, message in fields.items()
    }


def kind_step(raw: Mapping[str, Any]) -> KindStep:
    """The struct of the command. Raises Invalid."""
    labels = {
        "category": _("类别"),
        "title": _("标题"),
        "purpose": _("做什么用"),
        "urgency": _("紧急程度"),
        "wanted_from": _("最早日期"),
        "due_on": _("最迟日期"),
    }
    try:
        return read(KindStep, raw)
    except Invalid as refusal:
        raise Invalid(named(labels, refusal.fields)) from refusal


def plain(text: Any) -> str:
    """What was typed, with full-width digits as digits: phones write ３０."""
    return unicodedata.normalize("NFKC", str(text)).strip()


async def sent_people(request: AnyRequest) -> dict[str, Any]:
    """The step of numbers as it was sent."""
    sent = await request.form()
    values: dict[str, Any] = {f"band-{band}": plain(sent.get(f"band-{band}", "")) for band in BANDS}
    values["groups"] = [str(one) for one in sent.getall("groups", [])]
    values["child_contact"] = str(sent.get("child_contact", ""))
    return values


def people_values(file: NeedFile) -> dict[str, Any]:
    """The step of numbers as it was saved."""
    values: dict[str, Any] = {f"band-{band}": count for band, count in file.bands.items()}
    return values | {"groups": list(file.groups), "child_contact": file.view.child_contact}


def people_step(raw: Mapping[str, Any]) -> PeopleStep:
    """The struct of the command. Raises Invalid under the names of the form's boxes."""
    bands: dict[str, int] = {}
    wrong: dict[str, str] = {}
    for band in BANDS:
        typed = raw[f"band-{band}"]
        try:
            bands[band] = msgspec.convert(typed or "0", Count, strict=False)
        except msgspec.ValidationError as error:
            label = {f"band-{band}": _("%(band)s 岁") % {"band": band}}
            wrong |= named(label, {f"band-{band}": complaint(str(error))})
    if not wrong and (nobody := bands_complaint(bands)):
        wrong[f"band-{BANDS[0]}"] = nobody
    if wrong:
        raise Invalid(wrong)
    return PeopleStep(bands, list(raw["groups"]), raw["child_contact"] == "true")


def line_rows(file: NeedFile) -> list[Row]:
    """The saved lines as rows, or one empty row."""
    rows = [
        {
            "name": line.name,
            "quantity": str(line.units.quantity),
            "unit": line.unit,
            "price": f"{line.reference_price_fen / 100:.2f}" if line.reference_price_fen else "",
        }
        for line in file.view.lines
    ]
    return rows or [empty_row("")]


def empty_row(unit: str) -> Row:
    """A row to fill in."""
    return {"name": "", "quantity": "", "unit": unit, "price": ""}


def sent_lines(sent: FormMultiDict) -> tuple[str, list[Row]]:
    """Which button was pressed, and every row that was sent, in order."""
    rows = [
        {cell: str(sent.get(f"{cell}-{at}", "")).strip() for cell in _CELLS}
        for at in range(1, MOST_ROWS + 1)
        if f"name-{at}" in sent
    ]
    return str(sent.get("act", "save")), rows or [empty_row("")]


def with_row(rows: list[Row], act: str, unit: str) -> list[Row]:
    """One row more, or without the one that ``remove-3`` names; at least one, at most twenty."""
    if act == "add":
        return [*rows, empty_row(unit)][:MOST_ROWS]
    gone = act.removeprefix("remove-")
    left = [row for at, row in enumerate(rows, 1) if str(at) != gone]
    return left or [empty_row(unit)]


def filled(rows: list[Row]) -> list[Row]:
    """Rows in which something stands beside the unit; one empty row where there is none."""
    held = [row for row in rows if row["name"] or row["quantity"] or row["price"]]
    return held or [empty_row("")]


def flat(rows: Sequence[Row]) -> dict[str, str]:
    """Rows as the values of a form: ``name-1``, ``quantity-1``, …"""
    return {f"{cell}-{at}": row[cell] for at, row in enumerate(rows, 1) for cell in _CELLS}


def lines_step(rows: Sequence[Row]) -> LinesStep:
    """
    The struct of the command, line for line.

    Raises Invalid under the names of the form's boxes.
    """
    lines: list[Line] = []
    wrong: dict[str, str] = {}
    for at, row in enumerate(rows, 1):
        try:
            lines.append(_line(row))
        except Invalid as refusal:
            labels = {"name": _("名称"), "quantity": _("数量"), "unit": _("单位")}
            labels |= {"reference_price_fen": _("参考单价")}
            line = {name: _("第 %(at)s 项") % {"at": at} + text for name, text in labels.items()}
            boxes = {"reference_price_fen": "price"}
            told = named(line, refusal.fields)
            wrong |= {f"{boxes.get(name, name)}-{at}": text for name, text in told.items()}
    if wrong:
        raise Invalid(wrong)
    return read(LinesStep, {"lines": lines})


def by_row(fields: Mapping[str, str]) -> dict[str, str]:
    """Complaints of the command (``lines 2``) under the row's first box."""
    return {
        "name-1" if name == "lines" else name.replace("lines ", "name-"): message
        for name, message in fields.items()
    }


def _line(row: Row) -> Line:
    raw: dict[str, Any] = {
        "name": row["name"],
        "quantity": plain(row["quantity"]).replace(",", ""),
        "unit": row["unit"],
    }
    wrong: dict[str, str] = {}
    if row["price"]:
        try:
            raw["reference_price_fen"] = parse_yuan(row["price"])
        except MoneyRefused as refusal:
            wrong["reference_price_fen"] = refusal.message
    try:
        line = read(Line, raw)
    except Invalid as refusal:
        raise Invalid(refusal.fields | wrong) from refusal
    if wrong:
        raise Invalid(wrong)
    return line
