"""Doors: the public figures, the desk of an area with rows, gaps and reports."""

from match.insight.pages.demand import AreaDemandPages, DemandPages
from match.insight.pages.desk import GaugePages
from match.insight.pages.posters import HomePosters, TownshipPosters
from match.insight.pages.profiles import ProfilePages
from match.insight.pages.public import CoveragePages
from match.insight.pages.reports import ReportPages
from match.insight.pages.statutory import StatutoryPages
from match.insight.pages.views import ViewPages

__all__ = [
    "AreaDemandPages",
    "CoveragePages",
    "DemandPages",
    "GaugePages",
    "HomePosters",
    "ProfilePages",
    "ReportPages",
    "StatutoryPages",
    "TownshipPosters",
    "ViewPages",
]
