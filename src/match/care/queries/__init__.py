"""Reading the room. What opens a file writes a look; what only counts does not."""

from match.care.queries.files import (
    ChildFile,
    ChildLine,
    HomeFiles,
    child_file,
    found,
    home_files,
)
from match.care.queries.leave import (
    ErasureLine,
    LeaveLine,
    LookLine,
    charges,
    erasures,
    looks,
    my_leave,
    waiting_leave,
)
from match.care.queries.papers import (
    AgreementPaper,
    agreement_paper,
    agreement_rate,
    homes_of,
    open_emergencies,
    template_of,
)
from match.care.queries.totals import Totals, month_state, told_totals, totals

__all__ = [
    "AgreementPaper",
    "ChildFile",
    "ChildLine",
    "ErasureLine",
    "HomeFiles",
    "LeaveLine",
    "LookLine",
    "Totals",
    "agreement_paper",
    "agreement_rate",
    "charges",
    "child_file",
    "erasures",
    "found",
    "home_files",
    "homes_of",
    "looks",
    "month_state",
    "my_leave",
    "open_emergencies",
    "template_of",
    "told_totals",
    "totals",
    "waiting_leave",
]
