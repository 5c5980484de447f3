"""Every verb of a gift as a form that was sent. Actions are nouns."""

from litestar import Controller, post
from litestar.params import FromPath

from match.files.commands import keep_document
from match.giving import commands, forms
from match.giving.pages.common import BASE, Answer, AnyRequest, carry, uploaded
from match.site.dependencies import Who


class AgreementSteps(Controller):
    """For both parties; each may do its own part only."""

    path = BASE + "/{agreement_id:int}"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @post("/terms")
    async def terms(self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]) -> Answer:
        """Rewrite the terms; both confirm anew."""

        async def act(form: forms.TermsForm) -> None:
            await commands.change_terms(actor, agreement_id, form)

        return await carry(request, actor, agreement_id, "change_terms", forms.TermsForm, act)

    @post("/confirmation")
    async def confirm(self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]) -> Answer:
        """One party confirms the version it has read."""

        async def act(form: forms.ConfirmForm) -> None:
            await commands.confirm(actor, agreement_id, form.version, declared=form.declared)

        return await carry(request, actor, agreement_id, "confirm", forms.ConfirmForm, act)

    @post("/dispatch")
    async def dispatch(
        self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]
    ) -> Answer:
        """The giver sent a parcel, or begins."""

        async def act(form: forms.DispatchForm) -> None:
            await commands.dispatch(actor, agreement_id, form)

        return await carry(request, actor, agreement_id, "dispatch", forms.DispatchForm, act)

    @post("/rest")
    async def drop_rest(
        self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]
    ) -> Answer:
        """The giver says that the rest will not come."""

        async def act(form: forms.CancellationForm) -> None:
            await commands.drop_rest(actor, agreement_id, form.reason)

        return await carry(request, actor, agreement_id, "drop_rest", forms.CancellationForm, act)

    @post("/receipt")
    async def receipt(self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]) -> Answer:
        """The receiver gives the receipt; a charity with number and scan of its own."""

        async def act(form: forms.ReceiptForm) -> None:
            scans = await uploaded(request, "document", 1)
            kept = [await keep_document(actor, scan) for scan in scans]
            document = kept[0] if kept else form.document
            await commands.give_receipt(
                actor, agreement_id, forms.ReceiptForm(form.number, document)
            )

        return await carry(request, actor, agreement_id, "receipt", forms.ReceiptForm, act)

    @post("/allocation")
    async def allocate(
        self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]
    ) -> Answer:
        """A charity gives a part to a home."""

        async def act(form: forms.AllocationForm) -> None:
            await commands.allocate(actor, agreement_id, [form])

        return await carry(request, actor, agreement_id, "allocate", forms.AllocationForm, act)

    @post("/return")
    async def send_back(
        self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]
    ) -> Answer:
        """Good units go back to the giver."""

        async def act(form: forms.ReturnForm) -> None:
            await commands.return_goods(actor, agreement_id, form.units, form.reason)

        return await carry(request, actor, agreement_id, "return", forms.ReturnForm, act)

    @post("/use-change")
    async def ask_use_change(
        self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]
    ) -> Answer:
        """Ask the giver for another use."""

        async def act(form: forms.UseChangeForm) -> None:
            await commands.ask_use_change(actor, agreement_id, form.purpose, form.reason)

        return await carry(request, actor, agreement_id, "ask_use_change", forms.UseChangeForm, act)

    @post("/use-change/answer")
    async def answer_use_change(
        self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]
    ) -> Answer:
        """The giver consents, or not."""

        async def act(form: forms.ConsentForm) -> None:
            await commands.answer_use_change(actor, agreement_id, consent=form.consent)

        return await carry(
            request, actor, agreement_id, "answer_use_change", forms.ConsentForm, act
        )

    @post("/evaluation")
    async def evaluate(
        self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]
    ) -> Answer:
        """The home says how it was."""

        async def act(form: forms.EvaluationForm) -> None:
            await commands.answer(actor, agreement_id, form)

        return await carry(request, actor, agreement_id, "answer", forms.EvaluationForm, act)

    @post("/cancellation")
    async def cancel(self, request: AnyRequest, actor: Who, agreement_id: FromPath[int]) -> Answer:
        """Either party, or the county, ends it before anything was counted."""

        async def act(form: forms.CancellationForm) -> None:
            await commands.cancel(actor, agreement_id, form.reason)

        return await carry(request, actor, agreement_id, "cancel", forms.CancellationForm, act)
