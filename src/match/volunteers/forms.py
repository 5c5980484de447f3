"""The shape at the volunteers' doors. The commands check what depends on the database."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec

from match.volunteers.states import IdentityKind, ShiftPlace, Verb

# What a browser's time box sends; midnight is 00:00.
Clock = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Number = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Reason = Annotated[str, msgspec.Meta(min_length=4, max_length=500)]


class VolunteerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    What a person says of themselves to serve. ``area``: a county's 6 digits, or nothing.

    ``identity``: the number of a document of ``identity_kind``; empty keeps the one on record.
    ``times``: weekday and part of day (6a, 6p, 6e); none means any time.
    """

    kind: str
    born_on: date
    area: Annotated[str, msgspec.Meta(max_length=6)] = ""
    skills: Annotated[list[str], msgspec.Meta(max_length=10)] = []
    true_and_complete: bool = False
    identity_kind: IdentityKind = IdentityKind.resident
    identity: Annotated[str, msgspec.Meta(max_length=30)] = ""
    radius_km: Annotated[int, msgspec.Meta(ge=0, le=500)] = 0
    times: Annotated[list[str], msgspec.Meta(max_length=21)] = []
    calls: bool = False


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
    bodily_risk: bool = False
    home_adults: Annotated[int, msgspec.Meta(ge=0, le=20)] = 1
    role1_name: Annotated[str, msgspec.Meta(max_length=30)] = ""
    role1_skill: Annotated[str, msgspec.Meta(max_length=12)] = ""
    role1_places: Annotated[int, msgspec.Meta(ge=0, le=500)] = 0
    role2_name: Annotated[str, msgspec.Meta(max_length=30)] = ""
    role2_skill: Annotated[str, msgspec.Meta(max_length=12)] = ""
    role2_places: Annotated[int, msgspec.Meta(ge=0, le=500)] = 0
    role3_name: Annotated[str, msgspec.Meta(max_length=30)] = ""
    role3_skill: Annotated[str, msgspec.Meta(max_length=12)] = ""
    role3_places: Annotated[int, msgspec.Meta(ge=0, le=500)] = 0

    def roles(self) -> list[tuple[int, str, str, int]]:
        """(number, name, skill or "", places) of every role that has a name or places."""
        told = (
            (1, self.role1_name, self.role1_skill, self.role1_places),
            (2, self.role2_name, self.role2_skill, self.role2_places),
            (3, self.role3_name, self.role3_skill, self.role3_places),
        )
        return [
            (at, name.strip(), skill, places)
            for at, name, skill, places in told
            if name.strip() or places
        ]


class SignupForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That the risk notice was read, and the role; 0 where the shift has none."""

    risk_accepted: bool = False
    role_id: Number = 0


class CodeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The code that hangs at the door: eight letters and figures, or the signed one of the QR."""

    code: Annotated[str, msgspec.Meta(max_length=80)]


class ReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why; the other side reads it."""

    reason: Reason


class HoursForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whole minutes served; a reason where an earlier figure is corrected."""

    minutes: Annotated[int, msgspec.Meta(ge=1, le=1440)]
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class ReportForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    What a telephone wrote down without network. ``key`` is drawn by it, once for each tap;
    ``told_at`` is its own clock. ``signup_id`` 0: the volunteer's own pledge, with the ``code``;
    else a tick by whoever runs the shift.
    """

    key: UUID
    shift_id: Number
    verb: Verb
    told_at: datetime
    code: Annotated[str, msgspec.Meta(max_length=80)] = ""
    signup_id: Number = 0


class SkillForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A certificate for a skill; ``area``: the county that is to see it (6 digits)."""

    skill: str
    number: Annotated[str, msgspec.Meta(min_length=4, max_length=40)]
    issuer: Annotated[str, msgspec.Meta(min_length=2, max_length=80)]
    issued_on: date
    expires_on: date | None = None
    area: Annotated[str, msgspec.Meta(max_length=6)] = ""


class CoverForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An accident policy."""

    insurer: Annotated[str, msgspec.Meta(min_length=2, max_length=80)]
    policy_number: Annotated[str, msgspec.Meta(min_length=4, max_length=60)]
    starts_on: date
    ends_on: date


class ProofDecisionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """check or refuse; a refusal says why."""

    verb: str
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class CheckForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A background check: result, issuer, day. Never what stands in the record."""

    account_id: Number
    division: Annotated[str, msgspec.Meta(min_length=12, max_length=12)]
    result: str
    issuer: Annotated[str, msgspec.Meta(min_length=2, max_length=80)]
    checked_on: date


class CourseForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A safeguarding course that was held: who held it, when, how long."""

    account_id: Number
    organiser: Annotated[str, msgspec.Meta(min_length=2, max_length=80)]
    held_on: date
    minutes: Annotated[int, msgspec.Meta(ge=1, le=1440)]


class ConsentForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The guardian's words: the code the minor was shown, the relation, and that it was read."""

    code: Annotated[str, msgspec.Meta(max_length=12)]
    relation: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    agreed: bool = False


class RatingForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How it was, 1 to 5."""

    stars: Annotated[int, msgspec.Meta(ge=1, le=5)]
    said: Annotated[str, msgspec.Meta(max_length=300)] = ""


class HonourForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An honour with its day."""

    title: Annotated[str, msgspec.Meta(min_length=2, max_length=60)]
    given_on: date


class AnswerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether one steps in, with the risk notice read."""

    answer: str
    risk_accepted: bool = False


class SpanForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which day to which a certificate speaks."""

    since: date
    until: date
