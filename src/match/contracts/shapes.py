"""What is read of a contract, by everybody and by its parties."""

from datetime import date, datetime

import msgspec

from match.contracts.states import (
    BreachStatus,
    ChangeReason,
    ChangeStatus,
    ContractStatus,
    Evaluator,
    IndicatorKind,
    MilestoneStatus,
    PartyRole,
    PaymentStatus,
    ReportKind,
    Source,
    Stage,
    StandardKind,
    SubcontractStatus,
    UserKind,
)


class Party(msgspec.Struct, frozen=True):
    """One side, and when it signed."""

    organisation_id: int
    name: str
    role: PartyRole
    signed_at: datetime | None


class Milestone(msgspec.Struct, frozen=True):
    """A part of the work; ``amount_fen`` is its instalment, 0 where none is due."""

    id: int
    position: int
    title: str
    deliverable: str
    due_on: date
    amount_fen: int
    status: MilestoneStatus
    delivered_at: datetime | None
    accepted_at: datetime | None
    note: str


class Served(msgspec.Struct, frozen=True):
    """Units of a need's line that a milestone brings (``received``: it has)."""

    need_id: int
    line_id: int
    name: str
    units: int
    unit: str
    milestone_id: int
    received: bool


class Budget(msgspec.Struct, frozen=True):
    """A budget line of a cooperation with what was reported as spent of it, in fen."""

    id: int
    title: str
    organisation_id: int
    organisation: str
    amount_fen: int
    spent_fen: int


class Standard(msgspec.Struct, frozen=True):
    """What acceptance looks at by itself."""

    id: int
    kind: StandardKind
    words: str


class Finding(msgspec.Struct, frozen=True):
    """One standard as an acceptance found it."""

    standard_id: int
    words: str
    met: bool
    note: str


class Acceptance(msgspec.Struct, frozen=True):
    """One look at a delivered milestone."""

    id: int
    milestone_id: int
    accepted: bool
    words: str
    at: datetime
    findings: tuple[Finding, ...]


class Opinion(msgspec.Struct, frozen=True):
    """What users said. ``heard`` is in words, since fewer than five are not counted out."""

    milestone_id: int
    kind: UserKind
    heard: str
    satisfaction: int
    words: str
    at: datetime


class Change(msgspec.Struct, frozen=True):
    """A change that was asked for; in force once ``made``."""

    id: int
    status: ChangeStatus
    reason: ChangeReason
    words: str
    delta_fen: int
    milestone_id: int | None
    new_ends_on: date | None
    asked_at: datetime
    made_at: datetime | None


class Subcontract(msgspec.Struct, frozen=True):
    """A part that is given on, or was asked to be."""

    id: int
    status: SubcontractStatus
    name: str
    part: str
    amount_fen: int


class Payment(msgspec.Struct, frozen=True):
    """An instalment on its way. ``paid_on`` is the day on the bank's voucher."""

    id: int
    milestone_id: int
    status: PaymentStatus
    amount_fen: int
    requested_at: datetime
    approved_at: datetime | None
    paid_on: date | None


class Report(msgspec.Struct, frozen=True):
    """A report of a cooperation; ``spent`` are (budget line's title, fen)."""

    id: int
    kind: ReportKind
    words: str
    at: datetime
    spent: tuple[tuple[str, int], ...]


class Indicator(msgspec.Struct, frozen=True):
    """What is measured; weights of one contract sum to 100."""

    id: int
    kind: IndicatorKind
    title: str
    target: str
    weight: int


class Score(msgspec.Struct, frozen=True):
    """One indicator on one sheet."""

    indicator_id: int
    title: str
    actual: str
    points: int
    evidence: str


class Sheet(msgspec.Struct, frozen=True):
    """One evaluator's sheet."""

    role: Evaluator
    at: datetime
    words: str
    scores: tuple[Score, ...]
    stage: Stage = Stage.final
    year: int = 0


class Breach(msgspec.Struct, frozen=True):
    """A decided report of breach, as everybody reads it."""

    id: int
    status: BreachStatus
    against: int
    against_name: str
    decision: str
    decided_at: datetime | None


class PublicContract(msgspec.Struct, frozen=True):
    """A signed contract with all that became of it. Money in fen, ``points`` in hundredths."""

    id: int
    number: str
    source: Source
    status: ContractStatus
    tender_id: int | None
    purchaser_id: int
    purchaser: str
    supplier_id: int | None
    supplier: str
    division: str
    place: str
    areas: tuple[str, ...]
    title: str
    content: str
    quantity: str
    quality: str
    settlement: str
    duties: str
    breach: str
    amount_fen: int
    original_fen: int
    bond_fen: int
    starts_on: date
    ends_on: date
    engages_directors: bool
    signed_at: datetime | None
    published_at: datetime | None
    filed_on: date | None
    filing_number: str
    ended_on: date | None
    archive_until: date | None
    reason: str
    sessions: tuple[int, int]
    """Sessions at homes: confirmed by their directors, and all that the supplier entered."""
    parties: tuple[Party, ...]
    milestones: tuple[Milestone, ...]
    serves: tuple[Served, ...]
    budgets: tuple[Budget, ...]
    standards: tuple[Standard, ...]
    changes: tuple[Change, ...]
    subcontracts: tuple[Subcontract, ...]
    acceptances: tuple[Acceptance, ...]
    opinions: tuple[Opinion, ...]
    payments: tuple[Payment, ...]
    reports: tuple[Report, ...]
    indicators: tuple[Indicator, ...]
    sheets: tuple[Sheet, ...]
    points: int | None
    breaches: tuple[Breach, ...]

    @property
    def paid_fen(self) -> int:
        """What was paid so far."""
        return sum(one.amount_fen for one in self.payments if one.status is PaymentStatus.paid)

    @property
    def spent_fen(self) -> int:
        """What a cooperation's reports say was spent so far."""
        return sum(one.spent_fen for one in self.budgets)


class ContractLineView(msgspec.Struct, frozen=True):
    """A contract in a list."""

    id: int
    number: str
    source: Source
    status: ContractStatus
    title: str
    purchaser: str
    supplier: str
    amount_fen: int
    starts_on: date
    ends_on: date


class RecordLine(msgspec.Struct, frozen=True):
    """One past contract of a supplier. ``points``: hundredths, None while not evaluated."""

    contract_id: int
    number: str
    title: str
    purchaser: str
    status: ContractStatus
    amount_fen: int
    points: int | None
    late: int
    returned: int


class Record(msgspec.Struct, frozen=True):
    """
    What an organisation's contracts say of it, for the next shortlist (102号令21).

    ``points`` is the mean of its evaluations in hundredths (None without any), ``upheld`` how many
    breaches were found against it, ``late`` and ``returned`` how many milestones.
    """

    organisation_id: int
    contracts: tuple[RecordLine, ...]
    evaluated: int
    points: int | None
    upheld: int
    late: int
    returned: int
