"""The page on which a gift's use is told, looked at, asked about and answered."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import anyio
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from litestar.response import Redirect

from match.files.commands import keep_photo
from match.files.queries import stored
from match.foundation.actor import SYSTEM, Actor
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.parameters import whole
from match.giving.disclosure.queries import duties_of_gift
from match.giving.disclosure.states import duty_word, status_tone, status_word
from match.giving.exporting import reports_export
from match.giving.reports import commands, policy
from match.giving.reports.forms import (
    AnswerForm,
    ProgressForm,
    QuestionForm,
    ReturnForm,
    UseForm,
)
from match.giving.reports.queries import (
    Report,
    UseFile,
    shown_photo,
    use_file,
    waiting_reports,
)
from match.giving.reports.states import report_tone, report_word
from match.giving.states import ReportStatus, word
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import Page, page
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
Act = Callable[[], Awaitable[object]]
BASE = "/desk/donations/{}/use"


class UseDesk(Controller):
    """One gift: what became of it."""

    path = "/desk/donations/{donation_id:int}/use"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, actor: Who, donation_id: FromPath[int]) -> Page:
        """Reports, questions and thanks, with what the reader may add."""
        return await _show(request, actor, donation_id, {})

    @post("/reports")
    async def report(self, request: AnyRequest, actor: Who, donation_id: FromPath[int]) -> Answer:
        """Tell what was used."""
        file = await use_file(actor, donation_id)
        if not any(part.may is True for part in file.parts):
            require(next((part.may for part in file.parts), _("这笔捐赠还没有分配到儿童之家。")))
        sent = await submission(request, UseForm)

        async def act() -> None:
            form = read(UseForm, sent)
            part = next((each for each in file.parts if each.home_id == form.home), None)
            require(_("请选择收到捐赠的儿童之家。") if part is None else part.may)
            use = commands.use_of(file.kind, form, await _photos(request, actor, file))
            await commands.report_use(actor, donation_id, use)

        return await _done(request, actor, donation_id, "use", sent, act)

    @get("/reports/{report_id:int}/correction")
    async def correction(
        self,
        request: AnyRequest,
        actor: Who,
        donation_id: FromPath[int],
        report_id: FromPath[int],
    ) -> Page:
        """The report again, to be corrected."""
        file = await use_file(actor, donation_id)
        report = _report(file, report_id)
        require(report.may_correct or _("这份报告已经更正过，请更正最新的一份。"))
        return _correcting(request, file, report, Entry({"text": report.text}))

    @post("/reports/{report_id:int}/correction")
    async def correct(
        self,
        request: AnyRequest,
        actor: Who,
        donation_id: FromPath[int],
        report_id: FromPath[int],
    ) -> Answer:
        """Hand in the corrected report; its photos are chosen anew."""
        file = await use_file(actor, donation_id)
        report = _report(file, report_id)
        require(report.may_correct or _("这份报告已经更正过，请更正最新的一份。"))
        sent = {**await submission(request, UseForm), "home": str(report.home_id)}
        try:
            form = read(UseForm, sent)
            use = commands.use_of(file.kind, form, await _photos(request, actor, file))
            await commands.correct_report(actor, report_id, use)
        except Invalid as invalid:
            return _correcting(request, file, report, Entry(sent, invalid.fields), 422)
        return _back(donation_id)

    @post("/reports/{report_id:int}/acceptance")
    async def accept(
        self,
        request: AnyRequest,
        actor: Who,
        donation_id: FromPath[int],
        report_id: FromPath[int],
    ) -> Answer:
        """Nobody is in the picture: the giver may see it."""
        require(_report(await use_file(actor, donation_id), report_id).may_look or _looked())

        async def act() -> None:
            await commands.accept_report(actor, report_id)

        return await _done(request, actor, donation_id, f"look{report_id}", {}, act)

    @post("/reports/{report_id:int}/return")
    async def send_back(
        self,
        request: AnyRequest,
        actor: Who,
        donation_id: FromPath[int],
        report_id: FromPath[int],
    ) -> Answer:
        """Something is to be corrected."""
        require(_report(await use_file(actor, donation_id), report_id).may_look or _looked())
        sent = await submission(request, ReturnForm)

        box = f"reason{report_id}"

        async def act() -> None:
            form = read(ReturnForm, {"reason": sent.get(box, "")})
            await commands.return_report(actor, report_id, form.reason)

        return await _done(request, actor, donation_id, f"look{report_id}", sent, act, box)

    @post("/progress")
    async def progress(self, request: AnyRequest, actor: Who, donation_id: FromPath[int]) -> Answer:
        """How far a long gift is."""
        require((await use_file(actor, donation_id)).may_tell_progress)
        sent = await submission(request, ProgressForm)

        async def act() -> None:
            form = read(ProgressForm, {"text": sent.get("progress", "")})
            await commands.report_progress(actor, donation_id, form.text)

        return await _done(request, actor, donation_id, "progress", sent, act, "progress")

    @post("/questions")
    async def ask(self, request: AnyRequest, actor: Who, donation_id: FromPath[int]) -> Answer:
        """The giver asks."""
        require((await use_file(actor, donation_id)).may_ask)
        sent = await submission(request, QuestionForm)

        async def act() -> None:
            await commands.ask_about_use(actor, donation_id, read(QuestionForm, sent).question)

        return await _done(request, actor, donation_id, "ask", sent, act)

    @post("/questions/{question_id:int}/answer")
    async def answer(
        self,
        request: AnyRequest,
        actor: Who,
        donation_id: FromPath[int],
        question_id: FromPath[int],
    ) -> Answer:
        """Whoever was asked answers."""
        file = await use_file(actor, donation_id)
        asked = next((each for each in file.questions if each.id == question_id), None)
        if asked is None:
            raise NotFound(_("没有找到这个问题。"))
        if asked.answered_at is None:
            require(asked.may_answer)
        sent = await submission(request, AnswerForm)

        box = f"answer{question_id}"

        async def act() -> None:
            form = read(AnswerForm, {"answer": sent.get(box, "")})
            await commands.answer_question(actor, question_id, form.answer)

        return await _done(request, actor, donation_id, box, sent, act, box)

    @post("/reply")
    async def write_back(
        self, request: AnyRequest, actor: Who, donation_id: FromPath[int]
    ) -> Answer:
        """The giver answers a word of thanks."""
        require((await use_file(actor, donation_id)).may_write_back)
        sent = await submission(request, AnswerForm)

        async def act() -> None:
            form = read(AnswerForm, {"answer": sent.get("reply", "")})
            await commands.write_back(actor, donation_id, form.answer)

        return await _done(request, actor, donation_id, "reply", sent, act, "reply")

    @get("/photos/{photo:int}")
    async def photo(
        self, actor: Who, donation_id: FromPath[int], photo: FromPath[int]
    ) -> Response[bytes]:
        """A picture of a report that the reader may see; no public address has it."""
        found = await stored(SYSTEM, await shown_photo(actor, donation_id, photo))
        try:
            data = await anyio.Path(found.path).read_bytes()
        except FileNotFoundError as missing:
            raise NotFound(_("没有找到这张照片，或您没有查看权限。")) from missing
        headers = {
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        }
        return Response(data, media_type=found.media_type, headers=headers)


class ReportQueue(Controller):
    """Use reports with pictures, before the giver sees them."""

    path = "/desk/use-reports"
    opt = {"staff": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Page | Response[Any]:
        """What waits in the reader's area, the oldest first."""
        if wanted(request):
            return await send(request, reports_export(await waiting_reports(actor, MOST)))
        return page(
            "giving/use_reports.html", request=request, waiting=await waiting_reports(actor)
        )


