"""The list of open needs: asked of the search engine, read again from PostgreSQL, told as cards."""

from collections.abc import Mapping
from typing import Any

import msgspec
import structlog

from match.catalogue import codes
from match.foundation.language import _
from match.needs.cards import NeedCard, need_card
from match.needs.pages.asked import REMAINING, URGENCY_RANK, Asked
from match.needs.queries import needs_by_ids, open_needs
from match.needs.states import Urgency, urgency_word
from match.places.queries import area_names
from match.site.relaxation import marked, relaxation_words
from search.documents import Beneficiaries
from search.filters import Field
from search.indexes import Index
from search.port import Facet, Hits, Query, SearchDown, SearchEngine, Sort

LOG = structlog.get_logger()
PER_PAGE = 20
_FIELDS = (
    Field.CATEGORY_ROOT,
    Field.CATEGORY,
    Field.PREFECTURE,
    Field.COUNTY,
    Field.URGENCY,
    Field.BENEFICIARIES,
    Field.REMAINING,
)


class Option(msgspec.Struct, frozen=True):
    """One value of a facet, with how many needs have it."""

    value: str
    label: str
    count: int
    checked: bool


class Group(msgspec.Struct, frozen=True):
    """One facet as `ui.facets` draws it."""

    name: str
    label: str
    options: tuple[Option, ...]


class Browsed(msgspec.Struct, frozen=True):
    """
    What the page shows. ``relaxed``: what was given up, in words; ``degraded``: PostgreSQL
    answered, without facets and without counting.
    """

    cards: tuple[NeedCard, ...]
    total: int | None
    groups: tuple[Group, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    relaxed: str = ""
    degraded: bool = False
    previous_url: str = ""
    next_url: str = ""


async def browse(engine: SearchEngine, asked: Asked) -> Browsed:
    """
    Open needs for this question; when none fits, those that come nearest, and what was given up.
    An engine that does not answer is replaced by PostgreSQL, and the page says so.
    """
    sort = asked.sort
    if sort is Sort.RELEVANCE and not asked.q:
        sort = Sort.NEWEST
    query = Query(
        text=asked.q,
        filters=asked.filters(),
        facets=tuple(Facet(field) for field in _FIELDS),
        sort=sort,
        page=asked.page,
        size=PER_PAGE,
        nearest=True,
    )
    try:
        hits = await engine.search(Index.NEEDS, query)
    except SearchDown:
        LOG.warning("search_down", page="needs")
        return await _without_engine(asked)
    more = asked.page * PER_PAGE < hits.total
    return Browsed(
        cards=await _cards(hits),
        total=hits.total,
        groups=await _groups(asked, hits.facets),
        chosen=await _chosen(asked),
        relaxed=relaxation_words(hits.relaxed),
        previous_url=asked.address(page=asked.page - 1) if asked.page > 1 else "",
        next_url=asked.address(page=asked.page + 1) if more else "",
    )


async def _cards(hits: Hits) -> tuple[NeedCard, ...]:
    """Hits read again, in their order, with the found words marked where the title is the same."""
    by_id = {hit.id: hit for hit in hits.hits}
    cards: list[NeedCard] = []
    for view in await needs_by_ids(hits.ids):
        card, hit = need_card(view), by_id[view.id]
        spans = hit.highlights.get("title", ()) if hit.version == view.version else ()
        cards.append(msgspec.structs.replace(card, title=marked(card.title, spans)))
    return tuple(cards)


async def _without_engine(asked: Asked) -> Browsed:
    views = await open_needs(
        areas=asked.county or asked.prefecture,
        text=asked.q,
        categories=asked.category,
        urgency=asked.urgency,
        after=asked.after,
        limit=PER_PAGE + 1,
    )
    shown = views[:PER_PAGE]
    return Browsed(
        cards=tuple(need_card(view) for view in shown),
        total=None,
        chosen=await _chosen(asked),
        degraded=True,
        next_url=asked.address(after=shown[-1].id) if len(views) > PER_PAGE else "",
    )


async def _groups(asked: Asked, facets: Mapping[Field, Mapping[str, int]]) -> tuple[Group, ...]:
    """The facets in the order of the page. Counties of chosen prefectures only: 122 are many."""
    names = await area_names([*facets.get(Field.PREFECTURE, {}), *facets.get(Field.COUNTY, {})])
    roots = [root.code for root in codes.categories()]
    leaves = [leaf.code for root in asked.roots for leaf in codes.categories(root)]
    prefectures = sorted(facets.get(Field.PREFECTURE, {}))
    counties = sorted(
        code
        for code in facets.get(Field.COUNTY, {})
        if code[:4] in asked.prefecture or code in asked.county
    )
    ranks = {str(rank): name for name, rank in URGENCY_RANK.items()}
    urgent = {str(ranks[r]): n for r, n in facets.get(Field.URGENCY, {}).items() if r in ranks}

    def group(name: str, label: str, labels: Mapping[str, str], counts: Mapping[str, int]) -> Group:
        chosen = getattr(asked, name)
        return Group(
            name,
            label,
            tuple(
                Option(value, text, counts.get(value, 0), value in chosen)
                for value, text in labels.items()
                if counts.get(value, 0) or value in chosen
            ),
        )

    def counts_of(field: Field) -> Mapping[str, int]:
        return facets.get(field, {})

    return (
        group("category", _("大类"), _labels(roots), counts_of(Field.CATEGORY_ROOT)),
        group("category", _("类别"), _labels(leaves), counts_of(Field.CATEGORY)),
        group("prefecture", _("市州"), _named(names, prefectures), counts_of(Field.PREFECTURE)),
        group("county", _("县市区"), _named(names, counties), counts_of(Field.COUNTY)),
        group("urgency", _("紧急程度"), _urgencies(), urgent),
        group("children", _("受益儿童"), children_words(), counts_of(Field.BENEFICIARIES)),
        group("remaining", _("认领情况"), remaining_words(), counts_of(Field.REMAINING)),
    )


async def _chosen(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Every chosen value in words, with the address that takes it back."""
    names = await area_names([*asked.prefecture, *asked.county])
    words: dict[str, Mapping[str, str]] = {
        "category": _labels(asked.category),
        "prefecture": names,
        "county": names,
        "urgency": _urgencies(),
        "children": children_words(),
        "remaining": remaining_words(),
    }
    return tuple(
        (labels.get(value, value), asked.without(name, value))
        for name, labels in words.items()
        for value in getattr(asked, name)
    )


def _named(names: Mapping[str, str], prefixes: list[str]) -> dict[str, str]:
    return {prefix: names.get(prefix, prefix) for prefix in prefixes}


def _labels(listed: Any) -> dict[str, str]:
    return {code: codes.category(code).label() for code in listed}


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


def sort_words(*, with_text: bool) -> list[tuple[str, str]]:
    """The orders a visitor may choose; by relevance only where there are words."""
    orders = [
        (Sort.RELEVANCE, _("最相关") if with_text else _("最新")),
        (Sort.NEWEST, _("最新")),
        (Sort.DUE_SOON, _("最快到期")),
        (Sort.URGENT, _("最紧急")),
        (Sort.QUANTITY_LEFT, _("缺口最大")),
    ]
    return [(str(sort), text) for sort, text in orders if with_text or sort is not Sort.NEWEST]
