"""What is to become of the units that came over a promise: the giver says."""

from litestar import Controller, get, post
from litestar.params import FromPath

from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.giving.pledging.commands import choose_surplus
from match.giving.pledging.forms import ChoiceForm
from match.giving.pledging.pages.common import Answer, AnyRequest, regifts
from match.giving.pledging.queries import surplus_view
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission

BASE = "/desk/surplus"


class SurplusDesk(Controller):
    """For the giver, and for the county once it was asked."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{donation_id:int}")
    async def show(self, request: AnyRequest, actor: Who, donation_id: FromPath[int]) -> Answer:
        """What came over the promise, and what may be chosen."""
        return await _show(request, actor, donation_id, Entry())

    @post("/{donation_id:int}")
    async def choose(self, request: AnyRequest, actor: Who, donation_id: FromPath[int]) -> Answer:
        """A like need, back, or the county decides."""
        await surplus_view(actor, donation_id)  # strangers learn that there is nothing here
        sent = await submission(request, ChoiceForm)
        try:
            made = await choose_surplus(actor, donation_id, read(ChoiceForm, sent).choice)
        except Invalid as invalid:
            return await _show(request, actor, donation_id, Entry(sent, invalid.fields), 422)
        except Conflict as conflict:
            entry = Entry(sent, {"choice": conflict.message})
            return await _show(request, actor, donation_id, entry, 409)
        return see(f"/desk/agreements/{donation_id}" if made is None else f"/desk/pledges/{made}")


async def _show(
    request: AnyRequest, actor: Actor, donation_id: int, form: Entry, status: int = 200
) -> Answer:
    view = await surplus_view(actor, donation_id)
    return page(
        "pledging/surplus.html",
        request=request,
        status=status,
        view=view,
        form=form,
        choices=regifts(like=view.like is not None, county=not view.county_asked),
    )
