"""Doors: the public figures, the desk of an area with rows, gaps and reports."""

from match.insight.pages.desk import GaugePages
from match.insight.pages.public import CoveragePages
from match.insight.pages.reports import ReportPages

__all__ = ["CoveragePages", "GaugePages", "ReportPages"]
