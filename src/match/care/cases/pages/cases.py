"""The county's desk of cases, and referrals as those answer them who received them."""

from collections.abc import Awaitable, Callable

from litestar import Controller, get, post
from litestar.params import FromPath

from match.care.cases import commands
from match.care.cases.forms import ChildForm, ReferralForm, RisksForm, StepForm
from match.care.cases.pages.common import WORDS, Answer, AnyRequest
from match.care.cases.queries.cases import case_file, open_cases, referral_file, referrals_of
from match.care.cases.queries.reports import opens
from match.catalogue import codes
from match.foundation.errors import Conflict, Invalid
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import Shape, see, step
from match.site.submission import submission

CASES, REFERRALS = "/desk/cases", "/desk/referrals"


def choices(listing: str) -> list[tuple[str, str]]:
    """A code list as a form shows it."""
    return [(entry.code, entry.label()) for entry in codes.home_list(listing)]


class CasePages(Controller):
    """Cases: civil affairs and the protection agency of one county."""

    path = CASES
    opt = {"permission": "care:cases"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Page:
        """Open ones first."""
        lines = await open_cases(actor)
        return page(
            "care/cases/cases.html", request=request, lines=lines, label=codes.label, **WORDS
        )

    @get("/{case_id:int}")
    async def show(self, request: AnyRequest, actor: Who, case_id: FromPath[int]) -> Page:
        """One case; the reading is written down."""
        return await _show(request, actor, case_id, Entry())

    @post("/{case_id:int}/steps/{what:str}")
    async def step(
        self, request: AnyRequest, actor: Who, case_id: FromPath[int], what: FromPath[str]
    ) -> Answer | Page:
        """One step, with what was done."""

        async def act(form: StepForm) -> None:
            await commands.step_case(actor, case_id, what, form.result)

        return await _done(request, actor, case_id, StepForm, act, "result")

    @post("/{case_id:int}/risks")
    async def risks(self, request: AnyRequest, actor: Who, case_id: FromPath[int]) -> Answer | Page:
        """Which of the five risks."""

        async def act(form: RisksForm) -> None:
            await commands.set_risks(actor, case_id, form.risks)

        return await _done(request, actor, case_id, RisksForm, act, "risks")

    @post("/{case_id:int}/child")
    async def child(self, request: AnyRequest, actor: Who, case_id: FromPath[int]) -> Answer | Page:
        """Now it is known which child it is."""

        async def act(form: ChildForm) -> None:
            await commands.link_child(actor, case_id, form.child)

        return await _done(request, actor, case_id, ChildForm, act, "child")

    @post("/{case_id:int}/referrals")
    async def refer(self, request: AnyRequest, actor: Who, case_id: FromPath[int]) -> Answer | Page:
        """Refer to somebody who must answer."""

        async def act(form: ReferralForm) -> None:
            await commands.refer_case(actor, case_id, form)

        return await _done(request, actor, case_id, ReferralForm, act, "reason")


class CaseOfReportPages(Controller):
    """From a report in hand to a case."""

    path = "/desk/reports/{report_id:int}/case"
    opt = {"permission": "care:cases"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @post("/")
    async def make(self, actor: Who, report_id: FromPath[int]) -> Answer:
        """Make the case, or go to the one there is."""
        return see(f"{CASES}/{await commands.case_of_report(actor, report_id)}")


class ReferralPages(Controller):
    """Referrals as the township's station and the county answer them."""

    path = REFERRALS
    opt = {"permission": "care:refer"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Page:
        """Waiting ones first."""
        lines = await referrals_of(actor)
        return page(
            "care/cases/referrals.html", request=request, lines=lines, label=codes.label, **WORDS
        )

    @get("/{referral_id:int}")
    async def show(self, request: AnyRequest, actor: Who, referral_id: FromPath[int]) -> Page:
        """One referral."""
        return await _referral(request, actor, referral_id, Entry())

    @post("/{referral_id:int}/steps/{what:str}")
    async def answer(
        self, request: AnyRequest, actor: Who, referral_id: FromPath[int], what: FromPath[str]
    ) -> Answer | Page:
        """Accept, refuse with the reason, or say that it is done."""
        raw = await submission(request, StepForm)
        words = str(raw.get("result", ""))
        try:
            await commands.answer_referral(actor, referral_id, what, words)
        except (Invalid, Conflict) as wrong:
            entry = Entry(raw, wrong.at("result"))
            return await _referral(request, actor, referral_id, entry, wrong.status)
        return see(f"{REFERRALS}/{referral_id}")


async def _done(
    request: AnyRequest,
    actor: Who,
    case_id: int,
    shape: type[Shape],
    act: Callable[[Shape], Awaitable[None]],
    at: str,
) -> Answer | Page:
    """Carry a form of the case out, or show the case again; a complaint of its own stands *at*."""

    async def again(form: Entry, status: int) -> Page:
        return await _show(request, actor, case_id, form, status)

    return await step(request, shape, act, again, to=f"{CASES}/{case_id}", at=at)


async def _show(
    request: AnyRequest, actor: Who, case_id: int, form: Entry, status: int = 200
) -> Page:
    file = await case_file(actor, case_id)
    return page(
        "care/cases/case.html",
        request=request,
        status=status,
        file=file,
        report_opens=file.report_id is not None and await opens(actor, file.report_id),
        form=form if form.errors else Entry({"risks": list(file.risks), **form.sent}),
        risks=choices("risk"),
        targets=choices("referral_target"),
        label=codes.label,
        **WORDS,
    )


async def _referral(
    request: AnyRequest, actor: Who, referral_id: int, form: Entry, status: int = 200
) -> Page:
    return page(
        "care/cases/referral.html",
        request=request,
        status=status,
        file=await referral_file(actor, referral_id),
        form=form,
        label=codes.label,
        **WORDS,
    )
