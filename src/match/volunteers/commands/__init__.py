"""Verbs of volunteers and shifts, one file per kind of work."""

from match.volunteers.commands.hours import confirm_hours, correct_hours, revoke_hours
from match.volunteers.commands.opening import (
    cancel_shift,
    change_shift,
    draft_shift,
    need_gone,
    open_shift,
)
from match.volunteers.commands.presence import check_in, check_out, mark_absent, tick_present
from match.volunteers.commands.signing import (
    register_volunteer,
    sign_up,
    volunteer_gone,
    withdraw,
)
from match.volunteers.commands.time import sweep_shifts

__all__ = [
    "cancel_shift",
    "change_shift",
    "check_in",
    "check_out",
    "confirm_hours",
    "correct_hours",
    "draft_shift",
    "mark_absent",
    "need_gone",
    "open_shift",
    "register_volunteer",
    "revoke_hours",
    "sign_up",
    "sweep_shifts",
    "tick_present",
    "volunteer_gone",
    "withdraw",
]
