"""One's own training: what is open, where one has a place, what one holds."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission
from match.training import commands, policy
from match.training.forms import AnswerForm, EvaluationForm
from match.training.pages.common import BASE, WORDS, Answer, AnyRequest, contents
from match.training.pages.courses import show_course
from match.training.pages.exporting import courses_export
from match.training.printing import certificate_pdf
from match.training.queries.certificates import certificate, checked, own_certificates
from match.training.queries.courses import kept_courses, open_courses
from match.training.queries.library import survey_file, surveys_to_answer


class OwnTrainingPages(Controller):
    """For everybody who learns, and the way in for who organises."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def mine(self, request: AnyRequest, actor: Who) -> Page | Response[Any]:
        """Courses, surveys and certificates; for organisers their courses too."""
        if wanted(request):
            found = [*await open_courses(actor), *await kept_courses(actor, MOST)]
            return await send(
                request, courses_export(list({one.id: one for one in found}.values()))
            )
        return page(
            "training/mine.html",
            request=request,
            courses=await open_courses(actor),
            kept=await kept_courses(actor),
            keeps=bool(policy.keeping_grants(actor)),
            certificates=await own_certificates(actor),
            surveys=await surveys_to_answer(actor),
            pending=bool(actor.waiting),
            **WORDS,
        )

    @post("/courses/{course_id:int}/place")
    async def sign_up(self, actor: Who, course_id: FromPath[int]) -> Answer:
        """Take a place, or one on the waiting list."""
        await commands.sign_up(actor, course_id)
        return see(f"{BASE}/courses/{course_id}")

    @post("/courses/{course_id:int}/place/withdrawal")
    async def step_back(self, actor: Who, course_id: FromPath[int]) -> Answer:
        """Give the place back."""
        await commands.withdraw(actor, course_id)
        return see(f"{BASE}/courses/{course_id}")

    @post("/courses/{course_id:int}/evaluation")
    async def evaluate(
        self, request: AnyRequest, actor: Who, course_id: FromPath[int]
    ) -> Answer | Page:
        """Say what it was worth."""
        sent = await submission(request, EvaluationForm)
        try:
            await commands.evaluate(actor, course_id, read(EvaluationForm, sent))
        except (Invalid, Conflict) as wrong:
            told = Entry(sent, wrong.at("stars"))
            return await show_course(request, actor, course_id, told=told, status=wrong.status)
        return see(f"{BASE}/courses/{course_id}")

    @get("/surveys/{survey_id:int}")
    async def survey(self, request: AnyRequest, actor: Who, survey_id: FromPath[int]) -> Page:
        """What do you need to learn most?"""
        return await _survey(request, actor, survey_id)

    @post("/surveys/{survey_id:int}/answer")
    async def answer(
        self, request: AnyRequest, actor: Who, survey_id: FromPath[int]
    ) -> Answer | Page:
        """Say it."""
        sent = await submission(request, AnswerForm)
        try:
            await commands.answer_survey(actor, survey_id, read(AnswerForm, sent))
        except (Invalid, Conflict) as wrong:
            entry = Entry(sent, wrong.at("contents"))
            return await _survey(request, actor, survey_id, entry, wrong.status)
        return see(f"{BASE}/surveys/{survey_id}")

    @get("/certificates/{certificate_id:int}/pdf")
    async def paper(self, actor: Who, certificate_id: FromPath[int]) -> Response[bytes]:
        """The certificate on A4."""
        held = await certificate(actor, certificate_id)
        headers = {
            "Content-Disposition": f'attachment; filename="{held.number}.pdf"',
            "Cache-Control": "private, no-store",
        }
        return Response(await certificate_pdf(held), media_type="application/pdf", headers=headers)


class CertificateCheckPage(Controller):
    """Whether a training certificate is genuine: for anybody who holds it."""

    path = "/training-certificates"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{code:str}")
    async def check(self, request: AnyRequest, code: FromPath[str]) -> Page:
        """What the QR code of a certificate opens."""
        proved = await checked(code)
        return page(
            "training/check.html",
            request=request,
            proved=proved,
            status=200 if proved else 404,
            **WORDS,
        )


async def _survey(
    request: AnyRequest, actor: Who, survey_id: int, form: Entry | None = None, status: int = 200
) -> Page:
    survey = await survey_file(actor, survey_id)
    return page(
        "training/survey.html",
        request=request,
        status=status,
        survey=survey,
        form=form or Entry({"contents": list(survey.mine)}),
        contents=contents(),
        **WORDS,
    )
