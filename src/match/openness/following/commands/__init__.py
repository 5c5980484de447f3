"""Verbs of kept searches: keep, rest, go on, throw away; find for them; tell once a day."""

from match.openness.following.commands.finding import find_for_searches, send_digest, sweep_searches
from match.openness.following.commands.keeping import (
    forget_searches,
    keep_search,
    pause_search,
    remove_search,
    resume_search,
)

__all__ = [
    "find_for_searches",
    "forget_searches",
    "keep_search",
    "pause_search",
    "remove_search",
    "resume_search",
    "send_digest",
    "sweep_searches",
]
