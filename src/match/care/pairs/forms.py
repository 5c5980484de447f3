"""The shapes at the doors of one-to-one help."""

from datetime import date
from typing import Annotated

import msgspec

Mode = Annotated[str, msgspec.Meta(pattern="^PAIR-(STUDY|COMP)$")]


class RequestForm(msgspec.Struct, frozen=True):
    """How many helpers a home asks for, and of which kind."""

    home: int
    mode: Mode
    wanted: Annotated[int, msgspec.Meta(ge=1, le=100)]


class OfferForm(msgspec.Struct, frozen=True):
    """Where and how somebody wants to help, alone or for a unit, and a word on themselves."""

    township: Annotated[str, msgspec.Meta(pattern="^43[0-9]{7}000$")]
    mode: Mode
    words: Annotated[str, msgspec.Meta(min_length=10, max_length=500)]
    organisation: int | None = None


class ReasonForm(msgspec.Struct, frozen=True):
    """Why not, or why it ends."""

    reason: Annotated[str, msgspec.Meta(min_length=4, max_length=300)]


class BeginForm(msgspec.Struct, frozen=True):
    """Which child, and how its guardian said yes after being told that no is fine."""

    child: int
    guardian: int
    channel: Annotated[str, msgspec.Meta(pattern="^(paper|present|phone|video)$")]
    refusal_shown: bool = False


class LetterForm(msgspec.Struct, frozen=True):
    """A letter, of either side."""

    text: Annotated[str, msgspec.Meta(min_length=4, max_length=3000)]


class MeetingForm(msgspec.Struct, frozen=True):
    """A meeting in the home."""

    on: date
    minutes: Annotated[int, msgspec.Meta(ge=5, le=600)]
    adults: Annotated[int, msgspec.Meta(ge=1, le=50)]


class FollowForm(msgspec.Struct, frozen=True):
    """How the child is after the pair ended."""

    note: Annotated[str, msgspec.Meta(min_length=4, max_length=1000)]
