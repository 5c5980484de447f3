"""What the desk's handlers share: reading a form, doing it, showing it again when refused."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response
from litestar.datastructures import UploadFile
from litestar.response import Redirect

from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.money import MoneyRefused, parse_yuan, yuan
from match.giving import wording
from match.giving.queries import donation_file, homes_near
from match.giving.shapes import DonationFile
from match.giving.states import agreement_word, word
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
Shape = TypeVar("Shape", bound=msgspec.Struct)
BASE = "/desk/agreements"
# Phones write ３０; punctuation stays as it was typed.
# Amounts are typed in yuan in a box of their own.
_BOX = {"fen": "value", "value_fen": "value"}
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


async def carry(
    request: AnyRequest,
    actor: Actor,
    donation_id: int,
    verb: str,
    shape: type[Shape],
    act: Callable[[Shape], Awaitable[object]],
) -> Answer:
    """Read the form and carry it out; or show the step again with what was wrong."""
    file = await donation_file(actor, donation_id)  # strangers learn that there is nothing here
    require(file.may[verb])
    if verb not in file.verbs:
        raise Conflict(_("这一步现在不能办理，请回到协议页面看下一步。"))
    sent = {name: _digits(given) for name, given in (await submission(request, shape)).items()}
    try:
        await act(read(shape, _fen(sent, shape)))
    except Invalid as invalid:
        wrong = {_BOX.get(name, name): complaint for name, complaint in invalid.fields.items()}
        return await show_step(request, actor, donation_id, verb, Entry(sent, wrong), 422)
    except Conflict as conflict:
        wrong = {_first(shape): conflict.message}
        return await show_step(request, actor, donation_id, verb, Entry(sent, wrong), 409)
    return Redirect(f"{BASE}/{donation_id}", status_code=303)


async def show_step(
    request: AnyRequest,
    actor: Actor,
    donation_id: int,
    verb: str,
    form: Entry,
    status: int = 200,
) -> Page:
    """One verb's form on a page of its own: a phone shows one thing at a time."""
    file = await donation_file(actor, donation_id)
    return page(
        "giving/step.html",
        request=request,
        status=status,
        file=file,
        line=file.line,
        verb=verb,
        form=form,
        homes=await homes_near(donation_id) if verb == "allocate" else [],
        word=word,
        agreement_word=agreement_word,
        words=wording,
    )


def prefilled(file: DonationFile, verb: str) -> Entry:
    """What stands in a step's boxes before anybody has typed."""
    if verb == "change_terms":
        terms = msgspec.structs.asdict(file.terms)
        return Entry({**terms, "value": yuan(terms["value_fen"]) if terms["value_fen"] else ""})
    if verb == "dispatch":
        return Entry({"units": file.left})
    if verb == "allocate":
        return Entry({"units": file.to_allocate})
    return Entry()


async def uploaded(request: AnyRequest, name: str, most: int) -> list[bytes]:
    """The files of one field that are not empty. Raises Invalid for too many."""
    sent = await request.form()
    chosen = [one for one in sent.getall(name, []) if isinstance(one, UploadFile)]
    files = [data for data in [await one.read() for one in chosen] if data]
    if len(files) > most:
        raise Invalid({name: _("最多 %(limit)s 个文件。") % {"limit": most}})
    return files


def _fen(sent: Mapping[str, Any], shape: type[msgspec.Struct]) -> Mapping[str, Any]:
    """Yuan that were typed, as fen. Raises Invalid."""
    typed = str(sent.get("value", "")).strip()
    fields = {field.name for field in msgspec.structs.fields(shape)}
    name = next((one for one in _BOX if one in fields), None)
    if not typed or name is None:
        return sent
    try:
        return {**sent, name: parse_yuan(typed)}
    except MoneyRefused as refused:
        raise Invalid({name: refused.message}) from refused


def _digits(given: Any) -> Any:
    return given.translate(_DIGITS) if isinstance(given, str) else given


def _first(shape: type[msgspec.Struct]) -> str:
    return msgspec.structs.fields(shape)[0].name
