"""Filters as elements of Meilisearch's filter array.

The array's elements are parsed one by one and joined by AND, so nothing inside one can reach
another: the scope stands in elements of its own. Attributes and operators come from enums, numbers
are numbers, and every text passes through `quote`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from search.filters import Equals, Field, Filter, GeoWithin, Prefix, Range, number_of
from search.indexes import Settings

NOTHING = "id = -1"
"""No document has this id: the way to say that nothing matches."""

HALFWAY_ROUND_KM = 20_040


def array(settings: Settings, filters: Iterable[Filter]) -> list[str]:
    return ["live = 1", *(element(settings, each) for each in filters)]


def element(settings: Settings, each: Filter) -> str:
    if each.field not in settings.filters:
        raise ValueError(f"{each.field} is not a filter of {settings.document.__name__}")
    if isinstance(each, Range):
        return _range(settings, each)
    if isinstance(each, GeoWithin):
        return _within(each)
    if isinstance(each, Prefix):
        return _any(settings, each.field, [each.code] if each.valid else [])
    values = (each.value,) if isinstance(each, Equals) else each.values
    return _any(settings, each.field, values)


def quote(text: str) -> str:
    """A text as one token of the filter grammar, whatever is in it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _any(settings: Settings, field: Field, values: Sequence[str | int]) -> str:
    if field in settings.numbers:
        tokens = [str(number) for value in values if (number := number_of(value)) is not None]
    else:
        tokens = [quote(str(value)) for value in values]
    return f"{field.value} IN [{', '.join(tokens)}]" if tokens else NOTHING


def _range(settings: Settings, each: Range) -> str:
    if each.field not in settings.numbers:
        raise ValueError(f"{each.field} is not a number, it has no range")
    bounds: list[str] = []
    if each.low is not None:
        bounds.append(f"{each.field.value} >= {each.low}")
    if each.high is not None:
        bounds.append(f"{each.field.value} <= {each.high}")
    return " AND ".join(bounds) or f"{each.field.value} EXISTS"


def _within(each: GeoWithin) -> str:
    if not each.valid:
        return NOTHING
    metres = min(each.km, HALFWAY_ROUND_KM) * 1000
    return f"_geoRadius({each.centre.lat:.6f}, {each.centre.lon:.6f}, {metres:.1f})"
