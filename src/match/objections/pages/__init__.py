"""The doors of objections and complaints."""

from match.objections.pages.complaints import ComplaintPages
from match.objections.pages.desk import ObjectionPages
from match.objections.pages.raising import RaisingPages

__all__ = ["ComplaintPages", "ObjectionPages", "RaisingPages"]
