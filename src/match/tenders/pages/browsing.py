"""The list of open notices: its facets, its words and its orders."""

from collections.abc import Mapping
from typing import ClassVar

from match.catalogue import codes
from match.foundation.language import _
from match.places.facets import area_groups, area_words
from match.site.asked import Asked, Narrowing
from match.site.browsing import Facets, Group, Labels, Listing, group
from match.tenders.cards import purchase_card
from match.tenders.public import TenderView
from match.tenders.queries import open_tenders, tenders_by_ids
from search.filters import Field
from search.indexes import Index
from search.port import Sort


class AskedPurchases(Asked, frozen=True):
    """Words and chosen facets; ``amount`` holds bands of a budget."""

    path: ClassVar[str] = "/purchases"
    sorts: ClassVar[tuple[Sort, ...]] = (
        Sort.RELEVANCE,
        Sort.NEWEST,
        Sort.DUE_SOON,
        Sort.AMOUNT_HIGH,
        Sort.AMOUNT_LOW,
    )

    category: tuple[str, ...] = ()
    amount: tuple[str, ...] = ()

    def narrowing(self) -> Narrowing:
        """Every field the list has a facet of, with what was chosen of it."""
        return (
            (Field.CATEGORY, self.category),
            (Field.PREFECTURE, self.prefecture),
            (Field.COUNTY, self.county),
            (Field.AMOUNT_BAND, self.amount),
        )


async def _without_engine(asked: AskedPurchases, limit: int) -> list[TenderView]:
    return await open_tenders(
        areas=asked.county or asked.prefecture,
        text=asked.q,
        categories=asked.category,
        after=asked.after,
        limit=limit,
    )


async def _groups(asked: AskedPurchases, facets: Facets) -> tuple[Group, ...]:
    categories = facets.get(Field.CATEGORY, {})
    services = codes.category_words(categories)
    amounts = facets.get(Field.AMOUNT_BAND, {})
    return (
        group(asked, "category", _("服务类别"), services, categories),
        *await area_groups(
            asked,
            facets.get(Field.PREFECTURE, {}),
            facets.get(Field.COUNTY, {}),
            (_("市州"), _("县市区")),
        ),
        group(asked, "amount", _("预算"), amount_words(), amounts),
    )


async def _words(asked: AskedPurchases) -> Mapping[str, Labels]:
    return {
        "category": codes.category_words(asked.category),
        **await area_words(asked),
        "amount": amount_words(),
    }


LISTING = Listing(
    index=Index.PURCHASES,
    plain=Sort.DUE_SOON,
    load=tenders_by_ids,
    card=purchase_card,
    without_engine=_without_engine,
    groups=_groups,
    words=_words,
)


def amount_words() -> dict[str, str]:
    """Bands of a budget in words."""
    return {
        "to_1000": _("1,000 元以下"),
        "to_10000": _("1 万元以下"),
        "to_50000": _("1 万至 5 万元"),
        "to_200000": _("5 万至 20 万元"),
        "above_200000": _("20 万元以上"),
    }


def orders() -> dict[Sort, str]:
    """The orders of the list, beside relevance."""
    return {
        Sort.DUE_SOON: _("最快截止"),
        Sort.NEWEST: _("最新"),
        Sort.AMOUNT_HIGH: _("预算从高到低"),
        Sort.AMOUNT_LOW: _("预算从低到高"),
    }
