"""The posts of homes and townships: where one is vacant, who is named, appointed, guided."""

from litestar import Controller, get, post
from litestar.params import FromPath

from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.posts import commands, policy
from match.posts.forms import DirectorForm, GuidanceForm, SupervisorForm, TutorForm
from match.posts.pages.common import BASE, WORDS, Answer, AnyRequest, link
from match.posts.pages.exporting import gaps_export
from match.posts.pages.shown import digits, home_page, township_page
from match.posts.queries import areas_of, gaps, home_posts, township_posts
from match.posts.states import Guide, Office
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import Page, page
from match.site.importing.kinds import offered_to
from match.site.steps import see
from match.site.submission import submission

REFUSALS = (Invalid, Conflict, Denied)


class PostPages(Controller):
    """For the home, the township, the county, and those who guide."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def overview(self, request: AnyRequest, actor: Who) -> Page | Answer:
        """Where a post is vacant in the reader's areas, or her own homes."""
        areas = areas_of(actor)
        if not areas and not actor.homes_in_sight:
            raise Denied(_("只有儿童主任、督导员、社工站和民政部门可以查看岗位。"))
        if wanted(request) and areas:
            return await send(request, gaps_export(await gaps(areas, MOST)))
        return page(
            "posts/overview.html",
            request=request,
            found=await gaps(areas) if areas else None,
            homes=[await home_posts(actor, home) for home in sorted(actor.homes_in_sight)],
            imports=_lists_of(actor),
            **WORDS,
        )

    @get("/homes/{home_id:int}")
    async def home(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Page:
        """Who directs a home, who comes, who helps."""
        return await home_page(request, actor, home_id)

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
            entry = Entry(sent, wrong.at("phone"))
            return await home_page(request, actor, home_id, naming=entry, status=wrong.status)
        return await home_page(request, actor, home_id, status=201, shown=link(named.token))

    @post("/homes/{home_id:int}/tutors")
    async def appoint(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Page:
        """Appoint a tutor and show the link once."""
        await home_posts(actor, home_id)
        require(policy.can_appoint_tutor(actor, home_id))
        sent = await submission(request, TutorForm)
        try:
            made = await commands.appoint_tutor(actor, home_id, read(TutorForm, sent))
        except REFUSALS as wrong:
            entry = Entry(sent, wrong.at("phone"))
            return await home_page(request, actor, home_id, tutoring=entry, status=wrong.status)
        return await home_page(request, actor, home_id, status=201, shown=link(made.token))

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
            entry = Entry(sent, wrong.at("words"))
            return await home_page(request, actor, home_id, guiding=entry, status=wrong.status)
        return see(f"{BASE}/homes/{home_id}#guidance")

    @get("/townships/{code:str}")
    async def township(self, request: AnyRequest, actor: Who, code: FromPath[str]) -> Page:
        """Who supervises a township."""
        return await township_page(request, actor, code)

    @post("/townships/{code:str}/supervisors")
    async def name_supervisor(self, request: AnyRequest, actor: Who, code: FromPath[str]) -> Page:
        """Name somebody and show her link once."""
        file = await township_posts(actor, digits(code))
        require(policy.can_name(actor, Office.supervisor, file.division))
        sent = await submission(request, SupervisorForm)
        try:
            named = await commands.name_supervisor(actor, code, read(SupervisorForm, sent))
        except REFUSALS as wrong:
            entry = Entry(sent, wrong.at("phone"))
            return await township_page(request, actor, code, naming=entry, status=wrong.status)
        return await township_page(request, actor, code, status=201, shown=link(named.token))


def _lists_of(actor: Who) -> list[tuple[str, str]]:
    """The lists of holders that the reader may send: title and name."""
    offered = offered_to(actor)
    return [(one.title(), one.name) for one in offered if one.permission is Permission.posts_name]
