"""What a report's page says, and when things of a case are due. Pure: facts and a clock in."""

import base64
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from match.care.cases.states import About, Level
from match.foundation.identifiers import spaced, tidy_code
from match.foundation.permissions import Role

MINUTES = 15
"""Minutes until an unopened report is called undelivered, and climbs (未保法11: 立即)."""
INBOX_SECONDS = 120
"""So long the alarm may take to reach an inbox before we say that nothing works."""
CLIMB: tuple[Level, ...] = (Level.protection, Level.county, Level.prefecture)


class Standing(StrEnum):
    """What the reporter is told. Only ``delivered`` says that a person has it."""

    waiting = "waiting"
    delivered = "delivered"
    late = "late"
    dead = "dead"


class Channel(msgspec.Struct, frozen=True):
    """One way of the alarm: ``inbox``, ``sms`` or ``mail``; how many went, wait, and failed."""

    name: str
    sent: int = 0
    waiting: int = 0
    failed: int = 0


def standing(
    *, filed_at: datetime, opened_at: datetime | None, channels: Iterable[Channel], now: datetime
) -> Standing:
    """
    Opened by a named person: delivered. Nobody after `MINUTES`: late. No channel has carried
    anything, and none still may: dead, and that at once. An inbox nobody was written into for
    `INBOX_SECONDS` counts as down: then the workers that carry everything else stand still too.
    """
    if opened_at is not None:
        return Standing.delivered
    if now >= filed_at + timedelta(minutes=MINUTES):
        return Standing.late
    held = tuple(channels)
    if any(channel.sent for channel in held):
        return Standing.waiting
    young = now < filed_at + timedelta(seconds=INBOX_SECONDS)
    return Standing.waiting if young and not any(c.failed for c in held) else Standing.dead


def next_level(level: Level) -> Level | None:
    """The desk above; None above the prefecture, where individual records end."""
    place = CLIMB.index(level) + 1
    return CLIMB[place] if place < len(CLIMB) else None


def climbs_at(filed_at: datetime, alarms: int) -> datetime:
    """When a report that nobody opened goes one desk up: every `MINUTES` once more."""
    return filed_at + timedelta(minutes=MINUTES * alarms)


def spoken(raw: bytes) -> str:
    """Sixteen letters and digits in four groups, without those that look alike: to write down."""
    text = base64.b32encode(raw[:10]).decode().translate(str.maketrans("OI", "89"))
    return spaced(text)


def written_back(code: str) -> str:
    """A return code as somebody typed it: case, width, blanks and signs do not matter."""
    kept = "".join(letter for letter in tidy_code(code) if letter.isalnum())
    return spaced(kept.translate(str.maketrans("OI", "89"))[:16])


DESKS: dict[About, Role] = {
    About.county: Role.prefecture,
    About.prefecture: Role.province,
}


def desk_for(about: About) -> Role:
    """
    Who handles a concern: never the desk it is about. Of a county it is the prefecture's, of a
    prefecture the province's, of all below the county's protection agency.
    """
    return DESKS.get(about, Role.protection)
