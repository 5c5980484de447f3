"""The boxes of a step's form as data, and what was sent in them: a phone shows one step a page."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from litestar import Request

from match.foundation.errors import Invalid
from match.foundation.forms import read
from match.foundation.money import MoneyRefused, parse_yuan

Options = tuple[tuple[str, str], ...]
Shape = TypeVar("Shape", bound=msgspec.Struct)
# Full-width digits and commas are what a Chinese keyboard gives.
DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


class Box(msgspec.Struct, frozen=True):
    """
    One box. ``kind``: text, words, date, whole, yuan, file, files, choice, pills, tick, hidden, or
    many (boxes to tick, any number).
    """

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    options: Options = ()
    required: bool = True
    unit: str = ""


async def sent_texts(request: Request[Any, Any, Any]) -> dict[str, str]:
    """The last text of each box that is not empty; whole numbers as phones write them."""
    sent = await request.form()
    return {
        name: next((one.translate(DIGITS) for one in reversed(sent.getall(name)) if _text(one)), "")
        for name in dict.fromkeys(sent)
    }


async def sent_lists(request: Request[Any, Any, Any], boxes: Sequence[Box]) -> dict[str, list[str]]:
    """What was ticked in each box of kind many."""
    sent = await request.form()
    return {
        box.name: [one for one in sent.getall(box.name, []) if _text(one)]
        for box in boxes
        if box.kind == "many"
    }


def amounts(sent: Mapping[str, str], boxes: Sequence[Box]) -> dict[str, Any]:
    """*sent* with every yuan box in fen. Raises Invalid for what nobody should guess at."""
    given: dict[str, Any] = dict(sent)
    wrong: dict[str, str] = {}
    for box in boxes:
        typed = sent.get(box.name, "").strip() if box.kind == "yuan" else ""
        if not typed:
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


def _text(one: object) -> bool:
    return isinstance(one, str) and one != ""


def _default(field: Any) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return msgspec.field(default_factory=field.default_factory)
    return field.default
