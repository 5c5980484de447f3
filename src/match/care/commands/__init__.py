"""The room's verbs, one file for each kind of paper."""

from match.care.commands.children import change_child, confirm_child, register_child
from match.care.commands.leave import (
    approve_leave,
    ask_leave,
    can_be_named,
    charges_of,
    name_in_charge,
    refuse_leave,
    revoke_leave,
)

__all__ = [
    "approve_leave",
    "ask_leave",
    "can_be_named",
    "change_child",
    "charges_of",
    "confirm_child",
    "name_in_charge",
    "refuse_leave",
    "register_child",
    "revoke_leave",
]
