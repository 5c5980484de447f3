"""Reading needs: for the public, for the home, for the desks that decide."""

from match.needs.queries.files import (
    Alike,
    Line,
    NeedFile,
    Question,
    counts_by_status,
    entered_needs,
    like_needs,
    my_needs,
    need_file,
    waiting_needs,
)
from match.needs.queries.public import (
    count_open,
    counts_by_county,
    home_needs,
    need_view,
    needs_by_ids,
    open_needs,
    urgent_needs,
)

__all__ = [
    "Alike",
    "Line",
    "NeedFile",
    "Question",
    "count_open",
    "counts_by_county",
    "counts_by_status",
    "entered_needs",
    "home_needs",
    "like_needs",
    "my_needs",
    "need_file",
    "need_view",
    "needs_by_ids",
    "open_needs",
    "urgent_needs",
    "waiting_needs",
]
