"""A charity's desk: money to confirm with its official receipt, to end, and to send back."""

from collections.abc import Awaitable, Callable

from litestar import Controller, get, post
from litestar.params import FromPath

from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.language import _
from match.giving.exporting import money_export
from match.giving.pledging import commands
from match.giving.pledging.forms import ConsentForm, PaymentForm, ReasonForm, ReturnForm
from match.giving.pledging.pages.common import Answer, AnyRequest, chosen_file, fen
from match.giving.pledging.queries import money_desk, money_line
from match.giving.states import word
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import page
from match.site.steps import Shape, step

BASE = "/desk/money"


class MoneyDesk(Controller):
    """For the charity that receives, and the organisation that gives."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Answer:
        """Money under way, oldest first."""
        if wanted(request):
            return await send(request, money_export(await money_desk(actor, MOST)))
        return page(
            "pledging/money.html", request=request, lines=await money_desk(actor), word=word
        )

    @get("/{donation_id:int}")
    async def show(self, request: AnyRequest, actor: Who, donation_id: FromPath[int]) -> Answer:
        """One donation: what came, and what may be registered now."""
        return await _show(request, actor, donation_id, Entry())

    @post("/{donation_id:int}/payments")
    async def pay(self, request: AnyRequest, actor: Who, donation_id: FromPath[int]) -> Answer:
        """The charity registers what arrived in its own account."""

        async def act(form: PaymentForm) -> None:
            amount = fen({"yuan": form.yuan})
            document = await chosen_file(request, actor, "document")
            payment = commands.Payment(amount, form.received_on, form.receipt_number, document or 0)
            await commands.confirm_payment(actor, donation_id, payment)

        return await _done(request, actor, donation_id, PaymentForm, act, charity_only=True)

    @post("/{donation_id:int}/end")
    async def end(self, request: AnyRequest, actor: Who, donation_id: FromPath[int]) -> Answer:
        """No more will come."""

        async def act(form: ReasonForm) -> None:
            await commands.end_payments(actor, donation_id, form.reason)

        return await _done(request, actor, donation_id, ReasonForm, act)

    @post("/{donation_id:int}/return")
    async def give_back(
        self, request: AnyRequest, actor: Who, donation_id: FromPath[int]
    ) -> Answer:
        """What is left over should go back."""

        async def act(form: ReturnForm) -> None:
            await commands.propose_return(actor, donation_id, fen({"yuan": form.yuan}), form.reason)

        return await _done(request, actor, donation_id, ReturnForm, act, charity_only=True)

    @post("/{donation_id:int}/consent")
    async def answer(self, request: AnyRequest, actor: Who, donation_id: FromPath[int]) -> Answer:
        """The donor consents, or not."""

        async def act(form: ConsentForm) -> None:
            await commands.answer_return(actor, donation_id, consent=form.consent)

        return await _done(request, actor, donation_id, ConsentForm, act)


async def _done(
    request: AnyRequest,
    actor: Actor,
    donation_id: int,
    shape: type[Shape],
    act: Callable[[Shape], Awaitable[object]],
    *,
    charity_only: bool = False,
) -> Answer:
    line = await money_line(actor, donation_id)  # strangers learn that there is nothing here
    if charity_only and line.charity_id not in actor.organisations:
        raise Denied(_("只有接收这笔资金的慈善组织可以登记。"))

    async def again(form: Entry, status: int) -> Answer:
        return await _show(request, actor, donation_id, form, status)

    refusals = (Invalid, Conflict, Denied)
    return await step(request, shape, act, again, to=f"{BASE}/{donation_id}", refusals=refusals)


async def _show(
    request: AnyRequest, actor: Actor, donation_id: int, form: Entry, status: int = 200
) -> Answer:
    line = await money_line(actor, donation_id)
    return page(
        "pledging/gift.html",
        request=request,
        status=status,
        line=line,
        form=form,
        word=word,
        receives=line.charity_id in actor.organisations,
        gives=line.organisation_id in actor.organisations,
        left=line.paid_fen - line.allocated_fen - line.returned_fen,
    )
