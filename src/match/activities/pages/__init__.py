"""The doors of a home's daily life."""

from match.activities.pages.board import BoardPages
from match.activities.pages.keeping import ActivityDesk
from match.activities.pages.opening import OpeningPages
from match.activities.pages.plans import PlanPages
from match.activities.pages.public import ActivityPages, HomeCalendar
from match.activities.pages.rota import RotaPages
from match.activities.pages.venue import VenuePages

__all__ = [
    "ActivityDesk",
    "ActivityPages",
    "BoardPages",
    "HomeCalendar",
    "OpeningPages",
    "PlanPages",
    "RotaPages",
    "VenuePages",
]
