"""Reading upkeep. Money is fen; names of people stand only in a county's own sheets."""

from match.upkeep.queries.allowances import (
    covered_months,
    own_allowance,
    rule_of,
    sheet_file,
    sheets,
    sheets_waiting,
)
from match.upkeep.queries.bodies import (
    bodies,
    body_file,
    decision_of,
    open_decisions,
    own_body,
)
from match.upkeep.queries.grants import grant_file, grant_of, grants, grants_waiting
from match.upkeep.queries.homes import accident_cover, home_money, insurance_ending
from match.upkeep.queries.month import Due, month_dues
from match.upkeep.queries.titles import (
    Title,
    TitleShare,
    applications,
    named_titles,
    named_years,
    title_file,
    title_shares,
    titles,
    to_name,
    to_review,
)

__all__ = [
    "Due",
    "Title",
    "TitleShare",
    "accident_cover",
    "applications",
    "bodies",
    "body_file",
    "covered_months",
    "decision_of",
    "grant_file",
    "grant_of",
    "grants",
    "grants_waiting",
    "home_money",
    "insurance_ending",
    "month_dues",
    "named_titles",
    "named_years",
    "open_decisions",
    "own_allowance",
    "own_body",
    "rule_of",
    "sheet_file",
    "sheets",
    "sheets_waiting",
    "title_file",
    "title_shares",
    "titles",
    "to_name",
    "to_review",
]
