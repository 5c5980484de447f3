"""Verbs of donations and their agreements, one file per group."""

from match.giving.commands.agreeing import change_terms, confirm
from match.giving.commands.carrying_over import open_books
from match.giving.commands.changing import answer_use_change, ask_use_change, return_goods
from match.giving.commands.counting import count_parcel
from match.giving.commands.ending import cancel
from match.giving.commands.making import make_agreement, make_donation
from match.giving.commands.receipting import allocate, give_receipt
from match.giving.commands.sending import dispatch, drop_rest
from match.giving.commands.time import remind_of_donation, sweep_donations
from match.giving.commands.using import answer, apply_report

__all__ = [
    "allocate",
    "answer",
    "answer_use_change",
    "apply_report",
    "ask_use_change",
    "cancel",
    "change_terms",
    "confirm",
    "count_parcel",
    "dispatch",
    "drop_rest",
    "give_receipt",
    "make_agreement",
    "make_donation",
    "open_books",
    "remind_of_donation",
    "return_goods",
    "sweep_donations",
]
