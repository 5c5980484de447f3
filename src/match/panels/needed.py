"""How many must judge a purchase, and how many of them are drawn: what the method engine says."""

from match.panels.rules import experts_of
from match.tenders import methods
from match.tenders.facts import TenderFacts


def least_size(facts: TenderFacts) -> int:
    """The smallest panel of the purchase's method (domain.md §2.4)."""
    return methods.panel(facts).size


def least_experts(facts: TenderFacts, size: int) -> int:
    """Two thirds of *size*; none where the unit's own rules, or a single source, ask for none."""
    return experts_of(size) if methods.panel(facts).experts else 0
