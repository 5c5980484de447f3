"""Gauges over the months: each a small line with its table, for staff and for everybody."""

from collections.abc import Mapping
from datetime import date

import msgspec

from match.foundation.language import _
from match.insight.gauges import DEFINITIONS, Counts, Definition, Gauge, Sort, gauge, label, meaning
from match.insight.queries.gauges import counts_of, told_by_care, visible
from match.insight.queries.months import kept_months, unbroken
from match.insight.queries.told import WINDOW, Told, told
from match.insight.words import shown
from match.places.queries import Place, path
from match.site.charts import LineChart, line_chart


class Trend(msgspec.Struct, frozen=True):
    """
    One gauge over the months of the page. ``cells``: its figure of each month in words, in the
    order of the page's labels; ``hidden``: the public is told of none of them.
    """

    key: str
    label: str
    meaning: str
    cells: tuple[str, ...]
    chart: LineChart | None
    hidden: bool = False


class Trends(msgspec.Struct, frozen=True):
    """A division's page. ``labels``: its months, the last one being today."""

    place: Place
    line: tuple[Place, ...]
    labels: tuple[str, ...]
    trends: tuple[Trend, ...]


async def trends(code: str, *, public: bool) -> Trends:
    """
    Every gauge of a division by month. The public sees of people only what `told` leaves: whole
    series, never a month alone, and nothing of the month that still runs. Raises NotFound.
    """
    line = await path(code)
    place = line[-1]
    kept = await kept_months(code, WINDOW)
    now = {**await counts_of(code), **({} if public else await told_by_care(code))}
    months: list[date] = unbroken(list(kept))
    people = await told() if public else None
    drawn = [
        _trend(one, _series(one, code, months, kept, now, people), months)
        for one in DEFINITIONS
        if not public or visible(one, place.level)
    ]
    return Trends(place, tuple(line), tuple(labels(months)), tuple(drawn))


def labels(months: list[date]) -> list[str]:
    """2025-11, 2025-12, …, and now."""
    return [f"{month:%Y-%m}" for month in months] + [_("现在")]


def _series(
    about: Definition,
    code: str,
    months: list[date],
    kept: Mapping[date, Counts],
    now: Counts,
    people: Told | None,
) -> list[Gauge | None]:
    public = people is not None
    if people is not None and about.persons:
        return _of_people(about, code, months, people)
    return [
        None if month not in kept else gauge(about, kept[month], "", public=public)
        for month in months
    ] + [gauge(about, now, "", public=public)]


def _of_people(
    about: Definition, code: str, months: list[date], people: Told
) -> list[Gauge | None]:
    if people.hides(about.key, code):
        return [Gauge(about.key, about.sort, None, None, about.target, "", about.low, hidden=True)]
    written = dict(people.months)
    return [
        gauge(about, {(m, ""): n for m, n in written[month].get(code, {}).items()}, "", public=True)
        if month in written
        else None
        for month in months
    ] + [None]


def _trend(about: Definition, series: list[Gauge | None], months: list[date]) -> Trend:
    words = labels(months)
    if len(series) == 1 and series[0] is not None and series[0].hidden:
        return Trend(about.key, label(about.key), meaning(about.key), (), None, hidden=True)
    cells = tuple("—" if one is None else shown(one) for one in series)
    values = [None if one is None else figure(one) for one in series]
    chart = line_chart(
        label(about.key),
        words,
        values,
        cells,
        unit="%" if about.sort is Sort.share else "",
        top=100 if about.sort is Sort.share else None,
        target=about.target,
    )
    drawn = chart if sum(value is not None for value in values) > 1 else None
    return Trend(about.key, label(about.key), meaning(about.key), cells, drawn)


def figure(of: Gauge) -> int | None:
    """What of a gauge is drawn: its percent, or the number itself."""
    return of.percent if of.sort is Sort.share else of.value
