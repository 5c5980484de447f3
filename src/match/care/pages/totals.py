"""Monthly totals from the township to the province (notice 2.1b): sums, small cells hidden."""

from datetime import date, timedelta

from litestar import Controller, get
from litestar.params import FromQuery

from match.care.commands.counting import AGREED, SERVED
from match.care.pages.common import BASE, WORDS, AnyRequest
from match.care.queries import agreement_rate, totals
from match.care.queries.totals import BELOW
from match.foundation import clock
from match.foundation.errors import Denied
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.places.queries import area_names
from match.site.dependencies import Who
from match.site.htmx import Page, page


class TotalsPages(Controller):
    """Numbers only."""

    path = BASE
    opt = {"permission": Permission.care_totals}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/totals")
    async def show(
        self,
        request: AnyRequest,
        actor: Who,
        division: FromQuery[str] = "",
        month: FromQuery[str] = "",
    ) -> Page:
        """One place and what lies below it."""
        scope = actor.scope(Permission.care_totals)
        chosen = division or next(iter(scope), "")
        if len(chosen) not in BELOW:
            raise Denied(_("只能看自己范围内的汇总。"))
        first = _month(month)
        found = await totals(chosen, first, actor=actor)
        places = [chosen, *found.parts]
        rate = await agreement_rate(actor, chosen, first, _last(first))
        return page(
            "care/totals.html",
            request=request,
            found=found,
            codes=sorted(
                set(found.whole) - {SERVED, AGREED}, key=lambda code: (code != "ALL", code)
            ),
            names={place: place for place in places} | await area_names(places),
            deeper=BELOW[len(chosen)] in BELOW,
            share=share_told(*rate, found.least),
            before=_last(first - timedelta(days=2)).replace(day=1),
            **WORDS,
        )


def share_told(agreed: int, served: int, least: int) -> int | None:
    """
    Whole per cent, rounded down; None where fewer than *least* were served. Never the two counts:
    those of a place less those of its parts would give a hidden part away.
    """
    return agreed * 100 // served if served >= least else None


def _month(text: str) -> date:
    """``2026-11``, or the present month for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return clock.today().replace(day=1)


def _last(first: date) -> date:
    """The last day of the month of *first*."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
