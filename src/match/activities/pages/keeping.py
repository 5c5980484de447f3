"""Activities at the home's desk: arranged, written down, counted, called off."""

from datetime import datetime
from typing import Any

from litestar import Controller, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from match.activities import commands, policy, rules
from match.activities.forms import ActivityForm, HeadsForm, ReasonForm, SignupForm
from match.activities.pages.common import BASE, WORDS, Answer, AnyRequest, again, typed
from match.activities.queries import ActivityFile, KeptHome, activity_file, opening_rule, seen_home
from match.activities.words import audience_word, kinds
from match.catalogue import codes
from match.files.commands import keep_photo
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.errors import Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.parameters import whole
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see

PHOTOS_MOST = 4
BAND_BOXES = tuple((band, f"age_{band.replace('-', '_')}") for band in rules.BANDS)


class ActivityDesk(Controller):
    """Numbers only: there is no box for a name."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{home_id:int}/new")
    async def new(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Page:
        """An activity to come."""
        home = await seen_home(actor, home_id)
        require(policy.can_keep(actor, home_id))
        return await _form(request, home, Entry(await _start(home_id, held=False)), held=False)

    @post("/{home_id:int}/new")
    async def plan(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Answer | Page:
        """Arrange it."""
        home = await seen_home(actor, home_id)
        require(policy.can_keep(actor, home_id))
        sent = await typed(request, ActivityForm)
        try:
            made = await commands.plan_activity(actor, home_id, read(ActivityForm, sent))
        except Invalid as wrong:
            return await _form(request, home, again(sent, wrong), held=False, status=422)
        return see(f"{BASE}/items/{made}")

    @get("/{home_id:int}/held")
    async def held(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Page:
        """An activity that took place, with its numbers, on one page."""
        home = await seen_home(actor, home_id)
        require(policy.can_log(actor, home_id))
        return await _form(request, home, Entry(await _start(home_id, held=True)), held=True)

    @post("/{home_id:int}/held")
    async def note(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Answer | Page:
        """Write it down."""
        home = await seen_home(actor, home_id)
        require(policy.can_log(actor, home_id))
        sent = await typed(request, ActivityForm, HeadsForm)
        try:
            form, counted = _both(sent)
            photos = await _photos(request, actor, home.division)
            made = await commands.note_activity(actor, home_id, form, counted, photos)
        except Invalid as wrong:
            return await _form(request, home, again(sent, wrong), held=True, status=422)
        return see(f"{BASE}/items/{made}")

    @get("/items/{activity_id:int}")
    async def show(self, request: AnyRequest, actor: Who, activity_id: FromPath[int]) -> Page:
        """One activity with its numbers."""
        return await _show(request, actor, await activity_file(actor, activity_id), None)

    @post("/items/{activity_id:int}/record")
    async def record(
        self, request: AnyRequest, actor: Who, activity_id: FromPath[int]
    ) -> Answer | Page:
        """Count who came; again, to correct."""
        file = await activity_file(actor, activity_id)
        require(policy.can_log(actor, file.view.home_id))
        sent = await typed(request, HeadsForm)
        try:
            counted = read(HeadsForm, sent)
            photos = await _photos(request, actor, file.division)
            await commands.record_heads(actor, activity_id, counted, photos)
        except Invalid as wrong:
            return await _show(request, actor, file, again(sent, wrong))
        return see(f"{BASE}/items/{activity_id}")

    @post("/items/{activity_id:int}/cancellation")
    async def cancel(
        self, request: AnyRequest, actor: Who, activity_id: FromPath[int]
    ) -> Answer | Page:
        """Call it off."""
        file = await activity_file(actor, activity_id)
        require(policy.can_keep(actor, file.view.home_id))
        sent = await typed(request, ReasonForm)
        try:
            await commands.call_off(actor, activity_id, read(ReasonForm, sent).reason)
        except Invalid as wrong:
            return await _show(request, actor, file, again(sent, wrong))
        return see(f"{BASE}/items/{activity_id}")

    @post("/items/{activity_id:int}/calls")
    async def calls(
        self, request: AnyRequest, actor: Who, activity_id: FromPath[int]
    ) -> Answer | Page:
        """So many announced themselves by telephone or at the door."""
        file = await activity_file(actor, activity_id)
        require(policy.can_log(actor, file.view.home_id))
        sent = await typed(request, SignupForm)
        try:
            await commands.announce(actor, activity_id, read(SignupForm, sent).heads)
        except Invalid as wrong:
            return await _show(request, actor, file, again(sent, wrong))
        return see(f"{BASE}/items/{activity_id}")


async def _start(home_id: int, *, held: bool) -> dict[str, Any]:
    """The home's own hours as the times, so that only kind and numbers are left to say."""
    now = clock.now().astimezone(clock.HERE)
    day, starts, ends = rules.last_opening(await opening_rule(home_id), now)
    return {
        "day": (day if held else now.date() + rules.ONE_DAY).isoformat(),
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "capacity": await whole("activity.risk_note_above"),
    }


