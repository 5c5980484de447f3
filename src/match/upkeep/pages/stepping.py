"""One door for every step: its page with boxes, and the post that carries it out."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from match.files.commands import keep_document
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.site.boxes import Box, amounts, sent_lists, sent_texts
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.upkeep.pages import boxes as drawn
from match.upkeep.pages.common import BASE
from match.upkeep.pages.steps import STEPS, Asked, Step
from match.upkeep.pages.words import step_word

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]


class UpkeepSteps(Controller):
    """A step at a time, as a phone wants it."""

    path = BASE + "/steps/{kind:str}/{of:int}/{verb:str}"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(
        self,
        request: AnyRequest,
        actor: Who,
        kind: FromPath[str],
        of: FromPath[int],
        verb: FromPath[str],
        about: FromQuery[str] = "",
    ) -> Answer:
        """The step's boxes."""
        step = _step(kind, verb)
        asked = await step.boxes(actor, of, about)
        form = Entry(_start(asked, about))
        return await _show(request, (kind, of, verb), step, asked, form)

    @post("/")
    async def carry(
        self,
        request: AnyRequest,
        actor: Who,
        kind: FromPath[str],
        of: FromPath[int],
        verb: FromPath[str],
    ) -> Answer:
        """Carry it out, or show it again with what was wrong."""
        step = _step(kind, verb)
        asked = await step.boxes(actor, of, "")
        sent: dict[str, Any] = {**await sent_texts(request), **await sent_lists(request, asked)}
        where = (kind, of, verb)
        try:
            file = await _kept(request, actor) if any(b.kind == "file" for b in asked) else None
            given = amounts(sent, asked)
            made = await step.carry(Asked(actor, of, given, file))
        except Invalid as invalid:
            return await _show(request, where, step, asked, Entry(sent, _fit(invalid, asked)), 422)
        except (Conflict, Denied) as refused:
            wrong = {_first(asked): refused.message}
            return await _show(request, where, step, asked, Entry(sent, wrong), refused.status)
        return Redirect(await _back(step, kind, of, made), status_code=303)


def _step(kind: str, verb: str) -> Step:
    step = STEPS.get((kind, verb))
    if step is None:
        raise NotFound(_("没有这一步。"))
    return step


async def _back(step: Step, kind: str, of: int, made: object) -> str:
    parent = await drawn.parent_of(kind, of) if "{parent}" in step.back else ""
    return step.back.format(of=of, made=made, parent=parent)


async def _kept(request: AnyRequest, actor: Actor) -> int | None:
    """The uploaded document, kept. Raises Invalid under the name of its box."""
    sent = await request.form()
    chosen = sent.get("file")
    if not isinstance(chosen, UploadFile):
        return None
    data = await chosen.read()
    if not data:
        return None
    try:
        return await keep_document(actor, data)
    except Invalid as refusal:
        raise Invalid({"file": next(iter(refusal.fields.values()))}) from refusal


def _start(asked: list[Box], about: str) -> dict[str, Any]:
    """What stands in the boxes at first: today, this year, the level that was pressed."""
    held: dict[str, Any] = {}
    for box in asked:
        if box.kind == "date" and box.name not in ("ends_on", "due_on"):
            held[box.name] = clock.today().isoformat()
        if box.name == "year":
            held[box.name] = str(clock.today().year)
        if box.name == "level" and about in {value for value, _label in box.options}:
            held[box.name] = about
    return held


def _fit(invalid: Invalid, asked: list[Box]) -> dict[str, str]:
    """Complaints by box; one about no box of this step goes to the first."""
    names = {box.name for box in asked}
    return {
        (name if name in names else _first(asked)): told for name, told in invalid.fields.items()
    }


def _first(asked: list[Box]) -> str:
    return next((box.name for box in asked if box.kind != "hidden"), "step")


async def _show(
    request: AnyRequest,
    where: tuple[str, int, str],
    step: Step,
    asked: list[Box],
    form: Entry,
    status: int = 200,
) -> Answer:
    kind, of, verb = where
    return page(
        "upkeep/step.html",
        request=request,
        status=status,
        title=step_word(kind, verb),
        url=f"{BASE}/steps/{kind}/{of}/{verb}",
        back=await _where(step, kind, of),
        danger=step.danger,
        boxes=asked,
        form=form,
    )


async def _where(step: Step, kind: str, of: int) -> str:
    """Where somebody came from who turns back."""
    if "{made}" in step.back:
        homes = kind == "homes"
        return f"{BASE}/homes/{of}" if homes else step.back.partition("/{made}")[0]
    return await _back(step, kind, of, "")
