"""A home as the card that lists show (`ui.home_card`)."""

from match.catalogue import codes
from match.foundation.language import _, ngettext
from match.homes.queries import HomeCard
from match.homes.states import HomeStatus
from match.site.browsing import Card

SHOWN_FACILITIES = 3


class ListedHome(Card, frozen=True):
    """What a card says. ``waiting`` counts needs that may be told together with their home."""

    place: str
    status: str
    tone: str
    facts: tuple[str, ...]
    waiting: int


def home_card(home: HomeCard, waiting: int = 0) -> ListedHome:
    """The card of one working home. A place begins at its county: the prefecture is known."""
    days = len({span.weekday for span in home.hours})
    facts = [codes.home_entry(code).label() for code in home.facilities[:SHOWN_FACILITIES]]
    if days:
        facts.append(
            ngettext("每周开放 %(days)s 天", "每周开放 %(days)s 天", days) % {"days": days}
        )
    is_open = home.status is HomeStatus.open
    return ListedHome(
        id=home.id,
        url=f"/homes/{home.id}",
        title=home.name,
        place=" · ".join(home.place.split("/")[2:]),
        status=_("开放中") if is_open else _("近期未开放"),
        tone="zhu" if is_open else "ink",
        facts=tuple(facts),
        waiting=waiting,
    )
