"""What hangs on a child's file: guardians, agreements, consents, photos, requests."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from match.care import commands
from match.care.consent_texts import CURRENT, text_of
from match.care.forms import (
    AgreementForm,
    AnswerForm,
    AskedForm,
    ConsentForm,
    DayReasonForm,
    EndForm,
    FollowUpForm,
    GuardianForm,
    NothingForm,
    PhotoForm,
    TalkedForm,
    WithdrawalForm,
)
from match.care.pages.common import BASE, WORDS, Answer, AnyRequest, carry_out, choices
from match.care.printing import agreement_pdf
from match.care.queries import agreement_paper, child_file
from match.care.states import ConsentScope
from match.foundation.actor import Actor
from match.foundation.errors import Invalid, NotFound
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission


class ChildPaperPages(Controller):
    """One form each, all on the child's page but the reading of a consent."""

    path = f"{BASE}/{{child_id:int}}"
    opt = {"permission": Permission.care_keep}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @post("/guardians")
    async def guardian(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int]
    ) -> Answer | Page:
        """Add who looks after the child."""

        async def act(form: GuardianForm) -> None:
            await commands.add_guardian(actor, child_id, form)

        return await carry_out(request, actor, child_id, "guardians", GuardianForm, act)

    @post("/guardians/{guardian_id:int}/end")
    async def end_guardian(
        self,
        request: AnyRequest,
        actor: Who,
        child_id: FromPath[int],
        guardian_id: FromPath[int],
    ) -> Answer | Page:
        """No longer looks after the child."""

        async def act(_form: NothingForm) -> None:
            await commands.end_guardian(actor, child_id, guardian_id)

        return await carry_out(request, actor, child_id, "guardians", NothingForm, act)

    @post("/talks")
    async def talk(self, request: AnyRequest, actor: Who, child_id: FromPath[int]) -> Answer | Page:
        """A talk with a guardian (notice 2.3e)."""

        async def act(form: TalkedForm) -> None:
            await commands.talk_with_guardian(actor, child_id, form.guardian_id, form)

        return await carry_out(request, actor, child_id, "talks", TalkedForm, act)

    @post("/agreements")
    async def agree(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int]
    ) -> Answer | Page:
        """Sign the home's agreement (notice 5.4e)."""

        async def act(form: AgreementForm) -> None:
            await commands.sign_agreement(actor, child_id, form)

        return await carry_out(request, actor, child_id, "agreements", AgreementForm, act)

    @post("/agreements/{agreement_id:int}/end")
    async def end_agreement(
        self,
        request: AnyRequest,
        actor: Who,
        child_id: FromPath[int],
        agreement_id: FromPath[int],
    ) -> Answer | Page:
        """End it early, with the reason."""

        async def act(form: EndForm) -> None:
            await commands.end_agreement(actor, child_id, agreement_id, form.why)

        return await carry_out(request, actor, child_id, "agreements", EndForm, act)

    @get("/agreements/{agreement_id:int}/paper")
    async def paper(
        self, actor: Who, child_id: FromPath[int], agreement_id: FromPath[int]
    ) -> Response[bytes]:
        """The agreement as PDF (notice 5.4g), to be signed on paper."""
        data = await agreement_pdf(await agreement_paper(actor, child_id, agreement_id))
        # The name of the file says nothing of the child.
        headers = {"Content-Disposition": f'inline; filename="agreement-{agreement_id}.pdf"'}
        return Response(data, media_type="application/pdf", headers=headers)

    @post("/emergencies")
    async def let_in(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int]
    ) -> Answer | Page:
        """Here without an agreement, for a reason."""

        async def act(form: DayReasonForm) -> None:
            await commands.attend_in_emergency(actor, child_id, form.day, form.reason)

        return await carry_out(request, actor, child_id, "emergencies", DayReasonForm, act)

    @post("/emergencies/{attendance_id:int}/follow-up")
    async def follow(
        self,
        request: AnyRequest,
        actor: Who,
        child_id: FromPath[int],
        attendance_id: FromPath[int],
    ) -> Answer | Page:
        """What was done about it."""

        async def act(form: FollowUpForm) -> None:
            await commands.follow_up(actor, child_id, attendance_id, form.told)

        return await carry_out(request, actor, child_id, "emergencies", FollowUpForm, act)

    @get("/consents/{purpose:str}")
    async def read_consent(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int], purpose: FromPath[str]
    ) -> Page:
        """The text to be read with the guardian, and the answer."""
        return await _consent(request, actor, child_id, purpose, Entry())

    @post("/consents/{purpose:str}")
    async def consent(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int], purpose: FromPath[str]
    ) -> Answer | Page:
        """Keep the answer, a refusal like a consent."""
        sent: dict[str, Any] = {**await submission(request, ConsentForm), "scope": purpose}
        try:
            _scope(purpose)
            await commands.note_consent(actor, child_id, read(ConsentForm, sent))
        except Invalid as wrong:
            return await _consent(request, actor, child_id, purpose, Entry(sent, wrong.fields), 422)
        return see(f"{BASE}/{child_id}#consents")

    @post("/withdrawals")
    async def withdraw(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int]
    ) -> Answer | Page:
        """A guardian takes a consent back."""

        async def act(form: WithdrawalForm) -> None:
            await commands.withdraw_consent(actor, child_id, form.scope, form.channel)

        return await carry_out(request, actor, child_id, "consents", WithdrawalForm, act)

    @post("/photos")
    async def photo(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int]
    ) -> Answer | Page:
        """This photo shows the child, and may be published."""

        async def act(form: PhotoForm) -> None:
            await commands.permit_photo(actor, child_id, form.file_id)

        return await carry_out(request, actor, child_id, "consents", PhotoForm, act)

    @post("/requests")
    async def ask(self, request: AnyRequest, actor: Who, child_id: FromPath[int]) -> Answer | Page:
        """A guardian asks to see, copy, correct or delete."""

        async def act(form: AskedForm) -> None:
            await commands.note_request(actor, child_id, form)

        return await carry_out(request, actor, child_id, "requests", AskedForm, act)

    @post("/requests/{request_id:int}/answer")
    async def answer(
        self,
        request: AnyRequest,
        actor: Who,
        child_id: FromPath[int],
        request_id: FromPath[int],
    ) -> Answer | Page:
        """In writing, a refusal with its reason."""

        async def act(form: AnswerForm) -> None:
            await commands.answer_request(actor, child_id, request_id, form)

        return await carry_out(request, actor, child_id, "requests", AnswerForm, act)


def _scope(text: str) -> ConsentScope:
    if text not in set(ConsentScope):
        raise NotFound(_("没有这一项同意书。"))
    return ConsentScope(text)


async def _consent(
    request: AnyRequest,
    actor: Actor,
    child_id: int,
    scope: str,
    form: Entry,
    status: int = 200,
) -> Page:
    chosen = _scope(scope)
    file = await child_file(actor, child_id)
    return page(
        "care/consent.html",
        request=request,
        status=status,
        file=file,
        scope=chosen,
        text=text_of(chosen),
        version=CURRENT,
        form=form,
        guardians=[
            (
                one["id"],
                _("%(name)s（%(relation)s）") % {"name": one["name"], "relation": one["relation"]},
            )
            for one in file.guardians
            if one["ended_on"] is None
        ],
        **choices(),
        **WORDS,
    )
