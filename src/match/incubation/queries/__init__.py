"""Reading incubation: the gauges with their rows, bases, organisations, counsellors."""

from match.incubation.queries.desk import (
    EntryFile,
    bases,
    counsellors,
    entries,
    entry_file,
    own_services,
    services,
    township_lines,
    training_wanted,
)
from match.incubation.queries.gauges import (
    Counts,
    CountyLine,
    candidates,
    counted_organisations,
    counts,
    counts_of,
    county_lines,
)

__all__ = [
    "Counts",
    "CountyLine",
    "EntryFile",
    "bases",
    "candidates",
    "counsellors",
    "counted_organisations",
    "counts",
    "counts_of",
    "county_lines",
    "entries",
    "entry_file",
    "own_services",
    "services",
    "township_lines",
    "training_wanted",
]
