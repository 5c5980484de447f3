"""The room's verbs, one file for each kind of paper."""

from match.care.commands.agreements import (
    attend,
    attend_in_emergency,
    end_agreement,
    follow_up,
    sign_agreement,
    write_template,
)
from match.care.commands.children import change_child, confirm_child, register_child
from match.care.commands.consents import (
    answer_request,
    note_consent,
    note_request,
    permit_photo,
    withdraw_consent,
)
from match.care.commands.counting import close_month, send_month
from match.care.commands.ending import (
    archive_child,
    ask_erasure,
    confirm_erasure,
    counties,
    destroy_due_keys,
    refuse_erasure,
    sweep_files,
    take_back_child,
)
from match.care.commands.guardians import add_guardian, end_guardian, talk_with_guardian
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
    "add_guardian",
    "answer_request",
    "approve_leave",
    "archive_child",
    "ask_erasure",
    "ask_leave",
    "attend",
    "attend_in_emergency",
    "can_be_named",
    "change_child",
    "charges_of",
    "close_month",
    "confirm_child",
    "confirm_erasure",
    "counties",
    "destroy_due_keys",
    "end_agreement",
    "end_guardian",
    "follow_up",
    "name_in_charge",
    "note_consent",
    "note_request",
    "permit_photo",
    "refuse_erasure",
    "refuse_leave",
    "register_child",
    "revoke_leave",
    "send_month",
    "sign_agreement",
    "sweep_files",
    "take_back_child",
    "talk_with_guardian",
    "withdraw_consent",
    "write_template",
]
