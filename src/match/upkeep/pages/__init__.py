"""The doors of upkeep."""

from match.upkeep.pages.desk import UpkeepDesk
from match.upkeep.pages.lists import UpkeepLists
from match.upkeep.pages.public import PublicTitles
from match.upkeep.pages.stepping import UpkeepSteps

__all__ = ["PublicTitles", "UpkeepDesk", "UpkeepLists", "UpkeepSteps"]
