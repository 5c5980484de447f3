"""The list of open offers: its facets, its words and its orders."""

from collections.abc import Mapping

from match.catalogue import codes, lists
from match.catalogue.facets import category_groups
from match.foundation.language import _
from match.offers.cards import offer_card
from match.offers.pages.asked import AskedOffers
from match.offers.public import OfferView
from match.offers.queries import offers_by_ids, open_offers
from match.places.facets import area_groups, area_words
from match.site.browsing import Facets, Group, Labels, Listing, group
from search.filters import Field
from search.indexes import Index
from search.port import Sort


async def _without_engine(asked: AskedOffers, limit: int) -> list[OfferView]:
    return await open_offers(
        areas=asked.areas,
        text=asked.q,
        categories=asked.category,
        modes=asked.mode,
        after=asked.after,
        limit=limit,
    )


async def _groups(asked: AskedOffers, facets: Facets) -> tuple[Group, ...]:
    """The facets in the order of the page."""
    areas = facets.get(Field.AREA, {})
    return (
        *category_groups(asked, facets),
        group(asked, "mode", _("提供方式"), mode_words(), facets.get(Field.MODE, {})),
        *await area_groups(
            asked,
            {area: count for area, count in areas.items() if len(area) == 4},
            {area: count for area, count in areas.items() if len(area) == 6},
            (_("能到达的市州"), _("能到达的县市区")),
        ),
    )


async def _words(asked: AskedOffers) -> Mapping[str, Labels]:
    return {
        "category": codes.category_words(asked.category),
        "mode": mode_words(),
        **await area_words(asked),
    }


LISTING = Listing(
    index=Index.OFFERS,
    plain=Sort.NEWEST,
    load=offers_by_ids,
    card=offer_card,
    without_engine=_without_engine,
    groups=_groups,
    words=_words,
)


def mode_words() -> dict[str, str]:
    """Ways of giving in words."""
    return {code: mode.label() for code, mode in lists.modes().items()}


def orders() -> dict[Sort, str]:
    """The orders of the list, beside relevance."""
    return {
        Sort.NEWEST: _("最新"),
        Sort.DUE_SOON: _("最快到期"),
        Sort.QUANTITY_LEFT: _("可供最多"),
    }
