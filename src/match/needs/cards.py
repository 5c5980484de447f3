"""A public need as the card that lists show (`ui.need_card`)."""

from datetime import date

from match.catalogue import codes
from match.foundation.language import _
from match.needs.public import NeedView
from match.site.browsing import Card
from match.site.formats import days_until
from match.site.pictures import picture


class NeedCard(Card, frozen=True):
    """What a card says; all of it public, counts of things and never money."""

    place: str
    category: str
    icon: str
    tone: str
    children: str
    done: int
    asked: int
    unit: str
    urgency: str
    due_on: date | None
    days_left: int | None
    verified: str


def need_card(view: NeedView) -> NeedCard:
    """The card of one public need. A place begins at its county: the prefecture is known."""
    shown = picture(view.category)
    units = {line.unit for line in view.lines}
    return NeedCard(
        id=view.id,
        url=f"/needs/{view.id}",
        title=view.title,
        place=" · ".join(view.place.split(" ")[1:]),
        category=codes.category(view.category).label(),
        icon=shown.icon,
        tone=shown.tone,
        children=view.children,
        done=view.quantity - view.left,
        asked=view.quantity,
        unit=codes.unit(units.pop()).after(view.quantity) if len(units) == 1 else _("份"),
        urgency=view.urgency.value,
        due_on=view.due_on,
        days_left=days_until(view.due_on) if view.due_on else None,
        verified=_("县级已审核"),
    )
