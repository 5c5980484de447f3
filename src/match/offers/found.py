"""What search may know of an offer: a document, or nothing."""

from datetime import date

from match.foundation.language import _
from match.offers.public import may_stand_open, words_of
from match.offers.queries import any_offer
from match.offers.rules import reached
from match.offers.states import OPEN
from match.places.rules import code_from
from match.places.shapes import point_of
from search.documents import OfferDocument

_EPOCH = date(1970, 1, 1)
_KIND = {
    "MAT": "goods",
    "SVC": "service",
    "FND": "money",
    "FAC": "premises",
    "PAIR": "pairing",
    "ACT": "activity",
}


async def offer_document(offer_id: int) -> OfferDocument | None:
    """An open offer in public words. Money reaches no index (domain.md §3.2), nor does what an
    organisation gives whose verification has ended."""
    view = await any_offer(offer_id)
    if view is None or view.status not in OPEN or not may_stand_open(view) or view.withheld:
        return None
    # An offer for one place stands there; one for several stands nowhere in particular.
    area = view.areas[0] if len(view.areas) == 1 else ""
    point = point_of(code_from(area)) if area else None
    return OfferDocument(
        id=view.id,
        version=view.version,
        title=view.title,
        body=view.conditions,
        kind=_KIND[view.category.split("-")[0]],
        status=view.status.value,
        categories=(view.category,),
        category_names=words_of(view),
        division=area,
        place_names=tuple(view.area.split(_("、"))),
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        published_on=(view.published_at.date() - _EPOCH).days if view.published_at else 0,
        modes=(view.mode,),
        areas=reached(view.areas),
        organisation_id=view.organisation_id,
        organisation_name=view.giver,
        organisation_kind=view.organisation_kind or "PERSON",
        verified=view.verified,
        quantity_left=view.left,
        due_on=(view.ends_on - _EPOCH).days,
    )
