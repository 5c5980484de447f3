"""Surveys, the province's library, due lists: for those who organise training."""

from litestar import Controller, Response, get, post
from litestar.params import FromPath, FromQuery

from match.files.handing import handed_out
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission
from match.training import commands, policy, rules, states
from match.training.forms import ExpertForm, PackForm, SurveyForm, VersionForm
from match.training.pages.common import BASE, WORDS, Answer, AnyRequest, audiences, contents, upload
from match.training.pages.exporting import due_export
from match.training.queries.due import due_people, list_begins
from match.training.queries.library import experts, kept_surveys, packs, version_file
from match.training.states import Audience, Background, Origin, PackKind

SHOWN = 200


class TrainingKeeperPages(Controller):
    """Ask first, keep the library, remind who is due."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/surveys")
    async def surveys(self, request: AnyRequest, actor: Who) -> Page:
        """The department's surveys, and a form for one more."""
        return await _surveys(request, actor, Entry())

    @post("/surveys")
    async def ask(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Ask those who will be trained."""
        sent = await submission(request, SurveyForm)
        try:
            survey_id = await commands.open_survey(actor, read(SurveyForm, sent))
        except (Invalid, Conflict, Denied) as wrong:
            entry = Entry(sent, wrong.at("audience"))
            return await _surveys(request, actor, entry, wrong.status)
        return see(f"{BASE}/surveys/{survey_id}")

    @get("/library")
    async def library(self, request: AnyRequest, actor: Who) -> Page:
        """Experts and packs: everybody reads, the province keeps."""
        return await _library(request, actor)

    @post("/library/experts")
    async def add_expert(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Somebody joins the think-tank."""
        require(policy.can_library(actor))
        sent = await submission(request, ExpertForm)
        try:
            await commands.add_expert(actor, read(ExpertForm, sent))
        except Invalid as wrong:
            return await _library(request, actor, expert=Entry(sent, wrong.fields), status=422)
        return see(f"{BASE}/library")

    @post("/library/experts/{expert_id:int}/end")
    async def end_expert(self, actor: Who, expert_id: FromPath[int]) -> Answer:
        """Somebody leaves it."""
        await commands.end_expert(actor, expert_id)
        return see(f"{BASE}/library")

    @post("/library/packs")
    async def make_pack(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """A new pack with its first version."""
        require(policy.can_library(actor))
        sent = await submission(request, PackForm)
        try:
            form = read(PackForm, sent)
            await commands.make_pack(actor, form, file_id=await upload(request, actor))
        except Invalid as wrong:
            return await _library(request, actor, pack=Entry(sent, wrong.fields), status=422)
        return see(f"{BASE}/library#packs")

    @post("/library/packs/{pack_id:int}/versions")
    async def renew_pack(
        self, request: AnyRequest, actor: Who, pack_id: FromPath[int]
    ) -> Answer | Page:
        """A newer version; older courses keep theirs."""
        require(policy.can_library(actor))
        sent = await submission(request, VersionForm)
        try:
            form = read(VersionForm, sent)
            await commands.renew_pack(actor, pack_id, form, file_id=await upload(request, actor))
        except Invalid as wrong:
            entry = Entry({**sent, "of": pack_id}, wrong.fields)
            return await _library(request, actor, version=entry, status=422)
        return see(f"{BASE}/library#packs")

    @get("/library/versions/{version_id:int}/file")
    async def document(self, version_id: FromPath[int]) -> Response[bytes]:
        """The document of one version."""
        return await handed_out(await version_file(version_id))

    @get("/due")
    async def due(
        self, request: AnyRequest, actor: Who, of: FromQuery[str] = "director"
    ) -> Page | Answer:
        """Who was not trained yet this year, in the reader's areas."""
        return await _due(request, actor, of)

    @post("/reminders")
    async def remind(self, request: AnyRequest, actor: Who) -> Answer:
        """Remind all of them, at most once a week each."""
        areas = _areas(actor)
        sent = await request.form()
        audience = _yearly(str(sent.get("of", "")))
        reminded = 0
        for area in areas:
            reminded += await commands.remind(actor, audience, area)
        return see(f"{BASE}/due?of={audience}&reminded={reminded}")


def _areas(actor: Actor) -> list[str]:
    """The areas in which somebody reminds. Raises Denied for who has none."""
    held = {
        *actor.scope(Permission.training_keep),
        *actor.scope(Permission.needs_check),
    }
    if not held:
        raise Denied(_("只有举办培训的部门和儿童督导员可以查看应训名单。"))
    # The widest areas only: a county inside a prefecture would be counted twice.
    return sorted(area for area in held if not any(area != o and area.startswith(o) for o in held))


def _yearly(given: str) -> Audience:
    known = {str(audience): audience for audience in rules.YEARLY}
    if given not in known:
        raise Invalid({"of": _("请从给出的选项里选择。")})
    return known[given]


async def _due(request: AnyRequest, actor: Actor, of: str) -> Page | Answer:
    areas = _areas(actor)
    audience = _yearly(of)
    people = [one for area in areas for one in await due_people(audience, area)]
    if wanted(request):
        return await send(request, due_export(people, audience))
    asked = str(request.query_params.get("reminded", ""))
    return page(
        "training/due.html",
        request=request,
        audience=audience,
        audiences=[(one, states.audience_word(one)) for one in rules.YEARLY],
        people=people[:SHOWN],
        count=len(people),
        begins=await list_begins(clock.today().year),
        today=clock.today(),
        reminded=int(asked) if asked.isdigit() else None,
        **WORDS,
    )


async def _surveys(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    offered = audiences(actor)
    if not offered:
        raise Denied(str(policy.organiser_for(actor, Audience.director)))
    return page(
        "training/surveys.html",
        request=request,
        status=status,
        form=form,
        audiences=offered,
        surveys=await kept_surveys(actor),
        **WORDS,
    )


async def _library(request: AnyRequest, actor: Actor, *, status: int = 200, **forms: Entry) -> Page:
    entries = {name: Entry() for name in ("expert", "pack", "version")} | forms
    return page(
        "training/library.html",
        request=request,
        status=status,
        experts=await experts(),
        packs=await packs(),
        keeps=policy.can_library(actor) is True,
        wrong=next((entry for entry in forms.values() if entry.errors), Entry()),
        contents=contents(),
        origins=[(one, states.origin_word(one)) for one in Origin],
        backgrounds=[(one, states.background_word(one)) for one in Background],
        kinds=[(one, states.pack_word(one)) for one in PackKind],
        **entries,
        **WORDS,
    )
