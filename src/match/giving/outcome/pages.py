"""What all of a reader's gifts did: the desk of foundations, firms, donors, charities and homes."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromQuery

from match.foundation.language import _
from match.giving import wording
from match.giving.exporting import gifts_export
from match.giving.outcome.overview import overview, sides_of
from match.giving.outcome.shapes import Asked, Side, State
from match.giving.outcome.words import kind_word
from match.giving.states import GiftKind, word
from match.site.dependencies import Who
from match.site.exporting import MOST, send, wanted
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
# What a column holds; beyond it nobody was sent by us.
YEARS, FARTHEST = range(2000, 3000), 2**62
_SIDES, _KINDS, _STATES = set(Side), set(GiftKind), set(State)


class GiftsDesk(Controller):
    """One line for each gift that the reader gave or got."""

    path = "/desk/gifts"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(
        self,
        request: AnyRequest,
        actor: Who,
        side: FromQuery[str] = "",
        year: FromQuery[int] = 0,
        kind: FromQuery[str] = "",
        progress: FromQuery[str] = "",
        after: FromQuery[int] = 0,
    ) -> Page | Response[Any]:
        """Twenty at a time; a filter that nobody knows narrows nothing."""
        asked = Asked(
            side=Side(side) if side in _SIDES else (await sides_of(actor))[0],
            year=year if year in YEARS else 0,
            kind=GiftKind(kind) if kind in _KINDS else None,
            state=State(progress) if progress in _STATES else State.all,
        )
        if wanted(request):
            everything = await overview(actor, asked, size=MOST)
            return await send(request, gifts_export(everything.rows, _chosen(asked)))
        return page(
            "giving/gifts.html",
            request=request,
            found=await overview(actor, asked, after if 0 < after < FARTHEST else None),
            kinds=[(one.value, kind_word(one)) for one in GiftKind],
            word=word,
            words=wording,
        )


def _chosen(asked: Asked) -> list[tuple[str, str]]:
    """The filter in words, for the file."""
    sides = {Side.gave: _("捐出的"), Side.got: _("收到的")}
    states = {State.going: _("进行中"), State.over: _("已结束"), State.open: _("等待处理")}
    chosen = [("", sides[asked.side])]
    chosen += [(_("年份"), str(asked.year))] if asked.year else []
    chosen += [("", kind_word(asked.kind))] if asked.kind else []
    return chosen + ([("", states[asked.state])] if asked.state in states else [])
