"""A query as Meilisearch's multi-search, and its answer as ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from search.filters import Field, Filter, Point, without
from search.indexes import Settings
from search.meili.filters import array
from search.meili.shapes import LOCALES, SHOWN, Json
from search.orders import ORDERS
from search.port import DEPTH_LIMIT, Facet, Hit, Hits, Language, Query, Sort
from search.text import Lexicon, Word, highlights


class Shown(msgspec.Struct):
    id: int
    version: int
    title: str = ""
    body: str = ""
    geo: dict[str, float] | None = msgspec.field(name="_geo", default=None)
    score: float = msgspec.field(name="_rankingScore", default=0.0)


class Found(msgspec.Struct, rename="camel"):
    hits: list[Shown]
    total_hits: int = 0
    facet_distribution: dict[str, dict[str, int]] = {}


class Answers(msgspec.Struct):
    results: list[Found]


class Question(msgspec.Struct, frozen=True):
    """`passes`: the facets each question counts; the first question is the one that lists hits."""

    questions: list[dict[str, Json]]
    passes: list[list[Facet]]


def ask(
    uid: str, settings: Settings, query: Query, words: Sequence[Word], *, last: bool
) -> Question:
    """`last`: words may be given up from the end."""
    passes: dict[tuple[Filter, ...], list[Facet]] = defaultdict(list)
    passes[query.filters] = []
    for facet in query.facets:
        kept = without(query.filters, facet.field) if facet.disjunctive else query.filters
        passes[kept].append(facet)
    text = " ".join(word.text for word in words)
    locales = LOCALES if query.language is Language.CHINESE else LOCALES[::-1]
    questions: list[dict[str, Json]] = []
    for filters, facets in passes.items():
        shared: dict[str, Json] = {
            "indexUid": uid,
            "q": text,
            "filter": list[Json](array(settings, (*query.scope, *filters))),
            "facets": [facet.field.value for facet in facets],
            "matchingStrategy": "last" if last else "all",
            "locales": list[Json](locales),
        }
        questions.append(shared | (_listing(query, bool(words)) if not questions else {"limit": 0}))
    return Question(questions, list(passes.values()))


def _listing(query: Query, worded: bool) -> dict[str, Json]:
    inside = query.offset < DEPTH_LIMIT
    return {
        "page": query.page if inside else 1,
        "hitsPerPage": query.size if inside else 0,
        "attributesToRetrieve": list[Json](SHOWN),
        "sort": list[Json](_order(query, worded)),
        "showRankingScore": True,
    }


def _order(query: Query, worded: bool) -> list[str]:
    """The same orders as in the embedded engine; ties by id, so that pages never overlap."""
    if query.sort is Sort.NEAREST and query.near is not None:
        return [f"_geoPoint({query.near.lat:.6f}, {query.near.lon:.6f}):asc", "id:desc"]
    sort = query.sort if query.sort in ORDERS else Sort.NEWEST
    if sort is not query.sort and worded:
        return []
    order = ORDERS[sort]
    way = "desc" if order.descending else "asc"
    return [f"{order.field.value if order.field else 'name_key'}:{way}", f"id:{way}"]


def read(
    answers: Answers, question: Question, query: Query, lexicon: Lexicon, words: Sequence[Word]
) -> Hits:
    results = answers.results
    facets: dict[Field, dict[str, int]] = {}
    for found, counted in zip(results, question.passes, strict=True):
        for facet in counted:
            facets[facet.field] = _counts(found, facet)
    hits = tuple(_hit(shown, lexicon, words, query.near) for shown in results[0].hits)
    ordered = {facet.field: facets[facet.field] for facet in query.facets}
    return Hits(hits=hits, total=results[0].total_hits, facets=ordered)


def titles(answers: Answers) -> list[tuple[int, str]]:
    hits = answers.results[0].hits
    return [(shown.id, shown.title) for shown in hits]


def _counts(found: Found, facet: Facet) -> dict[str, int]:
    counts = found.facet_distribution.get(facet.field.value, {})
    best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(best[: facet.limit])


def _hit(shown: Shown, lexicon: Lexicon, words: Sequence[Word], near: Point | None) -> Hit:
    spans = highlights(lexicon, words, {"title": shown.title, "body": shown.body})
    km = None
    if near is not None and shown.geo is not None:
        km = near.km_to(Point(shown.geo["lat"], shown.geo["lng"]))
    return Hit(shown.id, shown.version, shown.score, spans, km)
