"""The shapes at the contracts' door. Money in fen."""

from datetime import date
from typing import Annotated

import msgspec

from match.contracts.states import (
    ChangeReason,
    Evaluator,
    IndicatorKind,
    ReportKind,
    StandardKind,
    UserKind,
)

Title = Annotated[str, msgspec.Meta(min_length=4, max_length=80)]
Short = Annotated[str, msgspec.Meta(min_length=2, max_length=60)]
Line = Annotated[str, msgspec.Meta(min_length=2, max_length=200)]
Words = Annotated[str, msgspec.Meta(min_length=4, max_length=3000)]
Fen = Annotated[int, msgspec.Meta(ge=1, le=10**12)]
FenOrNone = Annotated[int, msgspec.Meta(ge=0, le=10**12)]
Files = Annotated[list[int], msgspec.Meta(max_length=10)]


class TermsForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    The clauses of a contract (102号令23). The price of an award is not here: it is the award's.
    ``recurrent``: stable and recurrent with an assured budget, so up to three years.
    """

    title: Title
    content: Words
    quantity: Words
    quality: Words
    settlement: Words
    duties: Words
    breach: Words
    starts_on: date
    ends_on: date
    recurrent: bool = False
    engages_directors: bool = False
    bond_fen: FenOrNone = 0
    third_party_id: int | None = None


class PartnerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One more partner of a cooperation."""

    organisation_id: int


class BudgetForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A budget line, and which partner spends it."""

    title: Short
    organisation_id: int
    amount_fen: Fen


class MilestoneForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the work, its day, and the instalment that is due when it is accepted."""

    title: Short
    deliverable: Words
    due_on: date
    amount_fen: FenOrNone = 0


class StandardForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A technical, service or safety standard that acceptance looks at."""

    kind: StandardKind
    words: Line


class IndicatorForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is measured at the end."""

    kind: IndicatorKind
    title: Short
    target: Line
    weight: Annotated[int, msgspec.Meta(ge=1, le=100)]


class LineForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Units of a need's line that a milestone brings."""

    milestone_id: int
    line_id: int
    units: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class SignForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The version that was read; a reason where the law's last day has passed."""

    version: int
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class MirrorForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A contract that was signed outside, on the official system: the day."""

    signed_on: date


class FilingForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The number under which finance keeps the copy."""

    filing_number: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]


class ReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why."""

    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class DeliveryForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was done, with the evidence: files and photos of things, never of children."""

    note: Words
    files: Files = []


class SessionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A session at a home."""

    home_id: int
    held_on: date
    what: Annotated[str, msgspec.Meta(min_length=2, max_length=120)]


class SessionAnswerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The director: it took place, or it did not (then why)."""

    confirmed: bool
    note: Annotated[str, msgspec.Meta(max_length=500)] = ""


class OpinionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What users say; of how many people. Never a name."""

    home_id: int
    kind: UserKind
    heard: Annotated[int, msgspec.Meta(ge=1, le=10000)]
    satisfaction: Annotated[int, msgspec.Meta(ge=1, le=5)]
    words: Annotated[str, msgspec.Meta(max_length=500)] = ""


class Found(msgspec.Struct, frozen=True):
    """One standard as it was found."""

    standard_id: int
    met: bool
    note: str = ""


class AcceptanceForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Each standard by itself, and the conclusion."""

    accepted: bool
    words: Words
    findings: Annotated[list[Found], msgspec.Meta(max_length=60)] = []


class ChangeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change with its coded reason; money goes to or from one milestone."""

    reason: ChangeReason
    words: Words
    delta_fen: Annotated[int, msgspec.Meta(ge=-(10**12), le=10**12)] = 0
    milestone_id: int | None = None
    new_ends_on: date | None = None


class AnswerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Yes or no; a no says why."""

    consent: bool
    words: Annotated[str, msgspec.Meta(max_length=500)] = ""


class SubcontractForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which part goes to whom, for how much."""

    name: Title
    part: Words
    amount_fen: Fen


class PaymentForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The supplier's invoice for an accepted milestone."""

    invoice: Annotated[str, msgspec.Meta(min_length=4, max_length=40)]


class VoucherForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the treasury did outside: the day and the voucher's number."""

    paid_on: date
    voucher: Annotated[str, msgspec.Meta(min_length=4, max_length=40)]


class Points(msgspec.Struct, frozen=True):
    """One indicator on a sheet: what was found, 0–100 points, by which evidence."""

    indicator_id: int
    actual: Line
    points: Annotated[int, msgspec.Meta(ge=0, le=100)]
    evidence: Line


class SheetForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One evaluator's sheet; ``home_id`` where a home speaks."""

    role: Evaluator
    scores: Annotated[list[Points], msgspec.Meta(max_length=40)]
    home_id: int | None = None
    words: Annotated[str, msgspec.Meta(max_length=500)] = ""


class BreachForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Against which party, and what happened."""

    against: int
    words: Words


class ReplyForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the accused says."""

    words: Words


class DecisionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Breach or not, with the grounds that everybody reads."""

    upheld: bool
    words: Words


class ReportForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cooperation's report; ``spent`` are (budget line, fen since the report before)."""

    kind: ReportKind
    words: Words
    spent: Annotated[list[tuple[int, int]], msgspec.Meta(max_length=60)] = []
    files: Files = []
