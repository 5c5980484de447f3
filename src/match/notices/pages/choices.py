"""How one is told: a dozen groups, three channels, quiet hours; and what one chose when."""

from collections.abc import Mapping, Sequence

import msgspec
from litestar import Controller, get, post
from litestar.params import FromPath

from match.foundation.actor import Actor
from match.foundation.errors import Invalid, NotFound
from match.foundation.forms import read
from match.foundation.language import _
from match.notices.commands import choose, set_quiet_hours
from match.notices.commands.routing import hours
from match.notices.forms import QuietForm
from match.notices.groups import (
    STATUTORY,
    Group,
    group_default,
    group_of,
    group_word,
    groups_for,
    kinds_of,
)
from match.notices.pages.common import Answer, AnyRequest, channel_word, pace_word
from match.notices.queries.choices import choices_of, history, pauses_of, reach_of
from match.notices.rules import Reader, clock_face, minute_of, pace_of
from match.notices.states import Channel, Pace
from match.notices.words import Kind, title
from match.people.queries.contacts import contacts
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission

BASE = "/me/notices"
NO_CHOICE = "own"


class ChoicePages(Controller):
    """One's own; nobody else's."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, actor: Who) -> Answer:
        """The groups with what was chosen, or what we suggest."""
        return await _show(request, actor)

    @post("/")
    async def keep(self, request: AnyRequest, actor: Who) -> Answer:
        """Keep what is new."""
        try:
            await choose(actor, _wanted(await _sent(request), [each.value for each in Group]))
        except Invalid as invalid:
            return await _show(request, actor, Entry({}, invalid.fields), status=422)
        return see(BASE)

    @post("/quiet-hours")
    async def keep_quiet(self, request: AnyRequest, actor: Who) -> Answer:
        """Keep the quiet hours."""
        sent = await submission(request, QuietForm)
        try:
            form = read(QuietForm, sent)
        except Invalid as invalid:
            wrong = dict.fromkeys(invalid.fields, _("请按 21:30 的样子填写时间。"))
            return await _show(request, actor, Entry(sent, wrong), status=422)
        start = minute_of(form.quiet_from)
        await set_quiet_hours(actor, start, start if form.none else minute_of(form.quiet_to))
        return see(BASE)

    @get("/groups/{group:str}")
    async def kinds(self, request: AnyRequest, actor: Who, group: FromPath[str]) -> Answer:
        """Each kind of one group."""
        return await _show_kinds(request, actor, _group(group))

    @post("/groups/{group:str}")
    async def keep_kinds(self, request: AnyRequest, actor: Who, group: FromPath[str]) -> Answer:
        """Keep what is new among the kinds of one group."""
        chosen = _group(group)
        topics = [kind.value for kind in kinds_of(chosen)]
        try:
            await choose(actor, _wanted(await _sent(request), topics))
        except Invalid as invalid:
            return await _show_kinds(request, actor, chosen, Entry({}, invalid.fields), status=422)
        return see(f"{BASE}/groups/{chosen}")

    @get("/history")
    async def changes(self, request: AnyRequest, actor: Who) -> Answer:
        """What one chose, and when."""
        return page(
            "notices/history.html",
            request=request,
            lines=await history(actor),
            topic_word=_topic_word,
            channel_word=channel_word,
            pace_word=pace_word,
        )


async def _show(
    request: AnyRequest, actor: Actor, form: Entry | None = None, status: int = 200
) -> Answer:
    assert actor.id is not None, "the door lets in whoever is signed in"
    chosen = await choices_of(actor.id)
    reader = await reach_of(actor.id, chosen)
    quiet = reader.quiet or (await hours()).quiet
    first = groups_for(frozenset(grant.role for grant in actor.grants))
    faces = {
        "quiet_from": clock_face(quiet.from_minute),
        "quiet_to": clock_face(quiet.to_minute),
        "none": quiet.from_minute == quiet.to_minute,
    }
    held = form or Entry()
    return page(
        "notices/choices.html",
        request=request,
        status=status,
        form=Entry({**faces, **_group_paces(reader), **held.sent}, held.errors),
        first=first,
        others=[group for group in Group if group not in first],
        statutory=STATUTORY,
        group_word=group_word,
        own=await contacts(actor),
        pauses=await pauses_of(actor),
        channels=[(channel, channel_word(channel)) for channel in Channel],
        paces=_paces(),
        text_paces=_paces(Pace.now, Pace.off),
        Channel=Channel,
    )


async def _show_kinds(
    request: AnyRequest, actor: Actor, group: Group, form: Entry | None = None, status: int = 200
) -> Answer:
    assert actor.id is not None, "the door lets in whoever is signed in"
    chosen = await choices_of(actor.id)
    reader = await reach_of(actor.id, chosen)
    held = form or Entry()
    now = {
        f"{kind}-{channel}": chosen.get((kind.value, channel), NO_CHOICE)
        for kind in kinds_of(group)
        for channel in Channel
    }
    return page(
        "notices/kinds.html",
        request=request,
        status=status,
        form=Entry({**now, **held.sent}, held.errors),
        group=group,
        words=group_word(group),
        statutory=group in STATUTORY,
        kinds=[(kind, _kind_word(kind)) for kind in kinds_of(group)],
        channels=[(channel, channel_word(channel)) for channel in Channel],
        options=lambda kind, channel: [
            (NO_CHOICE, _as_group(kind, channel, reader)),
            *_paces(),
        ],
    )


def _as_group(kind: Kind, channel: Channel, reader: Reader) -> str:
    """What the kind does without a choice of its own."""
    others = {key: pace for key, pace in reader.chosen.items() if key[0] != kind.value}
    pace = pace_of(kind, channel, msgspec.structs.replace(reader, chosen=others))
    return _("按整组：%(pace)s") % {"pace": pace_word(pace)}


def _group_paces(reader: Reader) -> dict[str, str]:
    return {
        f"{group}-{channel}": reader.chosen.get(
            (group.value, channel), group_default(group, channel, staff=reader.staff)
        )
        for group in Group
        for channel in Channel
    }


def _paces(*only: Pace) -> list[tuple[str, str]]:
    return [(pace.value, pace_word(pace)) for pace in Pace if not only or pace in only]


async def _sent(request: AnyRequest) -> dict[str, str]:
    form = await request.form()
    return {name: sent for name in form if isinstance(sent := form[name], str)}


def _wanted(
    sent: Mapping[str, str], topics: Sequence[str]
) -> dict[tuple[str, Channel], Pace | None]:
    """The form's selects; what it does not name stays as it was. Raises Invalid, by topic."""
    wanted: dict[tuple[str, Channel], Pace | None] = {}
    for topic in topics:
        for channel in Channel:
            text = sent.get(f"{topic}-{channel}")
            if text is None:
                continue
            if text not in {NO_CHOICE, *(pace.value for pace in Pace)}:
                raise Invalid({topic: _("请从给出的选项里选择，或按提示填写。")})
            wanted[topic, channel] = None if text == NO_CHOICE else Pace(text)
    if not wanted:
        raise Invalid({"": _("请至少选择一项。")})
    return wanted


def _group(name: str) -> Group:
    try:
        return Group(name)
    except ValueError:
        raise NotFound(_("没有这一类消息。")) from None


def _kind_word(kind: Kind) -> str:
    """The kind's own sentence, without the thing it would name."""
    said = title(kind, {"title": "", "on": "…"})
    return said.rstrip(_("：") + " ")


def _topic_word(topic: str) -> str:
    if topic in {each.value for each in Group}:
        return group_word(Group(topic))[0]
    kind = Kind(topic)
    return f"{group_word(group_of(kind))[0]} · {_kind_word(kind)}"
