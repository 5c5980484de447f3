"""The doors of incubation for browsers: the gauges for everybody, the desk for who keeps them."""

from match.incubation.pages.desk import IncubationDesk
from match.incubation.pages.entries import EntryPages
from match.incubation.pages.public import IncubationPages

__all__ = ["EntryPages", "IncubationDesk", "IncubationPages"]
