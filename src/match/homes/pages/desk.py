"""The desk of homes: a director keeps hers, a county decides about those of its area."""

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid, MatchError, NotFound
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.homes import policy
from match.homes.commands import change_status, describe_home, seat_director, set_opening
from match.homes.forms import HomeForm, Opening, OpeningSpan
from match.homes.pages.common import (
    Answer,
    AnyRequest,
    hours_table,
    status_tone,
    status_word,
    verb_words,
    weekdays,
)
from match.homes.pages.exporting import registry_export
from match.homes.pages.vouched import vouched
from match.homes.queries import HomeFile, desk_homes, home_file
from match.people.queries.people import directors_of, recorded_names
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import page
from match.site.steps import see

PER_PAGE = 50
SPANS = ("a", "b")


class Facts(msgspec.Struct, frozen=True):
    """What a keeper may change of a home's facts; lists are codes."""

    name: str
    indoor_area_m2: int | None = None
    area_reason: str = ""
    facilities: list[str] = []
    documents: list[str] = []


class HomeDesk(Controller):
    """Homes as the people who keep them see them."""

    path = "/desk/homes"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(
        self,
        request: AnyRequest,
        actor: NamedDependency[Actor],
        q: FromQuery[str] = "",
        after: FromQuery[int] = 0,
    ) -> Answer:
        """My homes, or those of my area."""
        if wanted(request):
            return await send(request, await registry_export(actor, q))
        homes = await desk_homes(actor, text=q, after=after, limit=PER_PAGE + 1)
        return page(
            "homes/desk.html",
            "homes",
            request,
            q=q,
            homes=homes[:PER_PAGE],
            more=homes[PER_PAGE - 1].id if len(homes) > PER_PAGE else 0,
            imports=actor.may(Permission.homes_import),
            status_word=status_word,
            status_tone=status_tone,
        )

    @get("/{home_id:int}")
    async def show(
        self, request: AnyRequest, actor: NamedDependency[Actor], home_id: FromPath[int]
    ) -> Answer:
        """One home: facts, hours, state, and the verbs this person has."""
        return await show_home(request, actor, home_id)

    @post("/{home_id:int}/facts")
    async def describe(
        self, request: AnyRequest, actor: NamedDependency[Actor], home_id: FromPath[int]
    ) -> Answer:
        """Change name, area, facilities and documents."""
        file = await home_file(actor, home_id)
        sent = await request.form()
        raw: dict[str, Any] = {
            name: str(sent.get(name, "")) for name in ("name", "indoor_area_m2", "area_reason")
        }
        raw |= {
            name: [str(one) for one in sent.getall(name, [])]
            for name in ("facilities", "documents")
        }
        try:
            await describe_home(actor, home_id, _changed(file, read(Facts, raw)))
        except Invalid as refusal:
            return await show_home(
                request, actor, home_id, Entry(raw, refusal.fields), refusal.status
            )
        return see(f"/desk/homes/{home_id}")

    @post("/{home_id:int}/opening")
    async def open_hours(
        self, request: AnyRequest, actor: NamedDependency[Actor], home_id: FromPath[int]
    ) -> Answer:
        """Replace the weekly hours."""
        await home_file(actor, home_id)
        sent = await request.form()
        raw = {name: str(sent.get(name, "")).strip() for name in _boxes()}
        try:
            await set_opening(actor, home_id, _opening(raw))
        except Invalid as refusal:
            fields = {("opens-1a" if k == "spans" else k): v for k, v in refusal.fields.items()}
            return await show_home(request, actor, home_id, Entry(raw, fields), refusal.status)
        return see(f"/desk/homes/{home_id}")

    @post("/{home_id:int}/status")
    async def decide(
        self, request: AnyRequest, actor: NamedDependency[Actor], home_id: FromPath[int]
    ) -> Answer:
        """Open, suspend, close: the county's verbs."""
        file = await home_file(actor, home_id)
        sent = await request.form()
        raw = {name: str(sent.get(name, "")).strip() for name in ("verb", "reason")}
        try:
            if raw["verb"] not in file.verbs:
                raise Invalid({"verb": _("请选择一种操作。")})
            await change_status(actor, home_id, raw["verb"], raw["reason"])
        except (Invalid, Conflict) as refusal:
            entry = Entry(raw, _fields(refusal, "verb"))
            return await show_home(request, actor, home_id, entry, refusal.status)
        return see(f"/desk/homes/{home_id}")

    @post("/{home_id:int}/director")
    async def seat(
        self, request: AnyRequest, actor: NamedDependency[Actor], home_id: FromPath[int]
    ) -> Answer:
        """Name the director, among those who hold the role for this home."""
        await home_file(actor, home_id)
        sent = await request.form()
        chosen = str(sent.get("account", ""))
        if chosen not in {str(account) for account in await directors_of(home_id)}:
            raise NotFound(_("这个人还没有本儿童之家的主任角色，请先邀请。"))
        try:
            await seat_director(actor, home_id, int(chosen))
        except Invalid as refusal:
            entry = Entry({"account": chosen}, _fields(refusal, "account"))
            return await show_home(request, actor, home_id, entry, refusal.status)
        return see(f"/desk/homes/{home_id}")


