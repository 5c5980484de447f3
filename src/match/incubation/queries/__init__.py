"""Reading incubation: the gauges with their rows, bases, organisations, counsellors."""

from match.incubation.queries.gauges import (
    Counts,
    CountyLine,
    candidates,
    counted_organisations,
    counts,
    county_lines,
)

__all__ = [
    "Counts",
    "CountyLine",
    "candidates",
    "counted_organisations",
    "counts",
    "county_lines",
]
