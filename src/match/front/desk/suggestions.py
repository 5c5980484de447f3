"""Needs that a giver could answer, and purchases that suit their organisation."""

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.front.desk.shapes import Suggestions
from match.needs.cards import need_card
from match.needs.queries import open_needs, urgent_needs
from match.offers.queries import my_offers
from match.offers.states import OPEN
from match.people.queries.organisations import own_organisations
from match.tenders.cards import purchase_card
from match.tenders.queries import suitable_tenders

SHOWN = 3


async def suggestions_of(actor: Actor) -> list[Suggestions]:
    """For whoever may give; officials have their queues instead."""
    if not actor.may(P.offers_draft):
        return []
    found = [await _needs(actor)]
    purchases = [
        purchase_card(view)
        for organisation in sorted(actor.organisations)
        for view, _fit in await suitable_tenders(organisation, SHOWN)
    ]
    if actor.organisations:
        found.append(
            Suggestions(
                _("适合本机构的政府购买服务"),
                "purchase_card",
                tuple(purchases[:SHOWN]),
                "/purchases/suitable",
                _("全部"),
                _("现在没有适合本机构的采购。登记能提供的服务后，适合的采购会通知您。"),
            )
        )
    return found


async def _needs(actor: Actor) -> Suggestions:
    """
    Open needs of the kinds and areas of one's open offers; without an offer those of the seat's
    county; and where there are none, those of the province that run out of time first.
    """
    offers = [view for view in await my_offers(actor) if view.status in OPEN]
    areas = sorted({area for view in offers for area in view.areas})
    categories = sorted({view.category for view in offers})
    if not areas:
        areas = [str(one.fields["division"])[:6] for one in await own_organisations(actor)]
    found = await open_needs(areas=areas, categories=categories, limit=SHOWN) if areas else []
    if not found and areas:
        found = await open_needs(areas=areas, limit=SHOWN)
    return Suggestions(
        _("您可能帮得上的需求"),
        "need_card",
        tuple(need_card(view) for view in found or await urgent_needs(SHOWN)),
        "/needs",
        _("去需求大厅"),
        _("现在没有等待回应的需求。"),
    )