def _both(sent: dict[str, Any]) -> tuple[ActivityForm, HeadsForm]:
    """Both halves of the page, with the complaints of both at once."""
    wrong: dict[str, str] = {}
    read_so_far: list[Any] = []
    for shape in (ActivityForm, HeadsForm):
        try:
            read_so_far.append(read(shape, sent))
        except Invalid as refusal:
            wrong |= refusal.fields
    if wrong:
        raise Invalid(wrong)
    return read_so_far[0], read_so_far[1]


async def _photos(request: AnyRequest, actor: Actor, division: str) -> list[int]:
    """The pictures sent, each made anew. Without the declaration none is kept: faces may be on."""
    sent = await request.form()
    chosen = [one for one in sent.getall("photos", []) if isinstance(one, UploadFile)]
    pictures = [data for data in [await one.read() for one in chosen] if data]
    if not pictures:
        return []
    if str(sent.get("premises_only", "")) != "true":
        raise Invalid({"premises_only": _("请确认照片里只有场地和物品，没有孩子。")})
    if len(pictures) > PHOTOS_MOST:
        raise Invalid({"photos": _("最多 %(limit)s 张照片。") % {"limit": PHOTOS_MOST}})
    try:
        return [await keep_photo(actor, data, division=division) for data in pictures]
    except Invalid as refusal:
        raise Invalid({"photos": next(iter(refusal.fields.values()))}) from refusal


async def _form(
    request: AnyRequest, home: KeptHome, form: Entry, *, held: bool, status: int = 200
) -> Page:
    return page(
        "activities/held.html" if held else "activities/new.html",
        request=request,
        status=status,
        home=home,
        form=form,
        kinds=kinds(),
        audiences=[(one, audience_word(one)) for one in rules.AUDIENCES],
        above=await whole("activity.risk_note_above"),
        **_count_boxes(),
    )


def _count_boxes() -> dict[str, Any]:
    return {
        "bands": [(name, _("%(band)s 岁") % {"band": band}) for band, name in BAND_BOXES],
        "groups": [(code.lower(), codes.group(code).label()) for code in rules.GROUPS],
    }


async def _show(request: AnyRequest, actor: Actor, file: ActivityFile, form: Entry | None) -> Page:
    counted = {name: file.heads.get(("age", band), "") for band, name in BAND_BOXES}
    counted |= {code.lower(): file.heads.get(("group", code), "") for code in rules.GROUPS}
    begun: datetime = file.view.starts_at
    return page(
        "activities/show.html",
        request=request,
        status=200 if form is None else 422,
        file=file,
        one=file.view,
        form=form or Entry(counted | {"adults": file.adults or ""}),
        logs=policy.can_log(actor, file.view.home_id) is True,
        keeps=policy.can_keep(actor, file.view.home_id) is True,
        begun=begun <= clock.now(),
        **_count_boxes(),
        **WORDS,
    )
