"""A course: its page for everybody it is for, and its forms for who organises it."""

from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery

from match.foundation import clock
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.forms import read
from match.foundation.parameters import whole
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission
from match.training import commands, policy, rules
from match.training.forms import CourseForm, ExamForm, SessionForm
from match.training.pages.common import BASE, WORDS, Answer, AnyRequest, audiences, contents
from match.training.pages.exporting import attendance_export
from match.training.queries.courses import course_file, course_row
from match.training.queries.library import course_packs, experts, kept_surveys

REFUSALS = (Invalid, Conflict, Denied, NotFound)


class CoursePages(Controller):
    """Making, publishing, closing; lessons, exams, certificates."""

    path = f"{BASE}/courses"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/new")
    async def new(
        self,
        request: AnyRequest,
        actor: Who,
        audience: FromQuery[str] = "",
        survey: FromQuery[int] = 0,
    ) -> Page:
        """An empty form."""
        start: dict[str, Any] = {
            "days": 2,
            "capacity": 60,
            "has_exam": True,
            "contents": list(rules.CONTENTS),
            "pass_mark": await whole("training.pass_mark"),
            "audience": audience,
            "survey_id": survey or "",
        }
        return await _form(request, actor, Entry(start))

    @post("/")
    async def draft(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Keep it as a draft and look at it."""
        sent = await submission(request, CourseForm)
        try:
            course_id = await commands.draft_course(actor, read(CourseForm, sent))
        except REFUSALS as wrong:
            entry = Entry(sent, wrong.at("audience"))
            return await _form(request, actor, entry, status=wrong.status)
        return see(f"{BASE}/courses/{course_id}")

    @get("/{course_id:int}")
    async def show(
        self, request: AnyRequest, actor: Who, course_id: FromPath[int]
    ) -> Page | Answer:
        """One course; for who keeps it, its attendance as a file."""
        course = await course_row(actor, course_id)
        if wanted(request) and policy.can_keep(actor, course) is True:
            return await send(request, await attendance_export(course))
        return await show_course(request, actor, course_id)

    @get("/{course_id:int}/edit")
    async def edit(self, request: AnyRequest, actor: Who, course_id: FromPath[int]) -> Page:
        """The draft in its form."""
        row = await course_row(actor, course_id)
        require(policy.can_keep(actor, row))
        start = {name: row[name] for name in CourseForm.__struct_fields__ if name in row}
        start["version_id"] = row["pack_version_id"] or ""
        start["survey_id"] = row["survey_id"] or ""
        start["partner"] = (row["partner"] or "")[: rules.COUNTY]
        return await _form(request, actor, Entry(start), course_id=course_id)

    @post("/{course_id:int}")
    async def change(
        self, request: AnyRequest, actor: Who, course_id: FromPath[int]
    ) -> Answer | Page:
        """Keep the changed draft."""
        await _kept(actor, course_id)
        sent = await submission(request, CourseForm)
        try:
            await commands.change_course(actor, course_id, read(CourseForm, sent))
        except REFUSALS as wrong:
            entry = Entry(sent, wrong.at("title"))
            return await _form(request, actor, entry, course_id=course_id, status=wrong.status)
        return see(f"{BASE}/courses/{course_id}")

    @post("/{course_id:int}/sessions")
    async def add_lesson(
        self, request: AnyRequest, actor: Who, course_id: FromPath[int]
    ) -> Answer | Page:
        """One lesson more."""
        await _kept(actor, course_id)
        sent = await submission(request, SessionForm)
        try:
            await commands.add_session(actor, course_id, read(SessionForm, sent))
        except (Invalid, Conflict) as wrong:
            lesson = Entry(sent, wrong.at("day"))
            return await show_course(request, actor, course_id, lesson=lesson, status=wrong.status)
        return see(f"{BASE}/courses/{course_id}#lessons")

    @post("/{course_id:int}/sessions/{session_id:int}/removal")
    async def drop_lesson(
        self, actor: Who, course_id: FromPath[int], session_id: FromPath[int]
    ) -> Answer:
        """One lesson less."""
        await commands.remove_session(actor, course_id, session_id)
        return see(f"{BASE}/courses/{course_id}#lessons")

    @post("/{course_id:int}/publication")
    async def publish(
        self, request: AnyRequest, actor: Who, course_id: FromPath[int]
    ) -> Answer | Page:
        """Open the sign-up; what is still missing is said on the page."""
        try:
            await commands.publish_course(actor, course_id)
        except Invalid as wrong:
            entry = Entry({}, wrong.fields)
            return await show_course(request, actor, course_id, publishing=entry, status=422)
        return see(f"{BASE}/courses/{course_id}")

    @post("/{course_id:int}/cancellation")
    async def cancel(
        self, request: AnyRequest, actor: Who, course_id: FromPath[int]
    ) -> Answer | Page:
        """Call it off."""
        reason = str((await request.form()).get("reason", ""))
        try:
            await commands.cancel_course(actor, course_id, reason)
        except Invalid as wrong:
            entry = Entry({"reason": reason}, wrong.fields)
            return await show_course(request, actor, course_id, calling_off=entry, status=422)
        return see(f"{BASE}/courses/{course_id}")

    @post("/{course_id:int}/completion")
    async def complete(self, actor: Who, course_id: FromPath[int]) -> Answer:
        """The course is over."""
        await commands.complete_course(actor, course_id)
        return see(f"{BASE}/courses/{course_id}")

    @post("/{course_id:int}/places/{enrolment_id:int}/exams")
    async def examine(
        self,
        request: AnyRequest,
        actor: Who,
        course_id: FromPath[int],
        enrolment_id: FromPath[int],
    ) -> Answer | Page:
        """One try at the exam."""
        await _kept(actor, course_id)
        sent = await submission(request, ExamForm)
        try:
            await commands.record_exam(actor, enrolment_id, read(ExamForm, sent))
        except (Invalid, Conflict) as wrong:
            exam = Entry({**sent, "of": enrolment_id}, wrong.at("score"))
            return await show_course(request, actor, course_id, exam=exam, status=wrong.status)
        return see(f"{BASE}/courses/{course_id}#places")

    @post("/{course_id:int}/certificates/{certificate_id:int}/withdrawal")
    async def take_back(
        self,
        request: AnyRequest,
        actor: Who,
        course_id: FromPath[int],
        certificate_id: FromPath[int],
    ) -> Answer:
        """Take a certificate back."""
        reason = str((await request.form()).get("reason", ""))
        await commands.withdraw_certificate(actor, certificate_id, reason)
        return see(f"{BASE}/courses/{course_id}#places")


async def _kept(actor: Who, course_id: int) -> None:
    """Refuse who may not act before the form is even read."""
    require(policy.can_keep(actor, await course_row(actor, course_id)))


async def show_course(
    request: AnyRequest, actor: Who, course_id: int, *, status: int = 200, **forms: Entry
) -> Page:
    """One course with its forms; *forms* are those that were refused, by name."""
    file = await course_file(actor, course_id)
    names = ("told", "lesson", "publishing", "calling_off", "exam")
    entries = {name: Entry() for name in names} | forms
    wrong = next((entry for entry in forms.values() if entry.errors), Entry())
    return page(
        "training/course.html",
        request=request,
        status=status,
        file=file,
        course=file.course,
        today=clock.today(),
        wrong=wrong,
        experts=[(one.id, one.name) for one in await experts()] if file.may_keep else [],
        contents=[(code, text) for code, text in contents() if code in file.course.contents],
        **entries,
        **WORDS,
    )


async def _form(
    request: AnyRequest, actor: Who, form: Entry, *, course_id: int = 0, status: int = 200
) -> Page:
    offered = audiences(actor)
    if not offered:
        grant = policy.organiser_for(actor, next(iter(rules.ORGANISERS)))
        raise Denied(str(grant))
    surveys = [
        (one.id, f"{one.year} · {WORDS['audience_word'](one.audience)}")
        for one in await kept_surveys(actor)
    ]
    return page(
        "training/course_form.html",
        request=request,
        status=status,
        form=form,
        course_id=course_id,
        audiences=offered,
        contents=contents(),
        surveys=surveys,
        packs=await course_packs(),
        **WORDS,
    )
