"""Verbs of the registry of homes. Each is one transaction and leaves its line in the audit."""

from match.homes.commands.deciding import change_status, open_home, propose_idle
from match.homes.commands.importing import import_home, import_homes
from match.homes.commands.keeping import (
    admit_director,
    seat_director,
    set_opening,
    unseat_director,
)
from match.homes.commands.papers import file_paper, sweep_home_papers
from match.homes.commands.registering import describe_home, register_home
from match.homes.commands.signs import answer_idle, sign_of_life
from match.homes.commands.vouching import approve_area, check_outdoor, note_findings
from match.homes.commands.withholding import release_home, withhold_home

__all__ = [
    "admit_director",
    "answer_idle",
    "approve_area",
    "change_status",
    "check_outdoor",
    "describe_home",
    "file_paper",
    "import_home",
    "import_homes",
    "note_findings",
    "open_home",
    "propose_idle",
    "register_home",
    "release_home",
    "seat_director",
    "set_opening",
    "sign_of_life",
    "sweep_home_papers",
    "unseat_director",
    "withhold_home",
]
