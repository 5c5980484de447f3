"""Reading panels: for everybody, for members, for the purchaser, for bidders."""

from match.panels.queries.desk import SeatFile, attachment, own_seats, seat_file
from match.panels.queries.experts import ExpertView, expert_file, my_expert, pool
from match.panels.queries.outcomes import Outcome, Ranked, outcome
from match.panels.queries.panels import PanelView, draw_record, members, panel_view
from match.panels.queries.results import DecisionView, Result, result, standing_decision

__all__ = [
    "DecisionView",
    "ExpertView",
    "Outcome",
    "PanelView",
    "Ranked",
    "Result",
    "SeatFile",
    "attachment",
    "draw_record",
    "expert_file",
    "members",
    "my_expert",
    "outcome",
    "own_seats",
    "panel_view",
    "pool",
    "result",
    "seat_file",
    "standing_decision",
]
