"""Every step of a contract: one page with its boxes, one door that carries it out."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from match.contracts import acting, commands, forms
from match.contracts.pages import reading
from match.contracts.pages.boxes import boxes
from match.contracts.pages.common import BASE, prefilled
from match.contracts.queries.desk import ContractFile, contract_file
from match.contracts.states import Evaluator
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.site.boxes import Box, amounts, form_of, sent_texts
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]


class Asked(msgspec.Struct, frozen=True):
    """A step that was sent."""

    actor: Actor
    file: ContractFile
    of: int
    given: Mapping[str, Any]
    files: list[int]

    @property
    def contract(self) -> int:
        """Which contract."""
        return self.file.view.id

    def form(self, shape: type[Any], **also: Any) -> Any:
        """What was sent, as the step's struct."""
        return form_of(shape, self.given, **also)


Carry = Callable[[Asked], Awaitable[object]]


def _whole(command: Callable[..., Awaitable[object]], shape: type[Any]) -> Carry:
    """A step on the contract itself."""

    async def carry(asked: Asked) -> object:
        return await command(asked.actor, asked.contract, asked.form(shape))

    return carry


def _part(command: Callable[..., Awaitable[object]], shape: type[Any]) -> Carry:
    """A step on one part of it."""

    async def carry(asked: Asked) -> object:
        return await command(asked.actor, asked.of, asked.form(shape))

    return carry


async def _reason(command: Callable[..., Awaitable[object]], of: int, asked: Asked) -> object:
    return await command(asked.actor, of, asked.form(forms.ReasonForm).reason)


async def _deliver(asked: Asked) -> object:
    form = asked.form(forms.DeliveryForm, files=asked.files)
    return await commands.deliver(asked.actor, asked.of, form)


async def _report(asked: Asked) -> object:
    spent = reading.spending(asked.file, asked.given)
    form = asked.form(forms.ReportForm, spent=spent, files=asked.files)
    return await commands.report(asked.actor, asked.contract, form)


async def _conclude(asked: Asked) -> object:
    form = reading.acceptance(asked.file, asked.given)
    return await commands.conclude(asked.actor, asked.of, form)


def _evaluate(role: Evaluator) -> Carry:
    async def carry(asked: Asked) -> object:
        home = asked.of if role is Evaluator.home else None
        form = reading.sheet(asked.file, role, home, asked.given)
        return await commands.evaluate(asked.actor, asked.contract, form)

    return carry


async def _signed(asked: Asked) -> object:
    signed_on = asked.form(forms.MirrorForm).signed_on
    return await commands.record_signed(asked.actor, asked.contract, signed_on)


STEPS: dict[str, Carry] = {
    "sign": _whole(commands.sign, forms.SignForm),
    "record_signed": _signed,
    "save_terms": _whole(commands.save_terms, forms.TermsForm),
    "add_milestone": _whole(commands.add_milestone, forms.MilestoneForm),
    "add_line": _whole(commands.add_line, forms.LineForm),
    "add_standard": _whole(commands.add_standard, forms.StandardForm),
    "add_indicator": _whole(commands.add_indicator, forms.IndicatorForm),
    "add_partner": _whole(commands.add_partner, forms.PartnerForm),
    "add_budget": _whole(commands.add_budget, forms.BudgetForm),
    "cancel_draft": lambda asked: _reason(commands.cancel_draft, asked.contract, asked),
    "answer_session": _part(commands.answer_session, forms.SessionAnswerForm),
    "deliver": _deliver,
    "record_session": _part(commands.record_session, forms.SessionForm),
    "give_opinion": _part(commands.give_opinion, forms.OpinionForm),
    "conclude": _conclude,
    "request_payment": _part(commands.request_payment, forms.PaymentForm),
    "approve_payment": lambda asked: commands.approve_payment(asked.actor, asked.of),
    "refuse_payment": lambda asked: _reason(commands.refuse_payment, asked.of, asked),
    "record_payment": _part(commands.record_payment, forms.VoucherForm),
    "ask_change": _whole(commands.ask_change, forms.ChangeForm),
    "answer_change": _part(commands.answer_change, forms.AnswerForm),
    "approve_change": _part(commands.approve_change, forms.AnswerForm),
    "ask_subcontract": _whole(commands.ask_subcontract, forms.SubcontractForm),
    "answer_subcontract": _part(commands.answer_subcontract, forms.AnswerForm),
    "report_breach": _whole(commands.report_breach, forms.BreachForm),
    "reply_to_breach": _part(commands.reply_to_breach, forms.ReplyForm),
    "decide_breach": _part(commands.decide_breach, forms.DecisionForm),
    "report": _report,
    "file_with_finance": _whole(commands.file_with_finance, forms.FilingForm),
    "terminate": lambda asked: _reason(commands.terminate, asked.contract, asked),
    **{f"evaluate_{role.value}": _evaluate(role) for role in Evaluator},
    "appraise_purchaser": _evaluate(Evaluator.purchaser),
    "appraise_third_party": _evaluate(Evaluator.third_party),
    "conclude_evaluation": lambda asked: commands.conclude_evaluation(asked.actor, asked.contract),
    "archive": lambda asked: commands.archive(asked.actor, asked.contract),
}


