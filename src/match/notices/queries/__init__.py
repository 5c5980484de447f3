"""Reading inboxes and choices, and finding who must hear of something."""

from match.notices.queries.deliveries import Outgoing, outgoing
from match.notices.queries.inboxes import Mail, inbox, unread
from match.notices.queries.recipients import holders, members_of, watchers

__all__ = [
    "Mail",
    "Outgoing",
    "holders",
    "inbox",
    "members_of",
    "outgoing",
    "unread",
    "watchers",
]
