"""The HTML doors of homes: the public list, the desk, and the list that a county sends."""

from match.homes.pages.desk import HomeDesk
from match.homes.pages.entering import HomeEntering
from match.homes.pages.importing import HomeImport
from match.homes.pages.papers import HomePapers
from match.homes.pages.public import HomeList

__all__ = ["HomeDesk", "HomeEntering", "HomeImport", "HomeList", "HomePapers"]
