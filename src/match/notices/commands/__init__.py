"""Putting messages into inboxes, carrying them outside, and what people chose about that."""

from match.notices.commands.choosing import (
    channel_proven,
    choose,
    choose_by_link,
    resume_channel,
    set_quiet_hours,
)
from match.notices.commands.delivering import (
    ATTEMPTS_MOST,
    drive_again,
    forget_deliveries,
    hold_again,
    record_delivery,
    record_report,
    sweep_deliveries,
)
from match.notices.commands.passing import pass_messages_on
from match.notices.commands.reading import read_all, read_message
from match.notices.commands.routing import hours
from match.notices.commands.telling import SAME, notify

__all__ = [
    "ATTEMPTS_MOST",
    "SAME",
    "channel_proven",
    "choose",
    "choose_by_link",
    "drive_again",
    "forget_deliveries",
    "hold_again",
    "hours",
    "notify",
    "pass_messages_on",
    "read_all",
    "read_message",
    "record_delivery",
    "record_report",
    "resume_channel",
    "set_quiet_hours",
    "sweep_deliveries",
]
