"""Shifts at the desk of the home, or of the organisation that opened them."""

from base64 import b64encode
from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath, FromQuery

from match.catalogue import codes, lists
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.paper.seals import qr_svg
from match.foundation.settings import settings
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import Page, page
from match.site.steps import Shape, see, step
from match.site.submission import submission
from match.volunteers import commands, rules
from match.volunteers.door import door_pass
from match.volunteers.forms import CoverForm, ReasonForm, ShiftForm
from match.volunteers.limits import limits
from match.volunteers.pages.common import WORDS, Answer, AnyRequest, facts
from match.volunteers.pages.exporting import kept_export
from match.volunteers.queries import homes_to_serve, kept_shifts, service_lines, shift_file
from match.volunteers.states import BEGUN, ShiftStatus

BASE = "/desk/shifts"


class KeptShiftPages(Controller):
    """Lists, the form, opening, the roster, the sheet for the door."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/kept")
    async def kept(self, request: AnyRequest, actor: Who) -> Page | Response[Any]:
        """The shifts of my homes and organisations."""
        if wanted(request):
            return await send(request, kept_export(await kept_shifts(actor, MOST)))
        return page(
            "volunteers/kept.html",
            request=request,
            shifts=await kept_shifts(actor),
            opens=bool(await homes_to_serve(actor)),
            **WORDS,
        )

    @get("/new")
    async def new(self, request: AnyRequest, actor: Who, line: FromQuery[int] = 0) -> Page:
        """An empty form, or one for a line of a need."""
        homes = await homes_to_serve(actor)
        wanted = await service_lines([home["id"] for home in homes])
        chosen = next((one for one in wanted if one["id"] == line), None)
        start: dict[str, Any] = {"minimum_age": 18, "places": 2, "units_each": 0, "place": "home"}
        start |= {"home_adults": 1}
        start["risk"] = _("乡村道路、活动场地可能有碰撞、跌倒等意外风险，请听从现场安排。")
        if chosen:
            start |= {"line_id": line, "home_id": chosen["home_id"], "units_each": 1}
            start["title"] = chosen["title"][:60]
        elif len(homes) == 1:
            start["home_id"] = homes[0]["id"]
        return await _form(request, actor, Entry(start))

    @post("/new")
    async def draft(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Keep it as a draft and look at it."""
        sent = await submission(request, ShiftForm)
        try:
            made = await commands.draft_shift(actor, read(ShiftForm, sent))
        except (Invalid, Denied, NotFound) as wrong:
            return await _form(request, actor, _entry(sent, wrong), status=wrong.status)
        return see(f"{BASE}/{made}")

    @get("/{shift_id:int}/edit")
    async def edit(self, request: AnyRequest, actor: Who, shift_id: FromPath[int]) -> Page:
        """The draft in its form."""
        file = await shift_file(actor, shift_id)
        require(file.may_keep)
        if file.view.status is not ShiftStatus.draft:
            raise Conflict(_("班次已经发布，不能再修改。需要修改时，请取消后重新发布。"))
        begins = file.view.starts_at.astimezone(clock.HERE)
        same = ("title", "asked", "places", "risk", "units_each", "place", "minimum_age", "skills")
        start = {
            name: getattr(file.view, name) for name in (*same, "child_contact", "bodily_risk")
        } | {
            "home_id": file.home_id,
            "line_id": file.line_id or 0,
            "children": file.children,
            "home_adults": file.home_adults,
            "day": begins.date(),
            "starts": f"{begins:%H:%M}",
            "ends": f"{file.view.ends_at.astimezone(clock.HERE):%H:%M}",
        }
        for at, role in enumerate(file.roles, 1):
            start |= {f"role{at}_{name}": role[name] for name in ("name", "skill", "places")}
        return await _form(request, actor, Entry(start), shift_id)

    @post("/{shift_id:int}/edit")
    async def change(
        self, request: AnyRequest, actor: Who, shift_id: FromPath[int]
    ) -> Answer | Page:
        """Change the draft."""
        require((await shift_file(actor, shift_id)).may_keep)
        sent = await submission(request, ShiftForm)
        try:
            await commands.change_shift(actor, shift_id, read(ShiftForm, sent))
        except (Invalid, Denied, NotFound) as wrong:
            return await _form(request, actor, _entry(sent, wrong), shift_id, wrong.status)
        return see(f"{BASE}/{shift_id}")

    @get("/{shift_id:int}")
    async def show(self, request: AnyRequest, actor: Who, shift_id: FromPath[int]) -> Page:
        """One shift with its roster."""
        return await _show(request, actor, shift_id, Entry())

    @get("/{shift_id:int}/sheet")
    async def sheet(self, request: AnyRequest, actor: Who, shift_id: FromPath[int]) -> Page:
        """The code for the door, on paper."""
        file = await shift_file(actor, shift_id)
        signed = door_pass(shift_id, rules.check_out_closes(file.view.ends_at, await limits()))
        address = f"{settings().base_url}/shifts/{shift_id}/presence?code={signed}"
        drawn = "data:image/svg+xml;base64," + b64encode(qr_svg(address).encode()).decode()
        return page("volunteers/sheet.html", request=request, file=file, qr=drawn, **WORDS)

    @post("/{shift_id:int}/opening")
    async def open(self, request: AnyRequest, actor: Who, shift_id: FromPath[int]) -> Answer | Page:
        """Let people sign up."""
        await shift_file(actor, shift_id)
        try:
            await commands.open_shift(actor, shift_id)
        except Invalid as wrong:
            return await _show(request, actor, shift_id, Entry({}, wrong.fields), 422)
        return see(f"{BASE}/{shift_id}")

    @post("/{shift_id:int}/cover")
    async def insure(
        self, request: AnyRequest, actor: Who, shift_id: FromPath[int]
    ) -> Answer | Page:
        """An accident policy for everybody in the shift."""

        async def act(form: CoverForm) -> None:
            await commands.insure_shift(actor, shift_id, form)

        return await done(request, actor, shift_id, CoverForm, act)

    @post("/{shift_id:int}/cancellation")
    async def cancel(
        self, request: AnyRequest, actor: Who, shift_id: FromPath[int]
    ) -> Answer | Page:
        """Call it off, with the reason."""

        async def act(form: ReasonForm) -> None:
            await commands.cancel_shift(actor, shift_id, form.reason)

        return await done(request, actor, shift_id, ReasonForm, act)


