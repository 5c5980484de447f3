"""The kinds of lists that come in, made known to the desk that takes them."""

from match.activities.importing import ActivityList
from match.catalogue.importing import GuidingList
from match.homes.importing import HomeList
from match.incubation.importing import ServingList
from match.needs.importing import NeedList
from match.offers.importing import OfferList
from match.posts.importing import DirectorList, SupervisorList
from match.site.importing import know
from match.standards.importing import InspectionList
from match.statements.importing import StatementList
from match.training.importing import AttendanceSheet

KINDS = (
    HomeList(),
    DirectorList(),
    SupervisorList(),
    NeedList(),
    OfferList(),
    ServingList(),
    ActivityList(),
    InspectionList(),
    AttendanceSheet(),
    GuidingList(),
    StatementList(),
)


def know_kinds() -> None:
    """Called by the keystone."""
    know(*KINDS)
