"""Verbs of the registry of homes. Each is one transaction and leaves its line in the audit."""

from match.homes.commands.deciding import change_status, open_home, propose_idle
from match.homes.commands.importing import import_home, import_homes, try_homes
from match.homes.commands.keeping import seat_director, set_opening
from match.homes.commands.registering import describe_home, register_home
from match.homes.commands.withholding import release_home, withhold_home

__all__ = [
    "change_status",
    "describe_home",
    "import_home",
    "import_homes",
    "open_home",
    "propose_idle",
    "register_home",
    "release_home",
    "seat_director",
    "set_opening",
    "try_homes",
    "withhold_home",
]
