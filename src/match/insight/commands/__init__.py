"""Verbs: count again what changed, count everything, keep what care lets out, write the month."""

from match.insight.commands.acting import need_from_gap
from match.insight.commands.counting import mark_due, recount_gauges, sweep_gauges
from match.insight.commands.keeping import keep_care_totals
from match.insight.commands.reporting import write_monthly_reports
from match.insight.commands.viewing import (
    forget_views,
    keep_view,
    remove_view,
    share_view,
    unshare_view,
)

__all__ = [
    "forget_views",
    "keep_care_totals",
    "keep_view",
    "mark_due",
    "need_from_gap",
    "recount_gauges",
    "remove_view",
    "share_view",
    "sweep_gauges",
    "unshare_view",
    "write_monthly_reports",
]
