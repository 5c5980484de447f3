"""The doors of reports, concerns, cases and steady care."""

from match.care.cases.pages.report import ReportPages
from match.care.cases.pages.report_desk import ReportDeskPages

__all__ = ["ReportDeskPages", "ReportPages"]
