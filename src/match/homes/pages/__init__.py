"""The HTML doors of homes: the public list, the desk."""

from match.homes.pages.desk import HomeDesk
from match.homes.pages.entering import HomeEntering
from match.homes.pages.papers import HomePapers
from match.homes.pages.public import HomeList

__all__ = ["HomeDesk", "HomeEntering", "HomeList", "HomePapers"]
