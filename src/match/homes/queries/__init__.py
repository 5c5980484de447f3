"""Reading the registry of homes, their papers, and their signs of life."""

from match.homes.queries.papers import Paper, papers_of, standing_of
from match.homes.queries.registry import (
    Coverage,
    HomeCard,
    HomeFile,
    Span,
    coverage,
    desk_homes,
    file_opens,
    home_card,
    home_file,
    homes_by_ids,
    homes_in,
    homes_to_ask_for,
    hours_of,
    idle_to_confirm,
    registry_rows,
)
from match.homes.queries.signs import LastSign, signs_of

__all__ = [
    "Coverage",
    "HomeCard",
    "HomeFile",
    "LastSign",
    "Paper",
    "Span",
    "coverage",
    "desk_homes",
    "file_opens",
    "home_card",
    "home_file",
    "homes_by_ids",
    "homes_in",
    "homes_to_ask_for",
    "hours_of",
    "idle_to_confirm",
    "papers_of",
    "registry_rows",
    "signs_of",
    "standing_of",
]
