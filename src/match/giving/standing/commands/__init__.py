"""Verbs of foundations' rules: written, started, paused, ended; run at night or on demand."""

from match.giving.standing.commands.running import (
    offer_pick,
    order_rule_run,
    run_rule,
    run_rules,
)
from match.giving.standing.commands.writing import (
    end_rule,
    pause_rule,
    start_rule,
    sweep_rules,
    write_rule,
)

__all__ = [
    "end_rule",
    "offer_pick",
    "order_rule_run",
    "pause_rule",
    "run_rule",
    "run_rules",
    "start_rule",
    "sweep_rules",
    "write_rule",
]
