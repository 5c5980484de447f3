"""A purchase as the card that lists show (`ui.purchase_card`)."""

from datetime import date

from match.catalogue import codes
from match.site.browsing import Card
from match.site.formats import days_until
from match.site.pictures import picture
from match.tenders.public import TenderView
from match.tenders.states import OPEN, outside


class PurchaseCard(Card, frozen=True):
    """What a card says. ``closes_at`` is the last day for answers, None once it is over."""

    buyer: str
    place: str
    category: str
    icon: str
    tone: str
    stage: str
    closes_at: date | None
    days_left: int | None
    documents: int


def purchase_card(view: TenderView) -> PurchaseCard:
    """The card of one purchase."""
    closes = view.dates.closes_on if view.status in OPEN else None
    return PurchaseCard(
        id=view.id,
        url=f"/purchases/{view.id}",
        title=view.title,
        buyer=view.purchaser,
        place=view.area or view.place,
        category=codes.category(view.category).label(),
        icon=picture(view.category).icon,
        tone="ji",
        stage=outside(view.status),
        closes_at=closes,
        days_left=days_until(closes) if closes else None,
        documents=len(view.documents),
    )
