"""Verbs of contracts, one file per kind of work."""

from match.contracts.commands.accepting import conclude, give_opinion
from match.contracts.commands.changing import (
    answer_change,
    answer_subcontract,
    approve_change,
    ask_change,
    ask_subcontract,
)
from match.contracts.commands.clauses import (
    add_budget,
    add_indicator,
    add_line,
    add_milestone,
    add_standard,
    remove_part,
)
from match.contracts.commands.drafting import (
    add_partner,
    cancel_draft,
    draft_award,
    draft_project,
    save_terms,
)
from match.contracts.commands.ending import archive, end_as_decided, terminate
from match.contracts.commands.judging import (
    conclude_evaluation,
    decide_breach,
    evaluate,
    reply_to_breach,
    report_breach,
)
from match.contracts.commands.paying import (
    approve_payment,
    record_payment,
    refuse_payment,
    request_payment,
)
from match.contracts.commands.reporting import report
from match.contracts.commands.signing import file_with_finance, record_signed, sign
from match.contracts.commands.time import sweep_contracts, track
from match.contracts.commands.working import answer_session, deliver, record_session

__all__ = [
    "add_budget",
    "add_indicator",
    "add_line",
    "add_milestone",
    "add_partner",
    "add_standard",
    "answer_change",
    "answer_session",
    "answer_subcontract",
    "approve_change",
    "approve_payment",
    "archive",
    "ask_change",
    "ask_subcontract",
    "cancel_draft",
    "conclude",
    "conclude_evaluation",
    "decide_breach",
    "deliver",
    "draft_award",
    "draft_project",
    "end_as_decided",
    "evaluate",
    "file_with_finance",
    "give_opinion",
    "record_payment",
    "record_session",
    "record_signed",
    "refuse_payment",
    "remove_part",
    "reply_to_breach",
    "report",
    "report_breach",
    "request_payment",
    "save_terms",
    "sign",
    "sweep_contracts",
    "terminate",
    "track",
]
