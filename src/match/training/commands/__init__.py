"""The verbs of training: courses, places on them, attendance, exams, packs, reminders."""

from match.training.commands.attending import import_attendance
from match.training.commands.certifying import complete_course, record_exam, withdraw_certificate
from match.training.commands.courses import (
    add_session,
    cancel_course,
    change_course,
    draft_course,
    publish_course,
    remove_session,
)
from match.training.commands.enrolling import evaluate, sign_up, withdraw
from match.training.commands.library import (
    add_expert,
    answer_survey,
    end_expert,
    make_pack,
    open_survey,
    renew_pack,
)
from match.training.commands.reminding import remind

__all__ = [
    "add_expert",
    "add_session",
    "answer_survey",
    "cancel_course",
    "change_course",
    "complete_course",
    "draft_course",
    "end_expert",
    "evaluate",
    "import_attendance",
    "make_pack",
    "open_survey",
    "publish_course",
    "record_exam",
    "remind",
    "remove_session",
    "renew_pack",
    "sign_up",
    "withdraw",
    "withdraw_certificate",
]
