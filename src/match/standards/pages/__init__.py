"""The doors of standards: rounds, what was found, flags, surveys; and what the public reads."""

from match.standards.pages.desk import StandardsDesk
from match.standards.pages.flags import FlagPages
from match.standards.pages.public import PublicStandards
from match.standards.pages.rounds import RoundPages
from match.standards.pages.surveys import SurveyPages

__all__ = ["FlagPages", "PublicStandards", "RoundPages", "StandardsDesk", "SurveyPages"]
