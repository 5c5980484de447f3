"""Verbs of reports: tell, correct, look, ask, answer, write back."""

from match.giving.reports.commands.asking import answer_question, ask_about_use, write_back
from match.giving.reports.commands.looking import accept_report, return_report
from match.giving.reports.commands.progress import report_progress
from match.giving.reports.commands.reporting import Use, correct_report, report_use, use_of

__all__ = [
    "Use",
    "accept_report",
    "answer_question",
    "ask_about_use",
    "correct_report",
    "report_progress",
    "report_use",
    "return_report",
    "use_of",
    "write_back",
]
