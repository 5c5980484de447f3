"""Verbs of the public log: adding an act, signing a day, taking a document down."""

from match.openness.publiclog.commands.adding import log_act
from match.openness.publiclog.commands.heads import keep_head
from match.openness.publiclog.commands.takedowns import (
    ask_takedown,
    confirm_takedown,
    hold_withdrawn,
    refuse_takedown,
)

__all__ = [
    "ask_takedown",
    "confirm_takedown",
    "hold_withdrawn",
    "keep_head",
    "log_act",
    "refuse_takedown",
]
