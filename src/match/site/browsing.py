"""A list with facets: asked of the search engine, read again from PostgreSQL, told as cards.

Each room says what differs as a `Listing`; `browse` does the rest, and `site/browse.html` draws it.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import msgspec
import structlog

from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.sheets.columns import Sheet
from match.site.asked import Asked
from match.site.exporting.answer import too_many
from match.site.exporting.export import Batches, Export, Row
from match.site.relaxation import marked, relaxation_words
from search.filters import Field
from search.indexes import Index
from search.port import (
    DEPTH_LIMIT,
    PAGE_SIZE_LIMIT,
    Facet,
    Hits,
    Query,
    SearchDown,
    SearchEngine,
    Sort,
)

LOG = structlog.get_logger()
Counts = Mapping[str, int]
Facets = Mapping[Field, Counts]
Labels = Mapping[str, str]


class Card(msgspec.Struct, frozen=True):
    """What the card of every room begins with."""

    id: int
    url: str
    title: str


class Seen(Protocol):
    """A row as its room shows it; the version is the one its search document carries."""

    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...


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
    """
    What the page shows. ``relaxed``: what was given up, in words; ``degraded``: PostgreSQL
    answered, without facets and without counting.
    """

    cards: tuple[Card, ...]
    total: int | None
    groups: tuple[Group, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    relaxed: str = ""
    degraded: bool = False
    previous_url: str = ""
    next_url: str = ""


Question = TypeVar("Question", bound=Asked)
View = TypeVar("View", bound=Seen)


@dataclass(frozen=True)
class Listing(Generic[Question, View]):
    """
    What one room's list is. ``plain`` orders it where no words were asked; ``load`` reads hits
    again, in their order; ``without_engine`` finds at most so many in PostgreSQL; ``words`` names
    the values of every facet, by the facet's name.
    """

    index: Index
    plain: Sort
    load: Callable[[list[int]], Awaitable[Sequence[View]]]
    card: Callable[[View], Card]
    without_engine: Callable[[Question, int], Awaitable[Sequence[View]]]
    groups: Callable[[Question, Facets], Awaitable[tuple[Group, ...]]]
    words: Callable[[Question], Awaitable[Mapping[str, Labels]]]
    size: int = 20


@dataclass(frozen=True)
class Told(Generic[View]):
    """How a list's rows are told in a file: our name of the list, its columns, a view as a row."""

    name: str
    sheet: Sheet
    row: Callable[[View], Row]


async def browse(
    engine: SearchEngine, listing: Listing[Question, View], asked: Question
) -> Browsed:
    """
    What stands open for this question; when nothing fits, what comes nearest, and what was given
    up. An engine that does not answer is replaced by PostgreSQL, and the page says so.
    """
    facets = tuple(Facet(field) for field, _values in asked.narrowing())
    query = _query(listing, asked, facets, listing.size)
    try:
        hits = await engine.search(listing.index, query)
    except SearchDown:
        LOG.warning("search_down", page=str(listing.index))
        return await _without_engine(listing, asked)
    more = asked.page * listing.size < hits.total
    return Browsed(
        cards=await _cards(listing, hits),
        total=hits.total,
        groups=await listing.groups(asked, hits.facets),
        chosen=await _chosen(listing, asked),
        relaxed=relaxation_words(hits.relaxed),
        previous_url=asked.address(page=asked.page - 1) if asked.page > 1 else "",
        next_url=asked.address(page=asked.page + 1) if more else "",
    )


def _query(
    listing: Listing[Question, View], asked: Question, facets: tuple[Facet, ...], size: int
) -> Query:
    unordered = asked.sort is Sort.RELEVANCE and not asked.q
    return Query(
        text=asked.q,
        filters=asked.filters(),
        facets=facets,
        sort=listing.plain if unordered else asked.sort,
        page=asked.page,
        size=size,
        nearest=True,
    )


