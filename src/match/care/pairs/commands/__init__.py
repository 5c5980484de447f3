"""The verbs of one-to-one help."""

from match.care.pairs.commands.deciding import (
    accept_for_county,
    accept_for_home,
    begin_pair,
    end_pair,
    follow_up,
    refuse_pair,
    sweep_pairs,
    withdraw_consent,
)
from match.care.pairs.commands.letters import (
    note_meeting,
    pass_letter,
    refuse_letter,
    write_in,
    write_out,
)
from match.care.pairs.commands.offering import (
    ask_for_pairs,
    close_request,
    offer_help,
    withdraw_offer,
)

__all__ = [
    "accept_for_county",
    "accept_for_home",
    "ask_for_pairs",
    "begin_pair",
    "close_request",
    "end_pair",
    "follow_up",
    "note_meeting",
    "offer_help",
    "pass_letter",
    "refuse_letter",
    "refuse_pair",
    "sweep_pairs",
    "withdraw_consent",
    "withdraw_offer",
    "write_in",
    "write_out",
]
