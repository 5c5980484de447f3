"""Verbs of the ledger: open an account, post, reverse; stop and resume; seal."""

from match.ledger.commands.halting import halt, resume
from match.ledger.commands.posting import (
    Line,
    enter,
    moved,
    open_account,
    post,
    reverse,
)

__all__ = ["Line", "enter", "halt", "moved", "open_account", "post", "resume", "reverse"]
