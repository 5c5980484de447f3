"""One question to every public index, and the answers read again from PostgreSQL.

An index gives ids and may lag behind; what is shown was read through its room a moment ago. When
the engine does not answer, needs and homes are still found by PostgreSQL, and the page says so.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec
import structlog

from match.foundation.language import _
from match.homes.cards import home_card
from match.homes.queries import homes_by_ids
from match.needs.cards import need_card
from match.needs.queries import needs_by_ids, open_needs
from match.offers.cards import offer_card
from match.offers.queries import offers_by_ids, open_offers
from match.people.queries.organisations import organisations_by_ids
from match.places.queries import divisions
from match.publicity.cards import policy_card
from match.publicity.queries import listed_policies, policies_by_ids
from match.tenders.cards import purchase_card
from match.tenders.queries import open_tenders, tenders_by_ids
from search.indexes import Index
from search.port import Query, Relaxation, SearchDown, SearchEngine

LOG = structlog.get_logger()
SHOWN = 6


class Shelf(msgspec.Struct, frozen=True):
    """One index as the search page shows it. ``card`` names the component that draws a card."""

    index: Index
    card: str
    url: str
    load: Callable[[list[int]], Awaitable[Sequence[Any]]]
    title: Callable[[], str]


class Found(msgspec.Struct, frozen=True):
    """What one shelf answered. ``relaxed`` says what was given up so that it is not empty."""

    shelf: Shelf
    cards: tuple[Any, ...]
    total: int
    relaxed: tuple[Relaxation, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """All shelves with something on them. ``degraded``: PostgreSQL answered for the engine."""

    shelves: tuple[Found, ...]
    degraded: bool = False

    @property
    def total(self) -> int:
        """How many things were found in all, without those that only come near."""
        return sum(found.total for found in self.shelves if not found.relaxed)


async def _needs(ids: list[int]) -> Sequence[Any]:
    return [need_card(view) for view in await needs_by_ids(ids)]


async def _offers(ids: list[int]) -> Sequence[Any]:
    return [offer_card(view) for view in await offers_by_ids(ids)]


async def _purchases(ids: list[int]) -> Sequence[Any]:
    return [purchase_card(view) for view in await tenders_by_ids(ids)]


async def _homes(ids: list[int]) -> Sequence[Any]:
    return [home_card(home) for home in await homes_by_ids(ids)]


async def _policies(ids: list[int]) -> Sequence[Any]:
    return [policy_card(view) for view in await policies_by_ids(ids)]


async def _organisations(ids: list[int]) -> Sequence[Any]:
    found = await organisations_by_ids(ids)
    places = await divisions({one.division for one in found})
    return [
        {
            "url": f"/organisations/{one.id}",
            "title": one.name,
            "kind": one.kind_label,
            "place": places[one.division].label if one.division in places else "",
            "skills": one.skill_labels,
            "charity": one.charity,
        }
        for one in found
    ]


SHELVES = (
    Shelf(Index.NEEDS, "need_card", "/needs", _needs, lambda: _("需求")),
    Shelf(Index.OFFERS, "offer_card", "/offers", _offers, lambda: _("爱心供给")),
    Shelf(Index.PURCHASES, "purchase_card", "/purchases", _purchases, lambda: _("政府购买服务")),
    Shelf(Index.HOMES, "home_card", "/homes", _homes, lambda: _("儿童之家")),
    Shelf(
        Index.ORGANISATIONS,
        "organisation_card",
        "/organisations",
        _organisations,
        lambda: _("社会组织"),
    ),
    Shelf(Index.POLICIES, "policy_card", "/policies", _policies, lambda: _("政策文件")),
)


async def search_everything(engine: SearchEngine, text: str) -> Answer:
    """
    Ask every shelf. Only when none has what was asked for are needs found that come nearest, and
    the page says what was given up. A failing engine turns to PostgreSQL for all.
    """
    try:
        found = [await _ask(engine, shelf, text) for shelf in SHELVES]
        if not any(one.cards for one in found):
            found = [await _ask(engine, SHELVES[0], text, nearest=True)]
    except SearchDown:
        LOG.warning("search_down", page="search")
        return await _without_engine(text)
    return Answer(tuple(one for one in found if one.cards))


async def _ask(engine: SearchEngine, shelf: Shelf, text: str, *, nearest: bool = False) -> Found:
    hits = await engine.search(shelf.index, Query(text=text, size=SHOWN, nearest=nearest))
    cards = tuple(await shelf.load(list(hits.ids)))
    return Found(shelf, cards, hits.total, hits.relaxed)


async def _without_engine(text: str) -> Answer:
    """What PostgreSQL finds by plain comparison: newest first, without pinyin or synonyms."""
    needs, offers, purchases, *_rest, policies = SHELVES
    found: list[tuple[Shelf, list[Any]]] = [
        (needs, [need_card(view) for view in await open_needs(text=text, limit=SHOWN)]),
        (offers, [offer_card(view) for view in await open_offers(text=text, limit=SHOWN)]),
        (purchases, [purchase_card(view) for view in await open_tenders(text=text, limit=SHOWN)]),
        (policies, [policy_card(view) for view in await listed_policies(text=text, limit=SHOWN)]),
    ]
    shelves = tuple(Found(shelf, tuple(cards), len(cards)) for shelf, cards in found if cards)
    return Answer(shelves, degraded=True)
