"""The doors of notices: the inbox, choices and addresses, links in mails, the staff's desk."""

from match.notices.pages.choices import ChoicePages
from match.notices.pages.contacts import ContactPages
from match.notices.pages.deliveries import DeliveryPages
from match.notices.pages.inbox import InboxPages
from match.notices.pages.outside import ReportDoor, UnsubscribePages

__all__ = [
    "ChoicePages",
    "ContactPages",
    "DeliveryPages",
    "InboxPages",
    "ReportDoor",
    "UnsubscribePages",
]
