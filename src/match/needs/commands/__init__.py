"""Verbs of needs, one file per kind of work: writing, deciding, units, time."""

from match.needs.commands.deciding import (
    answer_question,
    approve_need,
    ask_about_need,
    check_need,
    clear_privacy,
    reject_need,
    return_need,
)
from match.needs.commands.time import expire_need, home_changed, sweep_needs
from match.needs.commands.units import (
    Closure,
    close_need,
    confirm_need,
    mark_proposed,
    move_units,
)
from match.needs.commands.writing import (
    discard_draft,
    draft_need,
    save_delivery,
    save_kind,
    save_lines,
    save_people,
    save_photos,
    submit_need,
    withdraw_need,
    write_need,
)

__all__ = [
    "Closure",
    "answer_question",
    "approve_need",
    "ask_about_need",
    "check_need",
    "clear_privacy",
    "close_need",
    "confirm_need",
    "discard_draft",
    "draft_need",
    "expire_need",
    "home_changed",
    "mark_proposed",
    "move_units",
    "reject_need",
    "return_need",
    "save_delivery",
    "save_kind",
    "save_lines",
    "save_people",
    "save_photos",
    "submit_need",
    "sweep_needs",
    "withdraw_need",
    "write_need",
]
