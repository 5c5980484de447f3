"""Pages of the staff door, one file per desk."""

from admin.pages.clearing import ClearingDesk, ReversalDesk, StatementDesk
from admin.pages.home import AdminHome
from admin.pages.ledger import LedgerDesk
from admin.pages.matches import MatchDesk
from admin.pages.needs import NeedDesk
from admin.pages.offers import OfferDesk
from admin.pages.organisations import OrganisationDesk
from admin.pages.runs import RunDesk
from admin.pages.watch import AuditPages, OutboxPages
from admin.pages.webhooks import WebhookDesk
from admin.pages.wechat import WechatStatePages

__all__ = [
    "AdminHome",
    "AuditPages",
    "ClearingDesk",
    "LedgerDesk",
    "MatchDesk",
    "NeedDesk",
    "OfferDesk",
    "OrganisationDesk",
    "OutboxPages",
    "ReversalDesk",
    "RunDesk",
    "StatementDesk",
    "WebhookDesk",
    "WechatStatePages",
]
