"""Reading panels: for everybody, for members, for the purchaser, for bidders."""

from match.panels.queries.outcomes import Outcome, Ranked, outcome

__all__ = ["Outcome", "Ranked", "outcome"]
