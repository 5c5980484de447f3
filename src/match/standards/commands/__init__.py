"""Verbs of standards: surveys, inspections, and what follows from a line that fails."""

from match.standards.commands.flags import (
    need_fell_back,
    need_was_met,
    remind_director,
    waive_flag,
    write_need,
)
from match.standards.commands.inspecting import inspect_home, note_inspection, plan_round
from match.standards.commands.surveying import (
    close_survey,
    fill_form,
    open_survey,
    plan_home,
    reopen_survey,
)
from match.standards.commands.time import sweep_standard_tasks

__all__ = [
    "close_survey",
    "fill_form",
    "inspect_home",
    "need_fell_back",
    "need_was_met",
    "note_inspection",
    "open_survey",
    "plan_home",
    "plan_round",
    "remind_director",
    "reopen_survey",
    "sweep_standard_tasks",
    "waive_flag",
    "write_need",
]
