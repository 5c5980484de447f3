"""The doors of reports, concerns, cases and steady care."""

from match.care.cases.pages.cases import CaseOfReportPages, CasePages, ReferralPages
from match.care.cases.pages.children import ContactDuePages, SteadyCarePages
from match.care.cases.pages.concerns import ConcernDeskPages, ConcernPages
from match.care.cases.pages.report import ReportPages
from match.care.cases.pages.report_desk import ReportDeskPages

__all__ = [
    "CaseOfReportPages",
    "CasePages",
    "ConcernDeskPages",
    "ConcernPages",
    "ContactDuePages",
    "ReferralPages",
    "ReportDeskPages",
    "ReportPages",
    "SteadyCarePages",
]
