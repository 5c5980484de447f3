"""The HTML doors of homes: the public list, the desk, and the list that a county sends."""

from match.homes.pages.desk import HomeDesk
from match.homes.pages.importing import HomeImport
from match.homes.pages.public import HomeList

__all__ = ["HomeDesk", "HomeImport", "HomeList"]
