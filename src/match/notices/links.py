"""The link under a mail by which it comes no more: signed, so that nobody ends another's mails."""

import base64
import hmac

import msgspec

from match.foundation.keys import keys
from match.notices.groups import Group
from match.notices.states import Channel
from match.notices.words import Kind

PATH = "/notices/unsubscribe"
SIGNED = 18
ALL = "*"
"""Under a digest: everything that comes by this channel, except what the law will have sent."""


class Link(msgspec.Struct, frozen=True):
    """Whose mails, about what (a group, a kind, or ALL), by which channel."""

    account_id: int
    topic: str
    channel: Channel


def token_of(link: Link) -> str:
    """The link as one part of an address."""
    said = f"{link.account_id}.{link.topic}.{link.channel}"
    return f"{said}.{_signature(said)}"


def read_token(token: str) -> Link | None:
    """The link again, or None for one that we did not sign."""
    said, _dot, signature = token.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(said).encode()):
        return None
    account, topic, channel = said.split(".")
    known = topic == ALL or topic in {*(g.value for g in Group), *(k.value for k in Kind)}
    return Link(int(account), topic, Channel(channel)) if known else None


def _signature(said: str) -> str:
    mac = keys().fingerprint(said, "notices.unsubscribe")[:SIGNED]
    return base64.urlsafe_b64encode(mac).decode()
