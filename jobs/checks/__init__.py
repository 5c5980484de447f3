"""Live invariants: each is a question whose answer must be "none"."""

from jobs.checks.running import CHECKS, Checked, run_checks

__all__ = ["CHECKS", "Checked", "run_checks"]
