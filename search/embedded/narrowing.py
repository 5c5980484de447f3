"""Filters as tantivy queries: who is in. What makes no sense matches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tantivy

from search.embedded.reader import Snapshot
from search.embedded.schema import POINT
from search.filters import Equals, Field, Filter, GeoWithin, Prefix, Range, number_of
from search.indexes import Settings


class Narrower:
    def __init__(self, snapshot: Snapshot, settings: Settings) -> None:
        self._schema = snapshot.schema
        self._points = snapshot.points
        self._settings = settings

    def all_of(self, filters: Iterable[Filter]) -> list[tantivy.Query]:
        """One query per filter, and one that leaves tombstones out."""
        live = tantivy.Query.term_query(self._schema, "live", 1, "basic")
        return [live, *(self.narrow(each) for each in filters)]

    def narrow(self, each: Filter) -> tantivy.Query:
        if each.field not in self._settings.filters:
            raise ValueError(f"{each.field} is not a filter of {self._settings.document.__name__}")
        if isinstance(each, Range):
            return self._range(each)
        if isinstance(each, GeoWithin):
            return self._any(POINT, self._within(each))
        if isinstance(each, Prefix):
            return self._any(each.field.value, [each.code] if each.valid else [])
        values = (each.value,) if isinstance(each, Equals) else each.values
        return self._any(each.field.value, self._typed(each.field, values))

    def _typed(self, field: Field, values: Sequence[str | int]) -> list[str | int]:
        if field not in self._settings.numbers:
            return [str(value) for value in values]
        return [number for value in values if (number := number_of(value)) is not None]

    def _within(self, each: GeoWithin) -> list[str]:
        """Exact, because the distinct positions are few: the box first, then the distance."""
        if not each.valid:
            return []
        reach = each.km / 110.5 + 1e-6
        return [
            key
            for key, point in self._points.items()
            if abs(point.lat - each.centre.lat) <= reach and point.km_to(each.centre) <= each.km
        ]

    def _range(self, each: Range) -> tantivy.Query:
        if each.field not in self._settings.numbers:
            raise ValueError(f"{each.field} is not a number, it has no range")
        if each.low is None and each.high is None:
            return tantivy.Query.exists_query(each.field.value)
        return tantivy.Query.range_query(
            self._schema, each.field.value, tantivy.FieldType.Integer, each.low, each.high
        )

    def _any(self, name: str, values: Sequence[str | int]) -> tantivy.Query:
        if not values:
            return tantivy.Query.empty_query()
        return tantivy.Query.term_set_query(self._schema, name, list(values))
