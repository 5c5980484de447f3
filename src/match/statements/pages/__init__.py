"""The charity's own desk: its statements, one row, what must be explained."""

from match.statements.pages.cases import CasePages
from match.statements.pages.rows import RowPages
from match.statements.pages.statements import StatementPages

__all__ = ["CasePages", "RowPages", "StatementPages"]
