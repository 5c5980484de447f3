"""What search may know of an offer: a document, or nothing."""

from datetime import date

from match.foundation import clock
from match.foundation.db import one
from match.offers.public import may_stand_open, offer_view, words_of
from match.offers.rules import reached
from match.offers.states import OPEN, OfferStatus
from match.places.queries import divisions
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
    row = await one(
        "SELECT o.*, g.name AS organisation_name, g.kind AS organisation_kind,"
        " g.status AS organisation_status, g.verified_until"
        " FROM offer o LEFT JOIN organisation g ON g.id = o.organisation_id WHERE o.id = $1",
        offer_id,
    )
    if row is None or OfferStatus(row["status"]) not in OPEN:
        return None
    places = await divisions([code_from(prefix) for prefix in row["areas"]])
    names = {str(place.scope): place.name for place in places.values()}
    view = offer_view(row, names, clock.today())
    if not may_stand_open(view):
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
        place_names=tuple(names.values()),
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
