"""What the parties say about a donation. The commands check what depends on the donation itself."""

from datetime import date
from typing import Annotated

import msgspec

from match.giving.reports.forms import YesNo
from match.giving.states import Condition, StateFirm

UNITS_MOST = 1_000_000
Words = Annotated[str, msgspec.Meta(max_length=500)]
Reason = Annotated[str, msgspec.Meta(min_length=4, max_length=500)]
Short = Annotated[str, msgspec.Meta(max_length=40)]
Count = Annotated[int, msgspec.Meta(ge=0, le=UNITS_MOST)]
Some = Annotated[int, msgspec.Meta(ge=1, le=UNITS_MOST)]
Fen = Annotated[int, msgspec.Meta(ge=1, le=10**13)]
Number = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


class TermsForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The terms of an agreement (慈善法 36, 39, 43). ``value_fen``: all units together."""

    purpose: Reason
    quality: Words = ""
    condition: Condition = Condition.not_goods
    produced_on: date | None = None
    expires_on: date | None = None
    ccc: bool = False
    food_licence: bool = False
    value_fen: Fen | None = None
    due_on: date | None = None
    state_firm: StateFirm = StateFirm.no


class ConfirmForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which version is confirmed; the giver's declaration goes with it."""

    version: Some
    declared: bool = False


class DispatchForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    One parcel, or the beginning of a service. ``units``: all that is left, if none are named.
    ``note``: how it comes, where there is no carrier and no waybill number.
    """

    units: Some | None = None
    carrier: Short = ""
    waybill: Short = ""
    expected_on: date | None = None
    note: Words = ""


class CountForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    What was in a parcel. ``short``: what is missing to the units that were sent, if not given.
    ``photos``: ids of uploaded photos of goods; with any, ``person`` says whether somebody is in
    them: the giver sees them.
    """

    good: Count
    broken: Count = 0
    short: Count | None = None
    surplus: Count = 0
    note: Words = ""
    photos: Annotated[list[Number], msgspec.Meta(max_length=6)] = []  # msgspec copies it
    person: YesNo | None = None


class ReceiptForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The charity's official receipt: number and scan. A home gives our acknowledgement only."""

    number: Short = ""
    document: Number | None = None


class AllocationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So much for one home; ``units`` for goods and time, ``fen`` for money."""

    home_id: Number
    units: Some | None = None
    fen: Fen | None = None
    purpose: Words = ""


class ReturnForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many good units go back, and why; the giver reads it."""

    units: Some
    reason: Reason


class UseChangeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another use, and why it is wanted."""

    purpose: Reason
    reason: Reason


class ConsentForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The giver's answer to another use."""

    consent: bool


class EvaluationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How it was, 1 to 5, and a few words that the giver reads."""

    rating: Annotated[int, msgspec.Meta(ge=1, le=5)]
    feedback: Words = ""


class CancellationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why it ends, or why no more comes; the other side reads it."""

    reason: Reason
