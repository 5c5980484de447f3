"""The record of a home or an organisation: a page of its own, and a card on theirs."""

from typing import Any

from litestar import Controller, Request, get
from litestar.params import FromPath

from match.giving.trust.queries import home_trust, organisation_trust
from match.giving.trust.rules import Figure, label, sentence
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]


class TrustPages(Controller):
    """For everybody; htmx gets the card alone."""

    path = "/"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/homes/{home_id:int}/record")
    async def home(self, request: AnyRequest, home_id: FromPath[int]) -> Page:
        """How a home counts and reports."""
        name, figures = await home_trust(home_id)
        return _record(request, name, f"/homes/{home_id}", figures)

    @get("/organisations/{organisation_id:int}/record")
    async def organisation(self, request: AnyRequest, organisation_id: FromPath[int]) -> Page:
        """How an organisation keeps its word and reports."""
        name, figures = await organisation_trust(organisation_id)
        return _record(request, name, f"/organisations/{organisation_id}", figures)


def _record(request: AnyRequest, name: str, back: str, figures: tuple[Figure, ...]) -> Page:
    return page(
        "giving/trust.html",
        "record",
        request,
        title=name,
        back=back,
        figures=[(label(each.measure), sentence(each)) for each in figures],
    )
