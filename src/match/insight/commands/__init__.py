"""Verbs: count again what changed, count everything, keep what care lets out, write the month."""

from match.insight.commands.acting import need_from_gap
from match.insight.commands.counting import mark_due, recount_gauges, sweep_gauges
from match.insight.commands.keeping import keep_care_totals
from match.insight.commands.reporting import write_monthly_reports

__all__ = [
    "keep_care_totals",
    "mark_due",
    "need_from_gap",
    "recount_gauges",
    "sweep_gauges",
    "write_monthly_reports",
]
