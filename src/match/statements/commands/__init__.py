"""Verbs of statements: import, match, explain and close, reverse, reconcile."""

from match.statements.commands.cases import close_case, explain_case, return_case
from match.statements.commands.clearing import review_clearing
from match.statements.commands.importing import import_statement
from match.statements.commands.matching import match_row, unmatch_row
from match.statements.commands.reconciling import reconcile_ledger
from match.statements.commands.reversals import (
    approve_reversal,
    propose_reversal,
    refuse_reversal,
)
from match.statements.commands.sweeping import sweep_statements

__all__ = [
    "approve_reversal",
    "close_case",
    "explain_case",
    "import_statement",
    "match_row",
    "propose_reversal",
    "reconcile_ledger",
    "refuse_reversal",
    "return_case",
    "review_clearing",
    "sweep_statements",
    "unmatch_row",
]
