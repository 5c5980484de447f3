"""The shape at the volunteers' doors. The commands check what depends on the database."""

from datetime import date
from typing import Annotated

import msgspec

from match.volunteers.states import ShiftPlace

# What a browser's time box sends; midnight is 00:00.
Clock = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Number = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Reason = Annotated[str, msgspec.Meta(min_length=4, max_length=500)]


class VolunteerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person says of themselves to serve. ``area``: a county's 6 digits, or nothing."""

    kind: str
    born_on: date
    area: Annotated[str, msgspec.Meta(max_length=6)] = ""
    skills: Annotated[list[str], msgspec.Meta(max_length=10)] = []
    true_and_complete: bool = False


class ShiftForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    One shift. Times are Hunan's clock on one day, as HH:MM. ``line_id`` 0: an activity without a
    need; then ``children`` says how many take part. ``units_each``: whole units of the line that
    one confirmed participation closes.
    """

    home_id: Number
    title: Annotated[str, msgspec.Meta(min_length=4, max_length=60)]
    asked: Annotated[str, msgspec.Meta(min_length=4, max_length=500)]
    day: date
    starts: Clock
    ends: Clock
    places: Annotated[int, msgspec.Meta(ge=1, le=500)]
    risk: Annotated[str, msgspec.Meta(min_length=4, max_length=500)]
    line_id: Number = 0
    units_each: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 0
    children: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 0
    place: ShiftPlace = ShiftPlace.home
    minimum_age: Annotated[int, msgspec.Meta(ge=0, le=80)] = 18
    child_contact: bool = False
    skills: Annotated[list[str], msgspec.Meta(max_length=10)] = []


class SignupForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That the risk notice was read."""

    risk_accepted: bool = False


class CodeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The code that hangs at the door."""

    code: Annotated[str, msgspec.Meta(max_length=20)]


class ReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why; the other side reads it."""

    reason: Reason


class HoursForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whole minutes served; a reason where an earlier figure is corrected."""

    minutes: Annotated[int, msgspec.Meta(ge=1, le=1440)]
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""
