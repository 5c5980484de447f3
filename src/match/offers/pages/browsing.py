"""The list of open offers: asked of the search engine, read from PostgreSQL, told as cards."""

from collections.abc import Mapping

import msgspec
import structlog

from match.catalogue import codes, lists
from match.foundation.language import _
from match.offers.cards import OfferCard, offer_card
from match.offers.pages.asked import Asked
from match.offers.queries import offers_by_ids, open_offers
from match.places.queries import area_names
from match.site.relaxation import marked, relaxation_words
from search.filters import Field
from search.indexes import Index
from search.port import Facet, Hits, Query, SearchDown, SearchEngine, Sort

LOG = structlog.get_logger()
PER_PAGE = 20
_FIELDS = (Field.CATEGORY_ROOT, Field.CATEGORY, Field.MODE, Field.AREA)
Counts = Mapping[str, int]


class Option(msgspec.Struct, frozen=True):
    """One value of a facet, with how many have it."""

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
    """What the page shows. ``relaxed``: what was given up, in words; ``degraded``: PostgreSQL
    answered, without facets and without counting."""

    cards: tuple[OfferCard, ...]
    total: int | None
    groups: tuple[Group, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    relaxed: str = ""
    degraded: bool = False
    previous_url: str = ""
    next_url: str = ""


async def browse(engine: SearchEngine, asked: Asked) -> Browsed:
    """Open offers for this question, or the nearest to it; PostgreSQL when search is down."""
    by_words = asked.sort is Sort.RELEVANCE and not asked.q
    query = Query(
        text=asked.q,
        filters=asked.filters(),
        facets=tuple(Facet(field) for field in _FIELDS),
        sort=Sort.NEWEST if by_words else asked.sort,
        page=asked.page,
        size=PER_PAGE,
        nearest=True,
    )
    try:
        hits = await engine.search(Index.OFFERS, query)
    except SearchDown:
        LOG.warning("search_down", page="offers")
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


async def _cards(hits: Hits) -> tuple[OfferCard, ...]:
    by_id = {hit.id: hit for hit in hits.hits}
    cards: list[OfferCard] = []
    for view in await offers_by_ids(hits.ids):
        card, hit = offer_card(view), by_id[view.id]
        spans = hit.highlights.get("title", ()) if hit.version == view.version else ()
        cards.append(msgspec.structs.replace(card, title=marked(card.title, spans)))
    return tuple(cards)


async def _without_engine(asked: Asked) -> Browsed:
    views = await open_offers(
        areas=asked.areas,
        text=asked.q,
        categories=asked.category,
        modes=asked.mode,
        after=asked.after,
        limit=PER_PAGE + 1,
    )
    shown = views[:PER_PAGE]
    return Browsed(
        cards=tuple(offer_card(view) for view in shown),
        total=None,
        chosen=await _chosen(asked),
        degraded=True,
        next_url=asked.address(after=shown[-1].id) if len(views) > PER_PAGE else "",
    )


async def _groups(asked: Asked, facets: Mapping[Field, Counts]) -> tuple[Group, ...]:
    """The facets in the order of the page. Counties only of the chosen prefectures."""
    areas = facets.get(Field.AREA, {})
    prefectures = sorted(area for area in areas if len(area) == 4)
    counties = sorted(
        area
        for area in areas
        if len(area) == 6 and (area[:4] in asked.prefecture or area in asked.county)
    )
    names = await area_names([*prefectures, *counties])
    roots = [root.code for root in codes.categories()]
    leaves = [leaf.code for root in asked.roots for leaf in codes.categories(root)]

    def group(name: str, label: str, labels: Mapping[str, str], counts: Counts) -> Group:
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

    by_root, by_leaf = facets.get(Field.CATEGORY_ROOT, {}), facets.get(Field.CATEGORY, {})
    return (
        group("category", _("大类"), _labels(roots), by_root),
        group("category", _("类别"), _labels(leaves), by_leaf),
        group("mode", _("提供方式"), mode_words(), facets.get(Field.MODE, {})),
        group("prefecture", _("能到达的市州"), _named(names, prefectures), areas),
        group("county", _("能到达的县市区"), _named(names, counties), areas),
    )


async def _chosen(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Every chosen value in words, with the address that takes it back."""
    names = await area_names([*asked.prefecture, *asked.county])
    words: dict[str, Mapping[str, str]] = {
        "category": _labels(asked.category),
        "mode": mode_words(),
        "prefecture": names,
        "county": names,
    }
    return tuple(
        (labels.get(value, value), asked.without(name, value))
        for name, labels in words.items()
        for value in getattr(asked, name)
    )


def _named(names: Mapping[str, str], prefixes: list[str]) -> dict[str, str]:
    return {prefix: names.get(prefix, prefix) for prefix in prefixes}


def _labels(listed: list[str] | tuple[str, ...]) -> dict[str, str]:
    return {code: codes.category(code).label() for code in listed}


def mode_words() -> dict[str, str]:
    """Ways of giving in words."""
    return {code: mode.label() for code, mode in lists.modes().items()}


def sort_words(*, with_text: bool) -> list[tuple[str, str]]:
    """The orders a visitor may choose; by relevance only where there are words."""
    orders = [
        (Sort.RELEVANCE, _("最相关") if with_text else _("最新")),
        (Sort.NEWEST, _("最新")),
        (Sort.DUE_SOON, _("最快到期")),
        (Sort.QUANTITY_LEFT, _("可供最多")),
    ]
    return [(str(sort), text) for sort, text in orders if with_text or sort is not Sort.NEWEST]
