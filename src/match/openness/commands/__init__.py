"""Verbs of open data: releasing a step, and recording a bulk file that was made."""

from match.openness.commands.filing import record_file
from match.openness.commands.releasing import release_missing, release_step

__all__ = ["record_file", "release_missing", "release_step"]
