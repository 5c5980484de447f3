"""Verbs of volunteers and shifts, one file per kind of work."""

from match.volunteers.commands.answering import answer_call
from match.volunteers.commands.calling import sweep_calls
from match.volunteers.commands.certifying import (
    honour,
    issue_certificate,
    rate_shift,
    rate_volunteer,
)
from match.volunteers.commands.hours import confirm_hours, correct_hours, revoke_hours
from match.volunteers.commands.minors import ask_guardian, consent_to, withdraw_consent
from match.volunteers.commands.opening import (
    cancel_shift,
    change_shift,
    draft_shift,
    need_gone,
    open_shift,
)
from match.volunteers.commands.presence import check_in, check_out, mark_absent, tick_present
from match.volunteers.commands.proving import (
    add_skill,
    begin_course,
    decide_skill,
    finish_course,
    insure_self,
    insure_shift,
    record_course,
)
from match.volunteers.commands.registering import register_volunteer
from match.volunteers.commands.reminding import sweep_volunteer_reminders
from match.volunteers.commands.reporting import report_presence
from match.volunteers.commands.signing import sign_up, volunteer_gone, withdraw
from match.volunteers.commands.time import sweep_shifts

__all__ = [
    "add_skill",
    "answer_call",
    "ask_guardian",
    "begin_course",
    "cancel_shift",
    "change_shift",
    "check_in",
    "check_out",
    "confirm_hours",
    "consent_to",
    "correct_hours",
    "decide_skill",
    "draft_shift",
    "finish_course",
    "honour",
    "insure_self",
    "insure_shift",
    "issue_certificate",
    "mark_absent",
    "need_gone",
    "open_shift",
    "rate_shift",
    "rate_volunteer",
    "record_course",
    "register_volunteer",
    "report_presence",
    "revoke_hours",
    "sign_up",
    "sweep_calls",
    "sweep_shifts",
    "sweep_volunteer_reminders",
    "tick_present",
    "volunteer_gone",
    "withdraw",
    "withdraw_consent",
]