async def everything(
    engine: SearchEngine, listing: Listing[Question, View], asked: Question
) -> AsyncIterator[Sequence[View]]:
    """
    All that the list shows for this question, on every page, in its order, some at a time.

    Raises Invalid where the engine would have to read deeper than it does.
    """
    seen: set[int] = set()
    for number in range(1, 2 + DEPTH_LIMIT // PAGE_SIZE_LIMIT):
        query = _query(listing, msgspec.structs.replace(asked, page=number), (), PAGE_SIZE_LIMIT)
        try:
            hits = await engine.search(listing.index, query)
        except SearchDown:
            # What PostgreSQL finds has an order of its own: half of each would be neither.
            if seen:
                raise
            async for views in _everything_without(listing, asked):
                yield views
            return
        if hits.total > DEPTH_LIMIT:
            raise Invalid({}, too_many(DEPTH_LIMIT))
        if not hits.ids:
            return
        # What is indexed while pages are read moves hits from one page to the next.
        fresh = [one for one in hits.ids if one not in seen]
        seen.update(fresh)
        yield await listing.load(fresh)


async def _everything_without(
    listing: Listing[Question, View], asked: Question
) -> AsyncIterator[Sequence[View]]:
    after: int | None = None
    while views := await listing.without_engine(
        msgspec.structs.replace(asked, after=after), PAGE_SIZE_LIMIT
    ):
        yield views
        after = views[-1].id


async def listing_export(
    engine: SearchEngine,
    listing: Listing[Question, View],
    asked: Question,
    told: Told[View],
) -> Export:
    """The whole list as a file: the same question, all its pages."""

    async def batches() -> Batches:
        async for views in everything(engine, listing, asked):
            yield [told.row(view) for view in views]

    return Export(told.name, told.sheet, batches(), await chosen_words(listing, asked), public=True)


async def chosen_words(listing: Listing[Question, View], asked: Question) -> list[tuple[str, str]]:
    """The filter in words, for a file: what was typed, and each value that was chosen."""
    words = [(_("关键词"), asked.q)] if asked.q else []
    return words + [("", label) for label, _address in await _chosen(listing, asked)]


async def _cards(listing: Listing[Question, View], hits: Hits) -> tuple[Card, ...]:
    """Hits read again, in their order, with the found words marked where the title is the same."""
    by_id = {hit.id: hit for hit in hits.hits}
    cards: list[Card] = []
    for view in await listing.load(list(hits.ids)):
        card, hit = listing.card(view), by_id[view.id]
        spans = hit.highlights.get("title", ()) if hit.version == view.version else ()
        cards.append(msgspec.structs.replace(card, title=marked(card.title, spans)))
    return tuple(cards)


async def _without_engine(listing: Listing[Question, View], asked: Question) -> Browsed:
    views = await listing.without_engine(asked, listing.size + 1)
    shown = views[: listing.size]
    return Browsed(
        cards=tuple(listing.card(view) for view in shown),
        total=None,
        chosen=await _chosen(listing, asked),
        degraded=True,
        next_url=asked.address(after=shown[-1].id) if len(views) > listing.size else "",
    )


async def _chosen(listing: Listing[Question, View], asked: Question) -> tuple[tuple[str, str], ...]:
    """Every chosen value in words, with the address that takes it back."""
    words = await listing.words(asked)
    return tuple(
        (labels.get(value, value), asked.without(name, value))
        for name, labels in words.items()
        for value in getattr(asked, name)
    )


def group(asked: Asked, name: str, label: str, labels: Labels, counts: Counts) -> Group:
    """A facet in the order of *labels*; values that nothing has are left out unless chosen."""
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


def sort_words(
    orders: Mapping[Sort, str], plain: Sort, *, with_text: bool
) -> list[tuple[str, str]]:
    """
    The orders a visitor may choose. By relevance only where there are words; without them that
    choice is the list's plain order, which then need not be named twice.
    """
    first = (Sort.RELEVANCE, _("最相关") if with_text else orders[plain])
    listed = [first, *orders.items()]
    return [(str(sort), text) for sort, text in listed if with_text or sort is not plain]
