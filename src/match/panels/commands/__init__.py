"""Verbs of panels: the pool, the draw, sheets, the report, the decision, the award."""

from match.panels.commands.announcing import announce_panel
from match.panels.commands.counting import count_prices
from match.panels.commands.deciding import award, countersign, decide
from match.panels.commands.drawing import draw_panel
from match.panels.commands.ending import Ground, fail_purchase, reconvene, rejudge
from match.panels.commands.experts import (
    apply_expert,
    declare_tie,
    end_tie,
    enter_expert,
    refuse_expert,
    rest_expert,
    verify_expert,
)
from match.panels.commands.reporting import conclude_report, sign_report, sweep_panels
from match.panels.commands.scoring import save_sheet, sign_sheet
from match.panels.commands.seating import (
    confirm_seat,
    name_representative,
    recuse_seat,
    replace_absent,
)

__all__ = [
    "Ground",
    "announce_panel",
    "apply_expert",
    "award",
    "conclude_report",
    "confirm_seat",
    "count_prices",
    "countersign",
    "decide",
    "declare_tie",
    "draw_panel",
    "end_tie",
    "enter_expert",
    "fail_purchase",
    "name_representative",
    "reconvene",
    "recuse_seat",
    "refuse_expert",
    "rejudge",
    "replace_absent",
    "rest_expert",
    "save_sheet",
    "sign_report",
    "sign_sheet",
    "sweep_panels",
    "verify_expert",
]
