"""The verbs of reports, concerns, cases, referrals and steady care."""

from match.care.cases.commands.alarming import record_mail, sweep_reports
from match.care.cases.commands.reports import (
    ask_for_reporter,
    file_report,
    name_desk,
    note_reading,
    open_report,
)

__all__ = [
    "ask_for_reporter",
    "file_report",
    "name_desk",
    "note_reading",
    "open_report",
    "record_mail",
    "sweep_reports",
]
