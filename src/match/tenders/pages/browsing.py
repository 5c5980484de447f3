"""The list of open notices: asked of the search engine, read from PostgreSQL, told as cards."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec
import structlog
from litestar.datastructures import MultiDict

from match.catalogue import codes, lists
from match.foundation.language import _
from match.offers.pages.asked import digits, known, number
from match.offers.pages.browsing import Group, Option
from match.places.queries import area_names
from match.site.relaxation import marked, relaxation_words
from match.tenders.cards import PurchaseCard, purchase_card
from match.tenders.queries import open_tenders, tenders_by_ids
from search.filters import AnyOf, Field, Filter
from search.indexes import Index
from search.port import Facet, Hits, Query, SearchDown, SearchEngine, Sort

LOG = structlog.get_logger()
PER_PAGE = 20
SORTS = (Sort.RELEVANCE, Sort.NEWEST, Sort.DUE_SOON, Sort.AMOUNT_HIGH, Sort.AMOUNT_LOW)
_FACETS = {
    "category": Field.CATEGORY,
    "prefecture": Field.PREFECTURE,
    "county": Field.COUNTY,
    "amount": Field.AMOUNT_BAND,
}


class Asked(msgspec.Struct, frozen=True):
    """Words, chosen facets, order and page; what an address holds that we do not know is left
    out."""

    q: str = ""
    category: tuple[str, ...] = ()
    prefecture: tuple[str, ...] = ()
    county: tuple[str, ...] = ()
    amount: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    after: int | None = None

    def filters(self) -> tuple[Filter, ...]:
        """The facets as the search port takes them."""
        chosen = ((field, getattr(self, name)) for name, field in _FACETS.items())
        return tuple(AnyOf(field, values) for field, values in chosen if values)

    def address(self, **changes: Any) -> str:
        """The list's address with some of this changed; on its first page unless told otherwise."""
        other = msgspec.structs.replace(self, **({"page": 1, "after": None} | changes))
        default = Asked()
        pairs: list[tuple[str, str]] = []
        for name in Asked.__struct_fields__:
            given = getattr(other, name)
            if given != getattr(default, name):
                several = given if isinstance(given, tuple) else (given,)
                pairs += [(name, str(one)) for one in several]
        return "/purchases" + ("?" + urlencode(pairs) if pairs else "")

    def without(self, name: str, value: str) -> str:
        """The list's address with one chosen value taken back."""
        return self.address(**{name: tuple(one for one in getattr(self, name) if one != value)})


