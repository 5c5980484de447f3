"""What the civil-affairs department hands up each quarter and year: tables, as PDF, Word, Excel."""

from match.insight.statutory.figures import Report, report_of
from match.insight.statutory.periods import Period, period_of, periods_until

__all__ = ["Period", "Report", "period_of", "periods_until", "report_of"]
