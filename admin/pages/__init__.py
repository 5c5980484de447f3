"""Pages of the staff door, one file per desk."""

from admin.pages.home import AdminHome
from admin.pages.matches import MatchDesk
from admin.pages.needs import NeedDesk
from admin.pages.offers import OfferDesk
from admin.pages.organisations import OrganisationDesk
from admin.pages.watch import AuditPages, OutboxPages

__all__ = [
    "AdminHome",
    "AuditPages",
    "MatchDesk",
    "NeedDesk",
    "OfferDesk",
    "OrganisationDesk",
    "OutboxPages",
]
