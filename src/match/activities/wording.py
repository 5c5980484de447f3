"""Free words that everybody reads: no child, guardian or number may stand in them."""

from collections.abc import Mapping

from match.foundation.errors import Invalid
from match.foundation.screening import Kind, complaint, screen, verdict

_WHO = frozenset({Kind.child_named, Kind.guardian_named})


def refuse_names(texts: Mapping[str, str]) -> None:
    """Raise Invalid for each field with words that could tell a child or a family."""
    complaints: dict[str, str] = {}
    for field, text in texts.items():
        found = screen(text)
        if verdict(found) == "block" or any(one.kind in _WHO for one in found):
            complaints[field] = complaint(text, found)
    if complaints:
        raise Invalid(complaints)
