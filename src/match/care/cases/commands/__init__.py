"""The verbs of reports, concerns, cases, referrals and steady care."""

from match.care.cases.commands.alarming import record_mail, sweep_reports
from match.care.cases.commands.cases import (
    case_of_child,
    case_of_report,
    link_child,
    set_risks,
    step_case,
)
from match.care.cases.commands.children import (
    check_entitlements,
    make_plan,
    note_act,
    note_contact,
    plan_contact,
    sweep_contacts,
)
from match.care.cases.commands.concerns import (
    answer_concern,
    close_concern,
    make_concern,
    speak_again,
)
from match.care.cases.commands.referrals import (
    answer_referral,
    refer_case,
    refer_child,
    sweep_referrals,
)
from match.care.cases.commands.reports import (
    ask_for_reporter,
    file_report,
    name_desk,
    note_reading,
    open_report,
)

__all__ = [
    "answer_concern",
    "answer_referral",
    "ask_for_reporter",
    "case_of_child",
    "case_of_report",
    "check_entitlements",
    "close_concern",
    "file_report",
    "link_child",
    "make_concern",
    "make_plan",
    "name_desk",
    "note_act",
    "note_contact",
    "note_reading",
    "open_report",
    "plan_contact",
    "record_mail",
    "refer_case",
    "refer_child",
    "set_risks",
    "speak_again",
    "step_case",
    "sweep_contacts",
    "sweep_referrals",
    "sweep_reports",
]
