"""The desk of who keeps bases, gauges and counsellors; of organisations for their services."""

from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.errors import Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.incubation import commands, rules
from match.incubation.forms import BaseForm, CounsellorForm, DecisionForm, ServiceForm, WordForm
from match.incubation.pages.common import BASE, WORDS, Answer, AnyRequest, listed
from match.incubation.pages.exporting import serving_export
from match.incubation.queries import (
    bases,
    candidates,
    counsellors,
    counted_organisations,
    counts,
    entries,
    own_services,
    services,
    training_wanted,
)
from match.incubation.states import BaseLevel, CounsellorStatus, level_word
from match.people.queries.organisations import own_organisations
from match.places import queries as places
from match.places.rules import Level
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission

Option = tuple[str, str]


class IncubationDesk(Controller):
    """Bases, organisations, counsellors, services."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def desk(self, request: AnyRequest, actor: Who) -> Page | Answer:
        """What is there, what is missing, what course would help; a county's list as a file."""
        if wanted(request):
            return await send(request, await serving_export(actor, _county(actor)))
        return await _desk(request, actor, Entry())

    @get("/bases/new")
    async def new_base(self, request: AnyRequest, actor: Who) -> Page:
        """The form of a base."""
        return await _base_form(request, actor, Entry({"opened_on": clock.today()}))

    @post("/bases/new")
    async def open_base(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Open it."""
        _keeper(actor)
        sent = await submission(request, BaseForm)
        try:
            await commands.open_base(actor, read(BaseForm, sent))
        except (Invalid, Denied) as wrong:
            return await _base_form(request, actor, _entry(sent, wrong, "division"), wrong.status)
        return see(BASE)

    @get("/counsellors/new")
    async def new_counsellor(self, request: AnyRequest, actor: Who) -> Page:
        """The form of a counsellor."""
        return await _counsellor_form(request, actor, Entry())

    @post("/counsellors/new")
    async def propose(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Name one."""
        _proposer(actor)
        sent = await submission(request, CounsellorForm)
        try:
            await commands.propose_counsellor(actor, read(CounsellorForm, sent))
        except (Invalid, Denied) as wrong:
            entry = _entry(sent, wrong, "division")
            return await _counsellor_form(request, actor, entry, wrong.status)
        return see(BASE)

    @post("/counsellors/{counsellor_id:int}/decision")
    async def decide(
        self, request: AnyRequest, actor: Who, counsellor_id: FromPath[int]
    ) -> Answer | Page:
        """Check the certificate, refuse it, or end the post."""
        sent = await submission(request, DecisionForm)
        form = read(DecisionForm, {"verb": "", **sent} | {"verb": sent.get("verb") or "?"})
        try:
            await commands.decide_counsellor(actor, counsellor_id, form)
        except Invalid as wrong:
            return await _desk(request, actor, Entry(sent, wrong.fields), 422)
        return see(BASE)

    @post("/organisations/{organisation_id:int}/word")
    async def word(
        self, request: AnyRequest, actor: Who, organisation_id: FromPath[int]
    ) -> Answer | Page:
        """The county's word whether an organisation is at work."""
        _keeper(actor)
        sent = await submission(request, WordForm)
        try:
            await commands.give_word(actor, organisation_id, read(WordForm, sent))
        except Invalid as wrong:
            return await _desk(request, actor, Entry(sent, wrong.fields), 422)
        return see(BASE)

    @get("/services/new")
    async def new_service(self, request: AnyRequest, actor: Who) -> Page:
        """The form of a service."""
        return await _service_form(request, actor, Entry({"on": clock.today(), "left_behind": 0}))

    @post("/services/new")
    async def serve(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Write a service down."""
        _manager(actor)
        sent = await submission(request, ServiceForm)
        try:
            await commands.note_service(actor, read(ServiceForm, sent))
        except (Invalid, Denied) as wrong:
            entry = _entry(sent, wrong, "organisation_id")
            return await _service_form(request, actor, entry, wrong.status)
        return see(BASE)


def _county(actor: Actor) -> str:
    """The county whose organisations this person reads one by one; empty for none."""
    scope = next(iter(actor.scope(Permission.incubation_keep)), "")
    return scope if len(scope) == 6 else ""


def keeps(actor: Actor) -> bool:
    """Whether this person keeps bases somewhere."""
    return actor.may(Permission.incubation_keep)


def _keeper(actor: Actor) -> None:
    if not keeps(actor):
        raise Denied(_("孵化培育由县级以上民政部门在本辖区内登记。"))


def _proposer(actor: Actor) -> None:
    if not actor.may(Permission.incubation_propose):
        raise Denied(_("心理辅导人员由乡镇或县级民政部门提出。"))


def _manager(actor: Actor) -> None:
    if not actor.organisations:
        raise Denied(_("只有机构自己的管理员可以登记服务。"))


async def _desk(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    scope = next(iter(actor.scope(Permission.incubation_keep)), "")
    county = _county(actor)
    known = {"form": form, "keeps": keeps(actor), "manages": bool(actor.organisations)}
    return page(
        "incubation/desk.html",
        request=request,
        status=status,
        proposes=actor.may(Permission.incubation_propose),
        me=actor.id,
        scope=scope,
        counts=await counts(scope) if scope else None,
        bases=await bases(scope) if scope else [],
        entries=await entries(actor),
        counsellors=await counsellors(actor),
        organisations=await counted_organisations(county) if county else [],
        candidates=await candidates(county) if county else [],
        services=await services(scope) if scope else [],
        own=await own_services(actor),
        wanted=await training_wanted(scope) if scope else [],
        waiting=CounsellorStatus.waiting,
        **known,
        **WORDS,
    )


async def _base_form(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    _keeper(actor)
    options: list[Option] = []
    for scope in actor.scope(Permission.incubation_keep):
        if len(scope) <= 4:
            options.append(
                (scope.ljust(12, "0"), (await places.division(scope.ljust(12, "0"))).label)
            )
        if scope == "43":
            options += [(one.code, one.label) for one in await places.prefectures()]
        options += [(one.code, one.label) for one in await places.counties(scope)]
    return page(
        "incubation/base.html",
        request=request,
        status=status,
        form=form,
        levels=[(str(level), level_word(level)) for level in BaseLevel],
        divisions=list(dict.fromkeys(options)),
        **WORDS,
    )


async def _counsellor_form(
    request: AnyRequest, actor: Actor, form: Entry, status: int = 200
) -> Page:
    _proposer(actor)
    accepted = sorted(rules.COUNSELLING_SKILLS | rules.WITH_TRAINING)
    return page(
        "incubation/counsellor.html",
        request=request,
        status=status,
        form=form,
        skills=[(code, codes.skill(code).label()) for code in accepted],
        townships=await townships(actor.scope(Permission.incubation_propose)),
        **WORDS,
    )


async def _service_form(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    _manager(actor)
    own = [one for one in await own_organisations(actor) if one.id in actor.organisations]
    counties = sorted({one.fields["division"][:6] for one in own})
    return page(
        "incubation/service.html",
        request=request,
        status=status,
        form=form,
        organisations=[(one.id, one.fields["name"]) for one in own],
        kinds=listed("psych_service"),
        townships=await townships(counties),
        **WORDS,
    )


async def townships(scopes: Any) -> list[Option]:
    """Townships and streets of some scopes of a county or below, by code."""
    found: list[Option] = []
    for scope in scopes:
        if len(scope) == 9:
            found.append((f"{scope}000", (await places.division(f"{scope}000")).label))
        elif len(scope) == 6:
            below = await places.children_in_code_order(f"{scope}000000")
            found += [(one.code, one.label) for one in below if one.level is Level.TOWNSHIP]
    return found


def _entry(sent: Any, wrong: Invalid | Denied, field: str) -> Entry:
    if isinstance(wrong, Invalid):
        return Entry(sent, wrong.fields)
    return Entry(sent, {field: wrong.message})
