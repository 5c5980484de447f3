"""The log's doors for people: everybody's pages, and the desk where texts are taken down."""

from match.openness.publiclog.pages.desk import TakedownPages
from match.openness.publiclog.pages.public import LogPages

__all__ = ["LogPages", "TakedownPages"]
