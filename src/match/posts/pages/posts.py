"""The posts of homes and townships: naming, handing over, tutors, guidance."""

from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath

from match.foundation.db import one
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, MatchError, NotFound
from match.foundation.forms import read
from match.foundation.language import _
from match.posts import commands, policy
from match.posts.forms import (
    DirectorForm,
    EndForm,
    GuidanceForm,
    HandoverForm,
    KindForm,
    SupervisorForm,
    TutorForm,
)
from match.posts.pages.common import (
    BASE,
    WORDS,
    Answer,
    AnyRequest,
    director_kinds,
    genders,
    link,
    see,
    supervisor_kinds,
    tutor_kinds,
)
from match.posts.queries import areas_of, gaps, home_posts, township_posts
from match.posts.states import Guide, Office
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.submission import submission

REFUSALS = (Invalid, Conflict, Denied)


class PostPages(Controller):
    """For the home, the township, the county, and those who guide."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def overview(self, request: AnyRequest, actor: Who) -> Page:
        """Where a post is vacant in the reader's areas, or her own homes."""
        areas = areas_of(actor)
        if not areas and not actor.homes_in_sight:
            raise Denied(_("只有儿童主任、督导员、社工站和民政部门可以查看岗位。"))
        return page(
            "posts/overview.html",
            request=request,
            found=await gaps(areas) if areas else None,
            homes=[await home_posts(actor, home) for home in sorted(actor.homes_in_sight)],
            **WORDS,
        )

    @get("/homes/{home_id:int}")
    async def home(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Page:
        """Who directs a home, who comes, who helps."""
        return await _home(request, actor, home_id)

    @post("/homes/{home_id:int}/directors")
    async def name_director(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Page:
        """
        Name somebody and show her link once, to be handed on: the link's secret is kept nowhere.
        """
        file = await home_posts(actor, home_id)
        require(policy.can_name(actor, Office.director, file.division))
        sent = await submission(request, DirectorForm)
        try:
            named = await commands.name_director(actor, home_id, read(DirectorForm, sent))
        except REFUSALS as wrong:
            entry = _entry(sent, wrong, "phone")
            return await _home(request, actor, home_id, naming=entry, status=wrong.status)
        return await _home(request, actor, home_id, status=201, shown=link(named.token))

    @post("/homes/{home_id:int}/tutors")
    async def appoint(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Page:
        """Appoint a tutor and show the link once."""
        await home_posts(actor, home_id)
        require(policy.can_appoint_tutor(actor, home_id))
        sent = await submission(request, TutorForm)
        try:
            made = await commands.appoint_tutor(actor, home_id, read(TutorForm, sent))
        except REFUSALS as wrong:
            entry = _entry(sent, wrong, "phone")
            return await _home(request, actor, home_id, tutoring=entry, status=wrong.status)
        return await _home(request, actor, home_id, status=201, shown=link(made.token))

    @post("/homes/{home_id:int}/guidance")
    async def guide(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Answer | Page:
        """Comment on a home."""
        file = await home_posts(actor, home_id)
        guide = policy.guide_of(actor, file.division)
        require(True if isinstance(guide, Guide) else guide)
        sent = await submission(request, GuidanceForm)
        try:
            await commands.guide_home(actor, home_id, read(GuidanceForm, sent))
        except REFUSALS as wrong:
            entry = _entry(sent, wrong, "words")
            return await _home(request, actor, home_id, guiding=entry, status=wrong.status)
        return see(f"{BASE}/homes/{home_id}#guidance")

    @get("/townships/{code:str}")
    async def township(self, request: AnyRequest, actor: Who, code: FromPath[str]) -> Page:
        """Who supervises a township."""
        return await _township(request, actor, code)

    @post("/townships/{code:str}/supervisors")
    async def name_supervisor(self, request: AnyRequest, actor: Who, code: FromPath[str]) -> Page:
        """Name somebody and show her link once."""
        file = await township_posts(actor, _digits(code))
        require(policy.can_name(actor, Office.supervisor, file.division))
        sent = await submission(request, SupervisorForm)
        try:
            named = await commands.name_supervisor(actor, code, read(SupervisorForm, sent))
        except REFUSALS as wrong:
            entry = _entry(sent, wrong, "phone")
            return await _township(request, actor, code, naming=entry, status=wrong.status)
        return await _township(request, actor, code, status=201, shown=link(named.token))

    @post("/{post_id:int}/handover")
    async def hand_over(
        self, request: AnyRequest, actor: Who, post_id: FromPath[int]
    ) -> Answer | Page:
        """From the holder to who is ready, in one step."""
        await _decides(actor, post_id)
        sent = await submission(request, HandoverForm)
        try:
            await commands.hand_over(actor, post_id, read(HandoverForm, sent))
        except (Invalid, Conflict) as wrong:
            return await _of_post(request, actor, post_id, _entry(sent, wrong, "successor"), wrong)
        return see(await _page_of(post_id))

    @post("/{post_id:int}/end")
    async def end(self, request: AnyRequest, actor: Who, post_id: FromPath[int]) -> Answer | Page:
        """Somebody leaves and nobody is ready."""
        await _decides(actor, post_id)
        sent = await submission(request, EndForm)
        try:
            await commands.end_post(actor, post_id, read(EndForm, sent).reason)
        except (Invalid, Conflict) as wrong:
            return await _of_post(request, actor, post_id, _entry(sent, wrong, "reason"), wrong)
        return see(await _page_of(post_id))

    @post("/{post_id:int}/withdrawal")
    async def take_back(
        self, request: AnyRequest, actor: Who, post_id: FromPath[int]
    ) -> Answer | Page:
        """Who was named does not begin."""
        await _decides(actor, post_id)
        sent = await submission(request, EndForm)
        try:
            await commands.take_back_naming(actor, post_id, read(EndForm, sent).reason)
        except (Invalid, Conflict) as wrong:
            return await _of_post(request, actor, post_id, _entry(sent, wrong, "reason"), wrong)
        return see(await _page_of(post_id))

    @post("/{post_id:int}/kind")
    async def complete(
        self, request: AnyRequest, actor: Who, post_id: FromPath[int]
    ) -> Answer | Page:
        """Write down what a seat of old is."""
        await _decides(actor, post_id)
        sent = await submission(request, KindForm)
        try:
            await commands.complete_kind(actor, post_id, read(KindForm, sent))
        except (Invalid, Conflict) as wrong:
            return await _of_post(request, actor, post_id, _entry(sent, wrong, "kind"), wrong)
        return see(await _page_of(post_id))

    @post("/tutors/{tutor_id:int}/end")
    async def end_tutor(
        self, request: AnyRequest, actor: Who, tutor_id: FromPath[int]
    ) -> Answer | Page:
        """An appointment ends."""
        tutor = await one("SELECT home_id, division, account_id FROM tutor WHERE id = $1", tutor_id)
        if tutor is None:
            raise NotFound(_("没有找到这位辅导员。"))
        await home_posts(actor, tutor["home_id"])
        require(policy.can_end_tutor(actor, tutor))
        sent = await submission(request, EndForm)
        try:
            await commands.end_tutor(actor, tutor_id, read(EndForm, sent).reason)
        except (Invalid, Conflict) as wrong:
            entry = _entry(sent, wrong, "reason")
            return await _home(request, actor, tutor["home_id"], ending=entry, status=wrong.status)
        return see(f"{BASE}/homes/{tutor['home_id']}")


def _entry(sent: Any, wrong: MatchError, field: str) -> Entry:
    return Entry(sent, wrong.fields if isinstance(wrong, Invalid) else {field: wrong.message})


def _digits(code: str) -> str:
    if not (code.isascii() and code.isdigit() and len(code) in (9, 12)):
        raise NotFound(_("没有找到这个乡镇（街道）。"))
    return code


async def _decides(actor: Who, post_id: int) -> None:
    """NotFound for who may not see the post, Denied for who may only see it."""
    found = await _where(post_id)
    if found["home_id"] is not None:
        file = await home_posts(actor, found["home_id"])
    else:
        file = await township_posts(actor, found["division"])
    require(policy.can_name(actor, file.office, file.division))


async def _where(post_id: int) -> dict[str, Any]:
    found = await one("SELECT home_id, division FROM post WHERE id = $1", post_id)
    if found is None:
        raise NotFound(_("没有找到这个岗位记录。"))
    return found


async def _page_of(post_id: int) -> str:
    found = await _where(post_id)
    if found["home_id"] is not None:
        return f"{BASE}/homes/{found['home_id']}"
    return f"{BASE}/townships/{found['division'][:9]}"


async def _of_post(
    request: AnyRequest, actor: Who, post_id: int, entry: Entry, wrong: MatchError
) -> Page:
    found = await _where(post_id)
    if found["home_id"] is not None:
        return await _home(request, actor, found["home_id"], ending=entry, status=wrong.status)
    return await _township(request, actor, found["division"][:9], ending=entry, status=wrong.status)


async def _home(
    request: AnyRequest,
    actor: Who,
    home_id: int,
    *,
    status: int = 200,
    shown: str = "",
    **forms: Entry,
) -> Page:
    file = await home_posts(actor, home_id)
    return _page(
        request,
        "posts/home.html",
        status,
        forms,
        file=file,
        shown=shown,
        kinds=director_kinds(file.site_source),
        tutor_kinds=tutor_kinds(),
    )


async def _township(
    request: AnyRequest,
    actor: Who,
    code: str,
    *,
    status: int = 200,
    shown: str = "",
    **forms: Entry,
) -> Page:
    return _page(
        request,
        "posts/township.html",
        status,
        forms,
        file=await township_posts(actor, _digits(code)),
        shown=shown,
        kinds=supervisor_kinds(),
        genders=genders(),
    )


def _page(
    request: AnyRequest, name: str, status: int, forms: dict[str, Entry], **facts: Any
) -> Page:
    entries = {key: Entry() for key in ("naming", "tutoring", "guiding", "ending")} | forms
    wrong = next((entry for entry in forms.values() if entry.errors), Entry())
    return page(name, request=request, status=status, wrong=wrong, **entries, **facts, **WORDS)
