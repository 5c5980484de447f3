"""Documents and settings as Meilisearch takes them.

Meilisearch knows neither pinyin nor single characters inside words: both come as attributes of
ours.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TypeAlias

from search.filters import Field
from search.indexes import Settings, Tier
from search.orders import ORDERS
from search.port import DEPTH_LIMIT, FACET_LIMIT
from search.projection import Projected
from search.text import Lexicon
from search.text.grams import characters

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

FORMAT = 1
"""Raise it when documents are written otherwise; `prepare` then asks for a rebuild."""

SEARCHED = ["title", "names", "pinyin", "body", "words", "characters"]
"""In order of weight: Meilisearch ranks an earlier attribute higher."""

SHOWN = ["id", "version", "title", "body", "_geo"]
LOCALES = ["cmn", "eng"]


def to_meili(projected: Projected, lexicon: Lexicon) -> dict[str, Json]:
    full, initials = lexicon.pinyin(projected.head)
    everything = f"{projected.head}\n{projected.texts[Tier.BODY]}"
    document: dict[str, Json] = {
        "id": projected.id,
        "version": projected.version,
        "live": 1,
        "title": projected.texts[Tier.TITLE],
        "names": projected.texts[Tier.NAMES],
        "body": projected.texts[Tier.BODY],
        "pinyin": _listed(lexicon.spoken(projected.head) + full + initials),
        "words": _listed(lexicon.tokens(everything)),
        "characters": _listed(characters(everything)),
        "name_key": projected.name_key,
    }
    for field, values in projected.values.items():
        first, *others = values
        document[field.value] = [first, *others] if others else first
    if projected.point is not None:
        document["_geo"] = {"lat": projected.point.lat, "lng": projected.point.lon}
    return document


def tombstone(id: int, version: int) -> dict[str, Json]:
    return {"id": id, "version": version, "live": 0}


def to_settings(settings: Settings, lexicon: Lexicon) -> dict[str, Json]:
    filterable = sorted(field.value for field in settings.filters - {Field.POINT})
    fields = {order.field for order in ORDERS.values() if order.field is not None}
    ordered = [field.value for field in fields & settings.filters]
    synonyms: dict[str, Json] = {
        term: list[Json](others) for term, others in lexicon.thesaurus.expansions().items()
    }
    return {
        "searchableAttributes": list[Json](SEARCHED),
        "displayedAttributes": list[Json](SHOWN),
        "filterableAttributes": [*filterable, "id", "live", "_geo"],
        "sortableAttributes": [*sorted(ordered), "id", "name_key", "_geo"],
        # The chosen order comes first; without one, "sort" does nothing and the words decide.
        "rankingRules": ["sort", "words", "typo", "proximity", "attribute", "exactness"],
        "synonyms": synonyms,
        "typoTolerance": {
            "enabled": True,
            "minWordSizeForTypos": {"oneTypo": 5, "twoTypos": 9},
            "disableOnAttributes": ["characters"],
        },
        "localizedAttributes": [
            {"attributePatterns": ["pinyin"], "locales": ["eng"]},
            {"attributePatterns": ["*"], "locales": list[Json](LOCALES)},
        ],
        "pagination": {"maxTotalHits": DEPTH_LIMIT * 100},
        "faceting": {"maxValuesPerFacet": FACET_LIMIT, "sortFacetValuesBy": {"*": "count"}},
    }


def form(settings: Settings) -> str:
    """Names what documents look like, to notice an index written by other code."""
    parts = (FORMAT, SEARCHED, sorted(settings.filters))
    return blake2b(repr(parts).encode(), digest_size=4).hexdigest()


def _listed(tokens: list[str]) -> str:
    return " ".join(dict.fromkeys(tokens))