class ContractSteps(Controller):
    """One step at a time, for whoever may take it."""

    path = BASE + "/{contract_id:int}"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/steps/{verb:str}")
    async def show(
        self,
        request: AnyRequest,
        actor: Who,
        contract_id: FromPath[int],
        verb: FromPath[str],
        of: FromQuery[int] = 0,
    ) -> Answer:
        """The step's boxes."""
        file = await contract_file(actor, contract_id)
        _known(file, verb, of)
        return await _show(request, file, verb, of, prefilled(file, verb))

    @post("/steps/{verb:str}")
    async def carry(
        self, request: AnyRequest, actor: Who, contract_id: FromPath[int], verb: FromPath[str]
    ) -> Answer:
        """Carry the step out, or show it again with what was wrong."""
        file = await contract_file(actor, contract_id)
        sent = await sent_texts(request)
        of = int(sent["of"]) if sent.get("of", "").isdecimal() else 0
        _known(file, verb, of)
        asked_for = await boxes(file, verb, of)
        try:
            files: list[int] = []
            if any(box.kind == "files" for box in asked_for):
                files = await reading.kept_files(request, actor)
            given = amounts(sent, asked_for)
            await STEPS[verb](Asked(actor, file, of, given, files))
        except Invalid as invalid:
            return await _show(request, file, verb, of, Entry(sent, invalid.fields), 422)
        except (Conflict, Denied) as refused:
            wrong = {_first(asked_for): refused.message}
            return await _show(request, file, verb, of, Entry(sent, wrong), refused.status)
        return Redirect(f"{BASE}/{contract_id}", status_code=303)

    @post("/parts/{kind:str}/{part_id:int}/removal")
    async def remove(
        self,
        actor: Who,
        contract_id: FromPath[int],
        kind: FromPath[str],
        part_id: FromPath[int],
    ) -> Answer:
        """Take a part out of a draft."""
        await commands.remove_part(actor, contract_id, kind, part_id)
        return Redirect(f"{BASE}/{contract_id}", status_code=303)


def _known(file: ContractFile, verb: str, of: int) -> None:
    """Refuse a step that is none, and one that is not the reader's now."""
    if verb not in STEPS:
        raise NotFound(_("没有这一步。"))
    if not any(act.verb == verb and act.of == of for act in file.acts):
        raise Conflict(_("这一步现在不能办理，或不由您办理，请回到合同页面看下一步。"))


def _first(asked_for: list[Box]) -> str:
    return next((box.name for box in asked_for if box.kind != "hidden"), "step")


async def _show(
    request: AnyRequest,
    file: ContractFile,
    verb: str,
    of: int,
    form: Entry,
    status: int = 200,
) -> Answer:
    act = next(act for act in file.acts if act.verb == verb and act.of == of)
    return page(
        "contracts/step.html",
        request=request,
        status=status,
        file=file,
        contract=file.view,
        act=act,
        title=acting.act_word(verb),
        boxes=await boxes(file, verb, of),
        form=form,
    )
