"""Personal data in free text: what a public need may not contain, and where it stands."""

from match.foundation.screening.findings import (
    Finding,
    Kind,
    Severity,
    complaint,
    verdict,
    what_to_remove,
)
from match.foundation.screening.lines import screen_lines
from match.foundation.screening.refusing import refuse_names
from match.foundation.screening.screening import screen

__all__ = [
    "Finding",
    "Kind",
    "Severity",
    "complaint",
    "refuse_names",
    "screen",
    "screen_lines",
    "verdict",
    "what_to_remove",
]
