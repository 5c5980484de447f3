"""The list of open needs: its facets, its words and its orders."""

from collections.abc import Mapping
from typing import Any

from litestar.datastructures import MultiDict

from match.catalogue import codes, lists
from match.catalogue.facets import category_groups
from match.foundation.language import _
from match.needs.cards import need_card
from match.needs.pages.asked import REMAINING, URGENCY_RANK, AskedNeeds
from match.needs.public import NeedView
from match.needs.queries import needs_by_ids, open_needs
from match.needs.states import Urgency, urgency_word
from match.places.facets import area_groups, area_words
from match.site.browsing import Facets, Group, Labels, Listing, group
from search.documents import Beneficiaries
from search.filters import Field
from search.indexes import Index
from search.port import Sort


def asked_needs(parameters: MultiDict[Any]) -> AskedNeeds:
    """What the address of the list asks for; values that it does not know are left out."""
    return AskedNeeds.read(
        parameters,
        category=lists.categories(),
        urgency=[str(one) for one in Urgency],
        children=children_words(),
        remaining=REMAINING,
    )


async def _without_engine(asked: AskedNeeds, limit: int) -> list[NeedView]:
    return await open_needs(
        areas=asked.county or asked.prefecture,
        text=asked.q,
        categories=asked.category,
        urgency=asked.urgency,
        after=asked.after,
        limit=limit,
    )


async def _groups(asked: AskedNeeds, facets: Facets) -> tuple[Group, ...]:
    """The facets in the order of the page."""
    names = {str(rank): str(name) for name, rank in URGENCY_RANK.items()}
    urgent = {names[r]: n for r, n in facets.get(Field.URGENCY, {}).items() if r in names}
    children, remaining = facets.get(Field.BENEFICIARIES, {}), facets.get(Field.REMAINING, {})
    return (
        *category_groups(asked, facets),
        *await area_groups(
            asked,
            facets.get(Field.PREFECTURE, {}),
            facets.get(Field.COUNTY, {}),
            (_("市州"), _("县市区")),
        ),
        group(asked, "urgency", _("紧急程度"), _urgencies(), urgent),
        group(asked, "children", _("受益儿童"), children_words(), children),
        group(asked, "remaining", _("认领情况"), remaining_words(), remaining),
    )


async def _words(asked: AskedNeeds) -> Mapping[str, Labels]:
    return {
        "category": codes.category_words(asked.category),
        **await area_words(asked),
        "urgency": _urgencies(),
        "children": children_words(),
        "remaining": remaining_words(),
    }


LISTING = Listing(
    index=Index.NEEDS,
    plain=Sort.NEWEST,
    load=needs_by_ids,
    card=need_card,
    without_engine=_without_engine,
    groups=_groups,
    words=_words,
)


def _urgencies() -> dict[str, str]:
    return {str(one): urgency_word(one) for one in reversed(Urgency)}


def children_words() -> dict[str, str]:
    """Head-count bands in words."""
    return {
        Beneficiaries.UNDER_5: _("不足 5 人"),
        Beneficiaries.FROM_5: _("5–9 人"),
        Beneficiaries.FROM_10: _("10–29 人"),
        Beneficiaries.FROM_30: _("30–99 人"),
        Beneficiaries.FROM_100: _("100 人以上"),
    }


def remaining_words() -> dict[str, str]:
    """How much of a need is still open, in words."""
    return dict(zip(REMAINING, (_("还没有人认领"), _("已认领一部分")), strict=True))


def orders() -> dict[Sort, str]:
    """The orders of the list, beside relevance."""
    return {
        Sort.NEWEST: _("最新"),
        Sort.DUE_SOON: _("最快到期"),
        Sort.URGENT: _("最紧急"),
        Sort.QUANTITY_LEFT: _("缺口最大"),
    }
