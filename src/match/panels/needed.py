"""How many must judge a purchase, from the method engine's parameters (domain.md §2.4)."""

from match.tenders.facts import TenderFacts
from match.tenders.states import Method

_TENDERING = frozenset({Method.open, Method.invite, Method.frame})


def least_size(facts: TenderFacts) -> int:
    """The smallest panel: 5, 7 when large or complex (87号令47); 3 for the other methods."""
    limits = facts.limits
    if facts.method is Method.internal:
        return limits.whole("proc.light.panel_min")
    if facts.method not in _TENDERING:
        return limits.whole("proc.panel_min.other")
    large = facts.complex or facts.budget_fen >= limits.whole("proc.large_fen")
    return limits.whole("proc.panel_min.tender.large" if large else "proc.panel_min.tender")
