"""Channels outside the house, how often each may speak, and where a delivery stands."""

from enum import StrEnum


class Channel(StrEnum):
    """A way to somebody who is not looking at our pages. The inbox is none: it is always there."""

    sms = "sms"
    mail = "mail"
    wechat = "wechat"


class Pace(StrEnum):
    """How a group of messages comes by one channel."""

    now = "now"
    daily = "daily"
    weekly = "weekly"
    off = "off"


class DeliveryState(StrEnum):
    """``held``: until its ``next_check_at`` (quiet hours, a digest that still gathers)."""

    held = "held"
    waiting = "waiting"
    sent = "sent"
    failed = "failed"
    left_out = "left_out"
