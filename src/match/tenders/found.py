"""What search may know of a purchase: a document, or nothing."""

from collections.abc import Iterator
from datetime import date

from match.catalogue import codes
from match.foundation import clock
from match.foundation.errors import NotFound
from match.places.shapes import point_of
from match.tenders.public import TenderView
from match.tenders.queries import public_tender
from match.tenders.states import OPEN
from search.documents import PurchaseDocument

_EPOCH = date(1970, 1, 1)


def _criteria(view: TenderView) -> Iterator[str]:
    """What is demanded and what scores: suppliers look for what they can prove."""
    for each in view.criteria:
        yield f"{each.title} {each.indicator}".strip()


async def purchase_document(tender_id: int) -> PurchaseDocument | None:
    """A notice that takes answers."""
    try:
        view = await public_tender(tender_id)
    except NotFound:
        return None
    if view.status not in OPEN or view.published_at is None:
        return None
    category, item = codes.category(view.category), codes.procurement_item(view.item_code)
    point = point_of(view.division)
    return PurchaseDocument(
        id=view.id,
        version=view.version,
        title=view.title,
        body=" ".join((view.requirements, view.acceptance, *_criteria(view))),
        kind="service",
        status=view.status.value,
        categories=(view.category,),
        category_names=tuple(
            name for entry in (category, item) for name in (entry.name_zh, entry.name_en)
        ),
        division=view.areas[0] if len(view.areas) == 1 else view.division[:6],
        place_names=tuple(view.place.split(" ")),
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        published_on=(view.published_at.astimezone(clock.HERE).date() - _EPOCH).days,
        purchaser_name=view.purchaser,
        organisation_id=view.organisation_id,
        method=view.method.value,
        procurement_codes=(view.item_code,),
        amount_minor=view.budget_fen,
        due_on=(view.dates.closes_on - _EPOCH).days,
    )
