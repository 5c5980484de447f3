"""All detectors over one text, overlaps settled."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import chain

from match.foundation.screening.contacts import find_contacts
from match.foundation.screening.findings import Finding, Severity
from match.foundation.screening.folding import Views, views
from match.foundation.screening.names import find_names
from match.foundation.screening.numbers import find_numbers
from match.foundation.screening.places import find_places
from match.foundation.screening.stories import find_stories

_FINDERS = (find_numbers, find_contacts, find_places, find_names, find_stories)


def screen(text: str) -> list[Finding]:
    """Personal data in free text, in the order of the text, without overlaps.

    Spans count characters of `text` as given. Law and lists: domain.md §3.7 and §6.2.
    """
    return screen_views(views(text))


def screen_views(seen: Views) -> list[Finding]:
    """As `screen`, for a text already folded."""
    return settled(chain.from_iterable(find(seen) for find in _FINDERS))


def settled(findings: Iterable[Finding]) -> list[Finding]:
    """Of findings that overlap, the most certain and then the longest: one fault counts once."""
    kept: list[Finding] = []
    ranked = sorted(
        set(findings), key=lambda one: (one.severity is Severity.warn, one.start - one.end, one)
    )
    for finding in ranked:
        place = bisect_left(kept, finding.start, key=lambda one: one.start)
        before, after = kept[place - 1 : place], kept[place : place + 1]
        if all(one.end <= finding.start for one in before) and all(
            finding.end <= one.start for one in after
        ):
            kept.insert(place, finding)
    return kept
