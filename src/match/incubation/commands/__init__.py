"""Verbs of incubation, one file per kind of work."""

from match.incubation.commands.bases import enter, open_base
from match.incubation.commands.counsellors import (
    decide_counsellor,
    propose_counsellor,
    sweep_counsellors,
)
from match.incubation.commands.growing import close_gap, note_gap, note_support, step
from match.incubation.commands.serving import give_word, note_service

__all__ = [
    "close_gap",
    "decide_counsellor",
    "enter",
    "give_word",
    "note_gap",
    "note_service",
    "note_support",
    "open_base",
    "propose_counsellor",
    "step",
    "sweep_counsellors",
]
