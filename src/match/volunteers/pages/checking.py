"""The county's desk: background checks that are due, certificates to see, courses held."""

from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.errors import Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.people.commands.checks import record_check
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission
from match.volunteers import commands
from match.volunteers.forms import CheckForm, CourseForm, ProofDecisionForm
from match.volunteers.pages.common import WORDS, Answer, AnyRequest
from match.volunteers.queries import people_to_check, seen_skill, skills_to_check

BASE = "/desk/checks"


class CheckingPages(Controller):
    """For who may verify people: result, issuer, date, due. Never what stands in a record."""

    path = BASE
    opt = {"permission": Permission.people_verify}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who, q: FromQuery[str] = "") -> Page:
        """Who works with children here, those whose check is due first."""
        return await _listed(request, actor, Entry({"q": q}), name=q)

    @post("/")
    async def check(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Write a check down: due again a year later."""
        sent = await submission(request, CheckForm)
        try:
            form = read(CheckForm, sent)
            await record_check(
                actor,
                form.account_id,
                result=form.result,
                issuer=form.issuer,
                checked_on=form.checked_on,
                division=form.division,
            )
        except (Invalid, Denied) as wrong:
            return await _listed(request, actor, _entry(sent, wrong), wrong.status)
        return see(BASE)

    @post("/courses")
    async def course(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Write a course down that was held."""
        sent = await submission(request, CourseForm)
        division = str((await request.form()).get("division", ""))
        try:
            await commands.record_course(actor, read(CourseForm, sent), division)
        except (Invalid, Denied) as wrong:
            return await _listed(request, actor, _entry(sent, wrong), wrong.status)
        return see(BASE)

    @post("/skills/{certificate_id:int}")
    async def skill(
        self, request: AnyRequest, actor: Who, certificate_id: FromPath[int]
    ) -> Answer | Page:
        """A certificate was seen, or is refused with the reason."""
        await seen_skill(actor, certificate_id)
        sent = await submission(request, ProofDecisionForm)
        try:
            await commands.decide_skill(actor, certificate_id, read(ProofDecisionForm, sent))
        except Invalid as wrong:
            return await _listed(request, actor, _entry(sent, wrong), 422)
        return see(BASE)


async def _listed(
    request: AnyRequest, actor: Actor, form: Entry, status: int = 200, *, name: str = ""
) -> Page:
    return page(
        "volunteers/checks.html",
        request=request,
        status=status,
        form=form,
        people=await people_to_check(actor, name),
        skills=await skills_to_check(actor),
        part_word=part_word,
        due_word=due_word,
        today=clock.today(),
        **WORDS,
    )


def part_word(part: str) -> str:
    """What somebody is to children."""
    return {
        "director": _("儿童主任"),
        "rota": _("值班人员"),
        "tutor": _("辅导员"),
        "volunteer": _("志愿者"),
    }[part]


def due_word(due: str) -> tuple[str, str]:
    """(words, tone) of how a check stands."""
    return {
        "none": (_("没有查询记录"), "zhusha"),
        "not_clear": (_("不得从事接触儿童的工作"), "zhusha"),
        "over": (_("已过期"), "zhusha"),
        "soon": (_("快到期"), "dao"),
        "": (_("有效"), "zhu"),
    }[due]


def _entry(sent: Any, wrong: Invalid | Denied) -> Entry:
    if isinstance(wrong, Invalid):
        return Entry(sent, wrong.fields)
    return Entry(sent, {"account_id": wrong.message})
