"""The shapes at the doors of reports, concerns, cases and steady care."""

from datetime import date
from typing import Annotated

import msgspec

from match.care.cases.states import About, Stands

Division = Annotated[str, msgspec.Meta(pattern="^43[0-9]{10}$")]
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
Sentence = Annotated[str, msgspec.Meta(min_length=4, max_length=2000)]
Situation = Annotated[str, msgspec.Meta(pattern="^MR[1-9]$")]


class ReportForm(msgspec.Struct, frozen=True):
    """
    A mandatory report. Only what happens and where are asked for; ``nonce`` comes from the
    browser, so that the same tap sent twice over a bad line is one report.
    """

    situation: Situation
    division: Division
    place: Annotated[str, msgspec.Meta(min_length=1, max_length=200)] = ""
    details: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    contact: Annotated[str, msgspec.Meta(max_length=60)] = ""
    past_county: bool = False
    nonce: Annotated[str, msgspec.Meta(max_length=64)] = ""


class DutyForm(msgspec.Struct, frozen=True):
    """Who is on duty: a name, a work telephone, a mailbox."""

    name: Annotated[str, msgspec.Meta(min_length=2, max_length=60)]
    phone: Annotated[str, msgspec.Meta(pattern="^[0-9-]{3,20}$")]
    mail: Annotated[str, msgspec.Meta(pattern="^[^@ ]{1,60}@[^@ ]{1,59}$")] = ""


class PurposeForm(msgspec.Struct, frozen=True):
    """Why somebody looks."""

    purpose: Annotated[str, msgspec.Meta(min_length=4, max_length=200)]


class CodeForm(msgspec.Struct, frozen=True):
    """A return code."""

    code: Annotated[str, msgspec.Meta(min_length=8, max_length=40)]


class ConcernForm(msgspec.Struct, frozen=True):
    """A concern: whom it is about, where, and what."""

    about: About
    division: Division
    text: Sentence


class MessageForm(msgspec.Struct, frozen=True):
    """One message of either side."""

    text: Sentence


class StepForm(msgspec.Struct, frozen=True):
    """A step of a case, with what was done and came of it."""

    result: Sentence


class ReferralForm(msgspec.Struct, frozen=True):
    """To whom, and why."""

    target: Annotated[str, msgspec.Meta(pattern="^RT-[A-Z]{3,4}$")]
    reason: Sentence


class ActForm(msgspec.Struct, frozen=True):
    """Something done for a child on a day."""

    kind: Annotated[str, msgspec.Meta(pattern="^(CA|PS|GK)-[A-Z]{4,6}$")]
    done_on: date
    result: Sentence
    guardian_id: int | None = None


class ContactForm(msgspec.Struct, frozen=True):
    """A contact of a child with a parent; minutes for calls, a last day for stays."""

    guardian_id: int
    kind: Annotated[str, msgspec.Meta(pattern="^(video|phone|message|visit|stay)$")]
    on: date
    minutes: Annotated[int, msgspec.Meta(ge=1, le=600)] | None = None
    until: date | None = None


class EntitlementForm(msgspec.Struct, frozen=True):
    """Where each of the four stands today."""

    living: Stands
    medical: Stands
    schooling: Stands
    registration: Stands


class PlanForm(msgspec.Struct, frozen=True):
    """A child's own plan."""

    aims: Sentence
    review_on: date
    resources: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class RisksForm(msgspec.Struct, frozen=True):
    """The notice's risks that a case is about."""

    risks: list[str] = msgspec.field(default_factory=list)


class ChildForm(msgspec.Struct, frozen=True):
    """The number of a child's file."""

    child: int


class GuardianForm(msgspec.Struct, frozen=True):
    """The number of somebody of the family."""

    guardian_id: int


class RiskForm(msgspec.Struct, frozen=True):
    """Risks of a child, and what was seen."""

    result: Sentence
    risks: list[str] = msgspec.field(default_factory=list)
