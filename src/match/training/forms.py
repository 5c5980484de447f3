"""The shape at the doors of training. The commands check what depends on the database."""

from datetime import date
from typing import Annotated

import msgspec

from match.training.states import Audience, Background, Origin, PackKind

Number = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Score = Annotated[int, msgspec.Meta(ge=0, le=100)]
Clock = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Words = Annotated[str, msgspec.Meta(max_length=500)]


class CourseForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    One course. ``days``: whole days of teaching; ``pass_mark``: points of 100, 0 for the usual;
    ``survey_id`` and ``version_id`` (of a course pack): 0 for none; ``partner``: a county's six
    digits whose protection agency organises with the prefecture, or empty.
    """

    title: Annotated[str, msgspec.Meta(min_length=4, max_length=60)]
    audience: Audience
    starts_on: date
    ends_on: date
    days: Annotated[int, msgspec.Meta(ge=1, le=3)]
    place: Annotated[str, msgspec.Meta(min_length=2, max_length=80)]
    contents: Annotated[list[str], msgspec.Meta(min_length=1, max_length=7)]
    capacity: Annotated[int, msgspec.Meta(ge=1, le=2000)]
    sign_up_until: date
    has_exam: bool = False
    pass_mark: Score = 0
    survey_id: Number = 0
    version_id: Number = 0
    partner: Annotated[str, msgspec.Meta(pattern=r"^(43[0-9]{4})?$")] = ""


class SessionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One lesson of a course; ``expert_id`` 0: nobody of the think-tank."""

    day: date
    starts: Clock
    ends: Clock
    content: str
    topic: Annotated[str, msgspec.Meta(max_length=80)] = ""
    place: Annotated[str, msgspec.Meta(max_length=80)] = ""
    expert_id: Number = 0


class ExpertForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One member of the think-tank; ``topics`` are codes TC-*."""

    name: Annotated[str, msgspec.Meta(min_length=2, max_length=40)]
    origin: Origin
    background: Background
    topics: Annotated[list[str], msgspec.Meta(min_length=1, max_length=7)]
    post: Annotated[str, msgspec.Meta(max_length=80)] = ""


class PackForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new pack with its first version; ``topics`` are codes TC-*."""

    kind: PackKind
    title: Annotated[str, msgspec.Meta(min_length=4, max_length=60)]
    summary: Annotated[str, msgspec.Meta(min_length=10, max_length=4000)]
    topics: Annotated[list[str], msgspec.Meta(max_length=7)] = []


class VersionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A newer version of a pack, and what is new in it."""

    summary: Annotated[str, msgspec.Meta(min_length=10, max_length=4000)]
    changes: Annotated[str, msgspec.Meta(min_length=4, max_length=500)]


class SurveyForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question to those who will be trained, before the course is made."""

    audience: Audience
    closes_on: date
    question: Words = ""


class AnswerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody needs to learn most: codes TC-*, and her own words."""

    contents: Annotated[list[str], msgspec.Meta(min_length=1, max_length=7)]
    words: Words = ""


class EvaluationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody says of a course she came to: 1–5 stars and words."""

    stars: Annotated[int, msgspec.Meta(ge=1, le=5)]
    opinion: Words = ""


class ExamForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One try: its day and the points of 100."""

    taken_on: date
    score: Score


class AttendanceRow(msgspec.Struct, frozen=True):
    """
    One row of the attendance sheet. ``present``: day → there or not, for the days that the row
    fills in; ``before``, ``after`` and ``score`` are points of 100, None where empty;
    ``enrolment``: the number of the place, which the phone need not repeat.
    """

    number: int
    name: str
    phone: str
    present: dict[int, bool]
    before: int | None = None
    after: int | None = None
    score: int | None = None
    enrolment: int | None = None
