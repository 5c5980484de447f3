"""Where the facts of a release come from: the rooms' public queries, and public columns."""

from match.openness.sources.purchases import purchase_of

__all__ = ["purchase_of"]
