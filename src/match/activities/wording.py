"""Free words that everybody reads: no child, guardian or number may stand in them."""

from collections.abc import Mapping

from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.screening import Finding, Kind, screen, verdict, what_to_remove

_WHO = frozenset({Kind.child_named, Kind.guardian_named})
NAMED_MOST = 8


def refuse_names(texts: Mapping[str, str]) -> None:
    """Raise Invalid for each field with words that could tell a child or a family."""
    complaints: dict[str, str] = {}
    for field, text in texts.items():
        found = screen(text)
        if verdict(found) == "block" or any(one.kind in _WHO for one in found):
            complaints[field] = _complaint(text, found)
    if complaints:
        raise Invalid(complaints)


def _complaint(text: str, found: list[Finding]) -> str:
    reasons = [
        _("“%(words)s”：%(why)s")
        % {"words": text[one.start : one.end], "why": what_to_remove(one).rstrip("。.")}
        for one in found[:NAMED_MOST]
    ]
    return _("请删去能认出孩子或家庭的内容。%(named)s") % {"named": _("；").join(reasons)}