class Browsed(msgspec.Struct, frozen=True):
    """What the page shows. ``degraded``: PostgreSQL answered, without facets or counting."""

    cards: tuple[PurchaseCard, ...]
    total: int | None
    groups: tuple[Group, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    relaxed: str = ""
    degraded: bool = False
    previous_url: str = ""
    next_url: str = ""


def asked(parameters: MultiDict[Any]) -> Asked:
    """Read an address."""
    sort = str(parameters.get("sort", ""))
    return Asked(
        q=str(parameters.get("q", "")).strip()[:200],
        category=known(parameters, "category", set(lists.categories())),
        prefecture=digits(parameters, "prefecture", 4),
        county=digits(parameters, "county", 6),
        amount=known(parameters, "amount", set(amount_words())),
        sort=Sort(sort) if sort in SORTS else Sort.RELEVANCE,
        page=number(parameters.get("page", "")) or 1,
        after=number(parameters.get("after", "")),
    )


async def browse(engine: SearchEngine, question: Asked) -> Browsed:
    """Open notices for this question, or the nearest to it; PostgreSQL when search is down."""
    plain = question.sort is Sort.RELEVANCE and not question.q
    query = Query(
        text=question.q,
        filters=question.filters(),
        facets=tuple(Facet(field) for field in _FACETS.values()),
        sort=Sort.DUE_SOON if plain else question.sort,
        page=question.page,
        size=PER_PAGE,
        nearest=True,
    )
    try:
        hits = await engine.search(Index.PURCHASES, query)
    except SearchDown:
        LOG.warning("search_down", page="purchases")
        return await _without_engine(question)
    more = question.page * PER_PAGE < hits.total
    return Browsed(
        cards=await _cards(hits),
        total=hits.total,
        groups=await _groups(question, hits.facets),
        chosen=await _chosen(question),
        relaxed=relaxation_words(hits.relaxed),
        previous_url=question.address(page=question.page - 1) if question.page > 1 else "",
        next_url=question.address(page=question.page + 1) if more else "",
    )


async def _cards(hits: Hits) -> tuple[PurchaseCard, ...]:
    by_id = {hit.id: hit for hit in hits.hits}
    cards: list[PurchaseCard] = []
    for view in await tenders_by_ids(hits.ids):
        card, hit = purchase_card(view), by_id[view.id]
        spans = hit.highlights.get("title", ()) if hit.version == view.version else ()
        cards.append(msgspec.structs.replace(card, title=marked(card.title, spans)))
    return tuple(cards)


async def _without_engine(question: Asked) -> Browsed:
    views = await open_tenders(
        areas=question.county or question.prefecture,
        text=question.q,
        categories=question.category,
        after=question.after,
        limit=PER_PAGE + 1,
    )
    shown = views[:PER_PAGE]
    return Browsed(
        cards=tuple(purchase_card(view) for view in shown),
        total=None,
        chosen=await _chosen(question),
        degraded=True,
        next_url=question.address(after=shown[-1].id) if len(views) > PER_PAGE else "",
    )


async def _groups(question: Asked, facets: Mapping[Field, Mapping[str, int]]) -> tuple[Group, ...]:
    words = await _words(
        [*facets.get(Field.CATEGORY, {})],
        [*facets.get(Field.PREFECTURE, {}), *facets.get(Field.COUNTY, {})],
    )
    labels = {
        "category": _("服务类别"),
        "prefecture": _("市州"),
        "county": _("县市区"),
        "amount": _("预算"),
    }

    def options(name: str) -> tuple[Option, ...]:
        counts, chosen = facets.get(_FACETS[name], {}), getattr(question, name)
        listed = [value for value in words[name] if counts.get(value, 0) or value in chosen]
        if name == "county":
            listed = [v for v in listed if v[:4] in question.prefecture or v in chosen]
        return tuple(
            Option(value, words[name][value], counts.get(value, 0), value in chosen)
            for value in listed
        )

    return tuple(Group(name, label, options(name)) for name, label in labels.items())


async def _chosen(question: Asked) -> tuple[tuple[str, str], ...]:
    words = await _words(list(question.category), [*question.prefecture, *question.county])
    chosen: list[tuple[str, str]] = []
    for name in _FACETS:
        values: tuple[str, ...] = getattr(question, name)
        chosen += [
            (words[name].get(value, value), question.without(name, value)) for value in values
        ]
    return tuple(chosen)


async def _words(categories: list[str], areas: list[str]) -> dict[str, dict[str, str]]:
    names = await area_names(sorted(areas))
    return {
        "category": {code: codes.category(code).label() for code in categories},
        "prefecture": {area: name for area, name in names.items() if len(area) == 4},
        "county": {area: name for area, name in names.items() if len(area) == 6},
        "amount": amount_words(),
    }


def amount_words() -> dict[str, str]:
    """Bands of a budget in words."""
    return {
        "to_1000": _("1,000 元以下"),
        "to_10000": _("1 万元以下"),
        "to_50000": _("1 万至 5 万元"),
        "to_200000": _("5 万至 20 万元"),
        "above_200000": _("20 万元以上"),
    }


def sort_words(*, with_text: bool) -> list[tuple[str, str]]:
    """The orders a visitor may choose; by relevance only where there are words."""
    orders = [
        (Sort.RELEVANCE, _("最相关") if with_text else _("最快截止")),
        (Sort.DUE_SOON, _("最快截止")),
        (Sort.NEWEST, _("最新")),
        (Sort.AMOUNT_HIGH, _("预算从高到低")),
        (Sort.AMOUNT_LOW, _("预算从低到高")),
    ]
    return [(str(sort), text) for sort, text in orders if with_text or sort is not Sort.DUE_SOON]