async def done(
    request: AnyRequest,
    actor: Actor,
    shift_id: int,
    shape: type[Shape],
    act: Callable[[Shape], Awaitable[None]],
    *,
    confirming: bool = False,
) -> Answer | Page:
    """
    Read the form and carry it out; or show the shift again with what was wrong. *confirming* is
    the home's; the rest is for who runs the shift.
    """
    file = await shift_file(actor, shift_id)  # strangers learn that there is nothing here
    require(file.may_confirm if confirming else file.may_keep)

    async def again(form: Entry, status: int) -> Page:
        return await _show(request, actor, shift_id, form, status)

    return await step(request, shape, act, again, to=f"{BASE}/{shift_id}", refusals=(Invalid,))


async def _show(
    request: AnyRequest, actor: Actor, shift_id: int, form: Entry, status: int = 200
) -> Page:
    file = await shift_file(actor, shift_id)
    return page(
        "volunteers/keep.html",
        request=request,
        status=status,
        file=file,
        shift=file.view,
        facts=facts(file.view),
        under_way=file.view.status in BEGUN,
        begun=file.view.starts_at <= clock.now(),
        form=form,
        **WORDS,
    )


async def _form(
    request: AnyRequest,
    actor: Actor,
    form: Entry,
    shift_id: int | None = None,
    status: int = 200,
) -> Page:
    homes = await homes_to_serve(actor)
    if not homes:
        raise Denied(_("只有本儿童之家的主任，或与本儿童之家有生效协议的机构，可以发布志愿班次。"))
    lines = await service_lines([home["id"] for home in homes])
    return page(
        "volunteers/form.html",
        request=request,
        status=status,
        form=form,
        shift_id=shift_id,
        homes=[(home["id"], home["name"]) for home in homes],
        lines=[
            (
                line["id"],
                _("%(need)s · %(line)s，还差 %(left)s %(unit)s")
                % {
                    "need": line["title"],
                    "line": line["name"],
                    "left": line["left"],
                    "unit": codes.unit(line["unit"]).after(line["left"]),
                },
            )
            for line in lines
        ],
        skills=[(code, skill.label()) for code, skill in lists.skills().items()],
    )


def _entry(sent: Any, wrong: Invalid | Denied | NotFound) -> Entry:
    if isinstance(wrong, Invalid):
        return Entry(sent, wrong.fields)
    return Entry(sent, {"line_id" if isinstance(wrong, NotFound) else "home_id": wrong.message})
