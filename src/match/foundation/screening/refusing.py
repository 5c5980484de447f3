"""Words that everybody reads at once: no child, guardian or number may stand in them."""

from collections.abc import Mapping

from match.foundation.errors import Invalid
from match.foundation.screening.findings import Kind, complaint, verdict
from match.foundation.screening.screening import screen

_WHO = frozenset({Kind.child_named, Kind.guardian_named})


def refuse_names(texts: Mapping[str, str]) -> None:
    """
    Raise Invalid for each field with words that could tell a child or a family. No person looks at
    these texts before they are read, so a name that is only likely to be a child's or a guardian's
    must go as well as what is certain.
    """
    complaints: dict[str, str] = {}
    for field, text in texts.items():
        found = screen(text)
        wrong = found if verdict(found) == "block" else [one for one in found if one.kind in _WHO]
        if wrong:
            complaints[field] = complaint(text, wrong)
    if complaints:
        raise Invalid(complaints)
