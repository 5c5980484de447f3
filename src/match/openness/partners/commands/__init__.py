"""Making and ending keys and webhooks; counting questions; writing and closing messages."""

from match.openness.partners.commands.hooks import (
    SECRET,
    approve_hook,
    forget_person,
    make_hook,
    move_hook,
    refuse_hook,
)
from match.openness.partners.commands.keys import Quota, count_call, make_key, revoke_key
from match.openness.partners.commands.messages import record_try, retry_message, write_messages

__all__ = [
    "SECRET",
    "Quota",
    "approve_hook",
    "count_call",
    "forget_person",
    "make_hook",
    "make_key",
    "move_hook",
    "record_try",
    "refuse_hook",
    "retry_message",
    "revoke_key",
    "write_messages",
]