async def _photos(request: AnyRequest, actor: Actor, file: UseFile) -> tuple[int, ...]:
    """Each picture made anew, without EXIF. A person in it is refused before any is kept."""
    sent = await request.form()
    pictures = [
        data
        for each in sent.getall("photos", [])
        if isinstance(each, UploadFile) and (data := await each.read())
    ]
    most = await whole("giving.report_photos_max")
    if len(pictures) > most:
        raise Invalid({"photos": _("最多 %(limit)s 张照片。") % {"limit": most}})
    if pictures and sent.get("person") == "yes":
        if not str(sent.get("permit") or "").strip():
            raise Invalid(
                {"permit": _("照片里有人时，请填写公开许可的编号，或换一张没有人的照片。")}
            )
        raise Invalid({"person": str(policy.may_publish_person(str(sent.get("permit"))))})
    kept: list[int] = []
    for data in pictures:
        try:
            kept.append(await keep_photo(actor, data, division=file.division))
        except Invalid as refused:
            raise Invalid({"photos": next(iter(refused.fields.values()))}) from refused
    return tuple(kept)


async def _done(
    request: AnyRequest,
    actor: Actor,
    donation_id: int,
    form: str,
    sent: Mapping[str, Any],
    act: Act,
    box: str = "",
) -> Answer:
    """
    Carry it out; or show the page again with what was wrong, at its own form. Several forms stand
    on the page: where one has a single *box*, its name is of that form alone.
    """
    try:
        await act()
    except Invalid as invalid:
        told = {box or field: why for field, why in invalid.fields.items()}
        entry = Entry(sent, told)
        return await _show(request, actor, donation_id, {form: entry}, 422)
    except Conflict as conflict:
        first = box or next(iter(sent), "text")
        entry = Entry(sent, {first: conflict.message})
        return await _show(request, actor, donation_id, {form: entry}, 409)
    return _back(donation_id)


async def _show(
    request: AnyRequest,
    actor: Actor,
    donation_id: int,
    forms: Mapping[str, Entry],
    status: int = 200,
) -> Page:
    return page(
        "giving/use.html",
        request=request,
        status=status,
        file=await use_file(actor, donation_id),
        form_of=lambda name: forms.get(name, Entry()),
        wrong=next(iter(forms.values()), Entry()),
        word=word,
        report_word=report_word,
        report_tone=report_tone,
        submitted=ReportStatus.submitted,
        most=await whole("giving.report_photos_max"),
        owed=await duties_of_gift(donation_id),
        duty_word=duty_word,
        duty_status=status_word,
        duty_tone=status_tone,
    )


def _correcting(
    request: AnyRequest, file: UseFile, report: Report, form: Entry, status: int = 200
) -> Page:
    return page(
        "giving/correction.html",
        request=request,
        status=status,
        file=file,
        report=report,
        form=form,
    )


def _report(file: UseFile, report_id: int) -> Report:
    found = next((each for each in file.reports if each.id == report_id), None)
    if found is None:
        raise NotFound(_("没有找到这份使用报告。"))
    return found


def _looked() -> str:
    return _("这份报告已经有人查看过，请刷新页面。")


def _back(donation_id: int) -> Redirect:
    return Redirect(BASE.format(donation_id), status_code=303)
