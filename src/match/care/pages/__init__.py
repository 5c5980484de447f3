"""The doors of children's files, of leave and looks, and of the monthly numbers."""

from match.care.pages.child import ChildPages
from match.care.pages.home import HomeChildrenPages
from match.care.pages.leave import DecisionPages, LeavePages
from match.care.pages.papers import ChildPaperPages
from match.care.pages.totals import TotalsPages

__all__ = [
    "ChildPages",
    "ChildPaperPages",
    "DecisionPages",
    "HomeChildrenPages",
    "LeavePages",
    "TotalsPages",
]
