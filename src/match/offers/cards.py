"""An open offer as the card that lists show (`ui.offer_card`)."""

from datetime import date

from match.catalogue import codes
from match.foundation.language import _
from match.offers.public import OfferView
from match.site.browsing import Card
from match.site.pictures import picture


class OfferCard(Card, frozen=True):
    """What a card says; a person who gives is not named."""

    giver: str
    mode: str
    category: str
    icon: str
    tone: str
    area: str
    left: int
    unit: str
    until: date
    verified: str


def offer_card(view: OfferView) -> OfferCard:
    """The card of one offer."""
    shown = picture(view.category)
    return OfferCard(
        id=view.id,
        url=f"/offers/{view.id}",
        title=view.title,
        giver=view.giver,
        mode=codes.mode(view.mode).label(),
        category=codes.category(view.category).label(),
        icon=shown.icon,
        tone=shown.tone,
        area=view.area,
        left=view.left,
        unit=codes.unit(view.unit).after(view.left),
        until=view.ends_on,
        verified=_("组织已核验") if view.organisation_id and view.verified else "",
    )
