"""The steps of the wizard: each is a page of one thing and a POST that saves it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from litestar import Controller, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath

from match.catalogue import codes, lists
from match.catalogue.entries import Labelled
from match.files.commands import keep_photo
from match.foundation.actor import Actor
from match.foundation.errors import Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.parameters import whole
from match.needs import rules
from match.needs.commands import (
    save_delivery,
    save_kind,
    save_lines,
    save_people,
    save_photos,
)
from match.needs.forms import BANDS, DeliveryStep, KindStep
from match.needs.pages import filling
from match.needs.pages.common import Answer, AnyRequest, delivery_word, steps_of, writable_file
from match.needs.queries import NeedFile
from match.needs.states import Delivery, Urgency, urgency_word
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission

Save = Callable[[], Awaitable[None]]


class NeedSteps(Controller):
    """Kind, people, lines, photos, delivery."""

    path = "/desk/needs/{need_id:int}"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/kind")
    async def kind(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """What it is about."""
        file = await writable_file(actor, need_id)
        view = file.view
        start: dict[str, Any] = {"urgency": str(view.urgency)}
        if view.title:
            start |= {"category": view.category, "title": view.title, "purpose": view.purpose}
            start |= {"wanted_from": view.wanted_from, "due_on": view.due_on}
        return _form(request, file, "kind", Entry(start))

    @post("/kind")
    async def kind_saved(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """Save it; the words that would tell who a child is are named."""
        raw = await submission(request, KindStep)

        async def save() -> None:
            await save_kind(actor, need_id, filling.kind_step(raw))

        return await _saved(request, actor, need_id, "kind", raw, save)

    @get("/people")
    async def people(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """How many children, by age; numbers only."""
        file = await writable_file(actor, need_id)
        start = filling.people_values(file)
        return _form(request, file, "people", Entry(start))

    @post("/people")
    async def people_saved(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """Save the numbers."""
        raw = await filling.sent_people(request)

        async def save() -> None:
            await save_people(actor, need_id, filling.people_step(raw))

        return await _saved(request, actor, need_id, "people", raw, save)

    @get("/lines")
    async def lines(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """The list of things or services."""
        file = await writable_file(actor, need_id)
        rows = filling.line_rows(file)
        return _form(request, file, "lines", Entry(filling.flat(rows)), rows=len(rows))

    @post("/lines")
    async def lines_saved(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """Save the list, or show it with one row more or less: that works without script."""
        file = await writable_file(actor, need_id)
        act, rows = filling.sent_lines(await request.form())
        if act != "save":
            rows = filling.with_row(rows, act, codes.category(file.view.category).default_unit)
            return _form(request, file, "lines", Entry(filling.flat(rows)), rows=len(rows))
        rows = filling.filled(rows)
        try:
            await save_lines(actor, need_id, filling.lines_step(rows))
        except Invalid as refusal:
            wrong = filling.by_row(refusal.fields)
            entry = Entry(filling.flat(rows), wrong)
            return _form(request, file, "lines", entry, refusal.status, rows=len(rows))
        return see(_onward(need_id, "lines"))

    @get("/photos")
    async def photos(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """Pictures of things and rooms."""
        file = await writable_file(actor, need_id)
        return _form(request, file, "photos", Entry(), most=await whole("file.need_photos_max"))

    @post("/photos")
    async def photos_saved(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """Add what was chosen and take away what was ticked; each picture is made anew."""
        file = await writable_file(actor, need_id)
        most = await whole("file.need_photos_max")
        sent = await request.form()
        removed = {str(one) for one in sent.getall("remove", [])}
        chosen = [one for one in sent.getall("photos", []) if isinstance(one, UploadFile)]
        kept = [photo for photo in file.view.photos if str(photo) not in removed]
        try:
            pictures = [data for data in [await one.read() for one in chosen] if data]
            if len(kept) + len(pictures) > most:
                raise Invalid({"photos": _("最多 %(limit)s 张照片。") % {"limit": most}})
            for data in pictures:
                kept.append(await keep_photo(actor, data, division=file.division))
            await save_photos(actor, need_id, kept)
        except Invalid as refusal:
            entry = Entry(None, {"photos": next(iter(refusal.fields.values()))})
            return _form(request, file, "photos", entry, refusal.status, most=most)
        return see(_onward(need_id, "photos"))

    @get("/delivery")
    async def delivery(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """Where it should go."""
        file = await writable_file(actor, need_id)
        start = Entry({"delivery": str(file.delivery)})
        return _form(request, file, "delivery", start, small=await _small(file))

    @post("/delivery")
    async def delivery_saved(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """Save it. A small group's things go to the township."""
        raw = await submission(request, DeliveryStep)

        async def save() -> None:
            await save_delivery(actor, need_id, read(DeliveryStep, raw))

        return await _saved(request, actor, need_id, "delivery", raw, save)


async def _saved(
    request: AnyRequest,
    actor: Actor,
    need_id: int,
    step: str,
    raw: Mapping[str, Any],
    save: Save,
) -> Answer:
    """Save, and on to the task list; or the same page with what is wrong."""
    file = await writable_file(actor, need_id)
    try:
        await save()
    except Invalid as refusal:
        entry = Entry(raw, refusal.fields)
        return _form(request, file, step, entry, refusal.status, small=await _small(file))
    return see(_onward(need_id, step))


def _form(
    request: AnyRequest,
    file: NeedFile,
    step: str,
    form: Entry,
    status: int = 200,
    *,
    rows: int = 0,
    most: int = 0,
    small: bool = False,
) -> Answer:
    at = [each.name for each in steps_of(file)].index(step) + 1
    return page(
        f"needs/step_{step}.html",
        request=request,
        status=status,
        need=file.view,
        file=file,
        step=step,
        at=at,
        form=form,
        rows=rows,
        most=most,
        small=small,
        bands=BANDS,
        categories=[(root, codes.categories(root.code)) for root in codes.categories()],
        units=[(code, unit.label()) for code, unit in lists.units().items()],
        groups=[
            (code, group.label())
            for code, group in lists.beneficiary_groups().items()
            if group.age_limit and group.publicity is not Labelled.NEVER
        ],
        urgencies=[(str(one), urgency_word(one), hint) for one, hint in _urgency_hints()],
        deliveries=[
            (str(one), delivery_word(one))
            for one in Delivery
            if one is Delivery.township or not small
        ],
    )


def _urgency_hints() -> list[tuple[Urgency, str]]:
    return [
        (Urgency.urgent, _("两周内就要用，例如过冬、开学前。")),
        (Urgency.soon, _("两个月内需要。")),
        (Urgency.routine, _("什么时候有都可以。")),
    ]


async def _small(file: NeedFile) -> bool:
    limit = await whole("need.small_group")
    return bool(file.beneficiaries) and rules.is_small(file.beneficiaries, limit)


def _onward(need_id: int, step: str) -> str:
    """Back to the task list, which drops the local draft of the step and says what comes next."""
    return f"/desk/needs/{need_id}?saved={step}"
