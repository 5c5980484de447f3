"""Excel and CSV: templates, uploads with a reason per refused cell, dry runs, safe exports."""

from match.foundation.sheets.columns import (
    Column,
    Holds,
    Kind,
    Sheet,
    SheetRefused,
    Value,
    numbered,
)
from match.foundation.sheets.planning import Change, Plan, plan
from match.foundation.sheets.reading import (
    Reading,
    Row,
    Trouble,
    read,
    read_pasted,
    read_upload,
)
from match.foundation.sheets.template import template
from match.foundation.sheets.writing import failed_rows, write_book, write_csv, write_xlsx

__all__ = [
    "Change",
    "Column",
    "Holds",
    "Kind",
    "Plan",
    "Reading",
    "Row",
    "Sheet",
    "SheetRefused",
    "Trouble",
    "Value",
    "failed_rows",
    "numbered",
    "plan",
    "read",
    "read_pasted",
    "read_upload",
    "template",
    "write_book",
    "write_csv",
    "write_xlsx",
]
