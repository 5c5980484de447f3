"""Verbs of objections and complaints."""

from match.objections.commands.deciding import (
    accept_complaint,
    decide_complaint,
    order_stop,
    refuse_complaint,
    serve_complaint,
)
from match.objections.commands.filing import file_complaint, withdraw_complaint
from match.objections.commands.raising import raise_objection, withdraw_objection
from match.objections.commands.replying import (
    receive_objection,
    refuse_objection,
    reply_objection,
)
from match.objections.commands.time import hold_open_objections, sweep_objections

__all__ = [
    "accept_complaint",
    "decide_complaint",
    "file_complaint",
    "hold_open_objections",
    "order_stop",
    "raise_objection",
    "receive_objection",
    "refuse_complaint",
    "refuse_objection",
    "reply_objection",
    "serve_complaint",
    "sweep_objections",
    "withdraw_complaint",
    "withdraw_objection",
]