async def show_home(
    request: AnyRequest,
    actor: Actor,
    home_id: int,
    wrong: Entry | None = None,
    status: int = 200,
) -> Answer:
    """The desk of one home; *wrong* is the form that was refused, drawn as it was sent."""
    file = await home_file(actor, home_id)
    directors = await directors_of(home_id)
    named = [*directors, *([file.director_id] if file.director_id else [])]
    saved = _saved(file)
    form = Entry(saved) if wrong is None else Entry(saved | dict(wrong.sent), wrong.errors)
    return page(
        "homes/home.html",
        request=request,
        status=status,
        file=file,
        home=file.card,
        place=" ".join(file.card.place.split("/")[1:]),
        form=form,
        keeps=policy.can_keep(actor, home_id, file.card.division) is True,
        standing=status_word(file.card.status),
        tone=status_tone(file.card.status),
        hours=hours_table(file.card.hours),
        weekdays=weekdays(),
        facilities=codes.home_choices("facility"),
        documents=codes.home_choices("required_document"),
        site=codes.home_entry(file.card.site_source).label(),
        verbs=[(verb, verb_words()[verb]) for verb in file.verbs],
        names=await recorded_names(named),
        candidates=[account for account in directors if account != file.director_id]
        if file.verbs
        else [],
        **await vouched(actor, file),
    )


def _saved(file: HomeFile) -> dict[str, Any]:
    """The values of every form of the page, as they are kept."""
    values: dict[str, Any] = {
        "name": file.card.name,
        "indoor_area_m2": file.indoor_area_m2,
        "area_reason": file.area_reason,
        "facilities": list(file.card.facilities),
        "documents": list(file.documents),
    }
    for day, _word in weekdays():
        spans = [span for span in file.card.hours if span.weekday == day]
        for at, span in zip(SPANS, spans, strict=False):
            values[f"opens-{day}{at}"] = f"{span.opens:%H:%M}"
            values[f"closes-{day}{at}"] = f"{span.closes:%H:%M}"
    return values


def _changed(file: HomeFile, facts: Facts) -> HomeForm:
    """The whole form of a home with its changed facts; the command checks all of it again."""
    return read(
        HomeForm,
        {
            "name": facts.name,
            "division": file.card.division,
            "kind": str(file.card.kind),
            "parent_home_id": file.parent_home_id,
            "site_source": file.card.site_source,
            "co_location": list(file.co_location),
            "indoor_area_m2": facts.indoor_area_m2,
            "area_reason": facts.area_reason,
            "facilities": facts.facilities,
            "documents": facts.documents,
            "director_kind": file.director_kind,
        },
    )


def _boxes() -> list[str]:
    return [
        f"{side}-{day}{at}" for day in range(1, 8) for at in SPANS for side in ("opens", "closes")
    ]


def _opening(raw: Mapping[str, str]) -> Opening:
    """A week from its boxes; a day without times is closed. Raises Invalid at the box."""
    spans: list[OpeningSpan] = []
    wrong: dict[str, str] = {}
    for day, word in weekdays():
        for at in SPANS:
            opens, closes = raw[f"opens-{day}{at}"], raw[f"closes-{day}{at}"]
            if not opens and not closes:
                continue
            try:
                spans.append(
                    msgspec.convert(
                        {"weekday": day, "opens": _clock(opens), "closes": _clock(closes)},
                        OpeningSpan,
                        strict=False,
                    )
                )
            except msgspec.ValidationError:
                wrong[f"opens-{day}{at}"] = _(
                    "%(day)s的开始和结束时间都要填，例如 15:00 和 18:00。"
                ) % {"day": word}
    if wrong:
        raise Invalid(wrong)
    return Opening(spans)


def _clock(text: str) -> str:
    """15:00 as ISO wants it; browsers leave the seconds out."""
    return f"{text}:00" if len(text) == 5 else text


def _fields(refusal: MatchError, field: str) -> dict[str, str]:
    if isinstance(refusal, Invalid):
        return {("reason" if k == "reason" else field): v for k, v in refusal.fields.items()}
    return {field: refusal.message}
