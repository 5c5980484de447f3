"""All detectors over one text, overlaps settled."""

from collections.abc import Iterable
from itertools import chain

from match.foundation.screening.contacts import find_contacts
from match.foundation.screening.findings import Finding, Severity
from match.foundation.screening.folding import views
from match.foundation.screening.names import find_names
from match.foundation.screening.numbers import find_numbers
from match.foundation.screening.places import find_places
from match.foundation.screening.stories import find_stories

_FINDERS = (find_numbers, find_contacts, find_places, find_names, find_stories)


def screen(text: str) -> list[Finding]:
    """Personal data in free text, in the order of the text, without overlaps.

    Spans count characters of `text` as given. Law and lists: domain.md §3.7 and §6.2.
    """
    seen = views(text)
    return settled(chain.from_iterable(find(seen) for find in _FINDERS))


def settled(findings: Iterable[Finding]) -> list[Finding]:
    """Of findings that overlap, the most certain and then the longest: one fault counts once."""
    kept: list[Finding] = []
    ranked = sorted(
        set(findings), key=lambda one: (one.severity is Severity.warn, one.start - one.end, one)
    )
    for finding in ranked:
        if all(finding.end <= other.start or other.end <= finding.start for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda one: one.start)
