"""The shapes at the pledges' door. The commands check what depends on the need."""

from datetime import date
from typing import Annotated

import msgspec

from match.giving.pledging.states import Recipient, Regift

Units = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
Words = Annotated[str, msgspec.Meta(max_length=500)]
Reason = Annotated[str, msgspec.Meta(min_length=4, max_length=500)]


class PledgeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    A promise to one line of a need: *units* of it, whole yuan where the line is money.

    ``organisation``: in whose name; without one, the person's own. ``condition``: what must come
    true first; the home confirms it with evidence before the promise is due. The fields from
    ``charity`` on are for money only.
    """

    line: int
    units: Units
    organisation: int | None = None
    condition: Words = ""
    charity: int | None = None
    recipient: Recipient | None = None
    institution: int | None = None
    disaster: bool = False
    purpose: Words = ""


class JointForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who begins to gather: *target* units in all by *due_on*, of which own *units*."""

    line: int
    units: Units
    target: Annotated[int, msgspec.Meta(ge=2, le=1_000_000)]
    due_on: date
    organisation: int | None = None
    charity: int | None = None
    recipient: Recipient | None = None
    institution: int | None = None
    purpose: Words = ""


class JoinForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who joins: their own units of the same line."""

    units: Units
    organisation: int | None = None
    charity: int | None = None
    recipient: Recipient | None = None
    institution: int | None = None
    purpose: Words = ""


class ReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why; the other side reads it. Who may not act hears that before a word is weighed."""

    reason: Words = ""


class NoteForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A few words that go with a decision."""

    note: Words = ""


class ChoiceForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to become of a promise without a use."""

    choice: Regift | None = None


class MilestoneForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That the condition came true; the evidence is a file beside it."""

    words: Words = ""


class PaymentForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the charity received: whole fen as yuan in the box, the day, the official number."""

    yuan: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    received_on: date
    receipt_number: Annotated[str, msgspec.Meta(min_length=4, max_length=40)]


class ShareForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So much of what the charity holds for one home."""

    home: int
    yuan: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    purpose: Words = ""


class ReturnForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left over and should go back, and why."""

    yuan: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    reason: Reason


class ConsentForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The donor's answer."""

    consent: bool
