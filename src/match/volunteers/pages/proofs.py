"""What one shows before serving: certificates, the course, insurance, a guardian's consent."""

from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath

from match.catalogue import lists
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission
from match.volunteers import commands, course
from match.volunteers.forms import ConsentForm, CoverForm, SkillForm
from match.volunteers.limits import limits
from match.volunteers.pages.common import WORDS, Answer, AnyRequest
from match.volunteers.pages.public import county_options
from match.volunteers.queries import my_charges, my_proofs

BASE = "/desk/shifts"


class ProofPages(Controller):
    """For who serves: everything that is asked before the first shift, on one page."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/proofs")
    async def proofs(self, request: AnyRequest, actor: Who) -> Page:
        """What is on record, what is missing, what ends soon."""
        return await _proofs(request, actor, Entry())

    @post("/proofs/skills")
    async def skill(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Put a certificate before the county."""
        sent = await submission(request, SkillForm)
        try:
            await commands.add_skill(actor, read(SkillForm, sent))
        except Invalid as wrong:
            return await _proofs(request, actor, Entry(sent, wrong.fields), 422)
        return see(f"{BASE}/proofs")

    @post("/proofs/covers")
    async def cover(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """One's own accident policy."""
        sent = await submission(request, CoverForm)
        try:
            await commands.insure_self(actor, read(CoverForm, sent))
        except Invalid as wrong:
            return await _proofs(request, actor, Entry(sent, wrong.fields), 422)
        return see(f"{BASE}/proofs")

    @get("/course")
    async def course(self, request: AnyRequest, actor: Who) -> Page:
        """The safeguarding course: texts, and the questions once it has begun."""
        return await _course(request, actor, Entry())

    @post("/course/beginning")
    async def begin(self, actor: Who) -> Answer:
        """Begin it: from now its minutes are counted."""
        await commands.begin_course(actor)
        return see(f"{BASE}/course")

    @post("/course/answers")
    async def finish(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Answer the questions; shown again with what was wrong, or why it is too early."""
        sent = {name: str(value) for name, value in (await request.form()).items()}
        try:
            await commands.finish_course(actor, sent)
        except Invalid as wrong:
            return await _course(request, actor, Entry(sent, wrong.fields), 422)
        except Conflict as early:
            return await _course(request, actor, Entry(sent, {"q1": early.message}), 409)
        return see(f"{BASE}/proofs")

    @get("/guardian")
    async def guardian(self, request: AnyRequest, actor: Who) -> Page:
        """For a minor the code to show; for a guardian the box to type it into."""
        return await _guardian(request, actor, Entry())

    @post("/guardian")
    async def ask(self, actor: Who) -> Answer:
        """The minor asks for consent."""
        await commands.ask_guardian(actor)
        return see(f"{BASE}/guardian")

    @post("/guardian/consents")
    async def consent(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """The guardian agrees."""
        sent = await submission(request, ConsentForm)
        try:
            await commands.consent_to(actor, read(ConsentForm, sent))
        except Invalid as wrong:
            return await _guardian(request, actor, Entry(sent, wrong.fields), 422)
        except Conflict as refusal:
            return await _guardian(request, actor, Entry(sent, {"code": refusal.message}), 409)
        return see(f"{BASE}/guardian")

    @post("/guardian/consents/{consent_id:int}/withdrawal")
    async def withdraw(self, actor: Who, consent_id: FromPath[int]) -> Answer:
        """The guardian takes it back."""
        await commands.withdraw_consent(actor, consent_id)
        return see(f"{BASE}/guardian")


async def _proofs(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    return page(
        "volunteers/proofs.html",
        request=request,
        status=status,
        form=form,
        proofs=await my_proofs(actor),
        course_minutes=(await limits()).course_minutes,
        skills=[
            (code, skill.label()) for code, skill in lists.skills().items() if skill.certificate
        ],
        counties=await county_options(),
        **WORDS,
    )


async def _course(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    told: dict[str, Any] = {"sections": course.sections(), "questions": course.questions()}
    return page(
        "volunteers/course.html",
        request=request,
        status=status,
        form=form,
        proofs=await my_proofs(actor),
        minutes=(await limits()).course_minutes,
        **told,
    )


async def _guardian(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    return page(
        "volunteers/guardian.html",
        request=request,
        status=status,
        form=form,
        proofs=await my_proofs(actor),
        charges=await my_charges(actor),
        consent=course.consent_text(),
    )
