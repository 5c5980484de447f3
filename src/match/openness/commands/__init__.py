"""Verbs of open data: releasing a step, and recording files that were made."""

from match.openness.commands.filing import record_file
from match.openness.commands.opening import record_open_file
from match.openness.commands.releasing import release_missing, release_step

__all__ = ["record_file", "record_open_file", "release_missing", "release_step"]
