"""The list of what is owed: for who owes it, and for the staff of the area."""

from typing import Any

from litestar import Controller, Request, Response, get

from match.foundation.permissions import Permission
from match.giving.disclosure.queries import late_duties, my_duties
from match.giving.disclosure.states import (
    DutyKind,
    DutyStatus,
    duty_word,
    status_tone,
    status_word,
    what_to_do,
)
from match.giving.exporting import duties_export
from match.site.dependencies import Who
from match.site.exporting import MOST, send, wanted
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
_AT_THE_GIFT = {DutyKind.transport, DutyKind.receipt, DutyKind.thanks}


class DutyDesk(Controller):
    """What I owe, and what to do; for staff, what is late in the area."""

    path = "/desk/duties"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Page | Response[Any]:
        """Both lists; the first due stands first."""
        follows = actor.staff and actor.may(Permission.giving_read)
        if wanted(request):
            found = await my_duties(actor, MOST)
            found += await late_duties(actor, MOST) if follows else []
            return await send(request, duties_export(list(dict.fromkeys(found))))
        mine = await my_duties(actor)
        return page(
            "giving/duties.html",
            request=request,
            mine=mine,
            follows=follows,
            late=await late_duties(actor) if follows else [],
            hidden=any(line.status is DutyStatus.hidden for line in mine),
            duty_word=duty_word,
            what_to_do=what_to_do,
            status_word=status_word,
            status_tone=status_tone,
            where=_where,
        )


def _where(kind: DutyKind, donation_id: int) -> str:
    """The page on which it is done."""
    if kind in _AT_THE_GIFT:
        return f"/desk/agreements/{donation_id}"
    return f"/desk/donations/{donation_id}/use"
