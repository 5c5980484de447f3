"""An organisation's profile for everybody: what it gave, won and finished."""

from typing import Any

from litestar import Controller, Request, get
from litestar.params import FromPath

from match.contracts.wording import points_word
from match.foundation.money import yuan_short
from match.giving.trust.rules import label, sentence
from match.incubation.states import Stage, stage_word
from match.insight.profiles import FEW, profile
from match.places.queries import divisions
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]


class ProfilePages(Controller):
    """Public facts only."""

    path = "/organisations/{organisation_id:int}/work"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, organisation_id: FromPath[int]) -> Page:
        """One verified organisation."""
        found = await profile(organisation_id)
        places = await divisions([found.organisation.division])
        place = places.get(found.organisation.division)
        return page(
            "insight/profile.html",
            request=request,
            found=found,
            place=place.label if place else "",
            stage=stage_word(Stage(found.stage)) if found.stage else "",
            trust=[(label(each.measure), sentence(each)) for each in found.trust],
            points_word=points_word,
            yuan_short=yuan_short,
            few=FEW,
        )
