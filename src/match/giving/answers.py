"""Donations as JSON says them."""

from datetime import date, datetime

import msgspec

from match.giving.shapes import DonationFile, DonationLine
from match.giving.states import AgreementStatus, DonationStatus, GiftKind


class DonationAnswer(msgspec.Struct, frozen=True):
    """One donation in a list. Whole ``units`` of ``unit`` for goods and time, fen for money."""

    id: int
    number: str
    url: str
    kind: GiftKind
    status: DonationStatus
    need_id: int | None
    subject: str
    units: int | None
    unit: str
    amount_fen: int | None
    giver: str
    receiver: str
    due_on: date | None
    changed_at: datetime


class ParcelAnswer(msgspec.Struct, frozen=True):
    """A consignment; the four counts are null until it was counted."""

    code: str
    position: int
    units: int
    carrier: str
    waybill: str
    expected_on: date | None
    dispatched_at: datetime
    good: int | None
    broken: int | None
    short: int | None
    surplus: int | None
    counted_at: datetime | None


class PartAnswer(msgspec.Struct, frozen=True):
    """What one home has of it."""

    home_id: int
    home_name: str
    units: int | None
    fen: int | None


class StepAnswer(msgspec.Struct, frozen=True):
    """One line of the timeline."""

    verb: str
    at: datetime


class DonationDetail(msgspec.Struct, frozen=True):
    """
    A donation with its agreement, parcels, homes and timeline. ``figures`` are whole units and
    fen; ``verbs`` is what this reader may do now.
    """

    donation: DonationAnswer
    agreement_status: AgreementStatus
    agreement_version: int
    giver_confirmed_at: datetime | None
    recipient_confirmed_at: datetime | None
    figures: dict[str, int]
    parcels: list[ParcelAnswer]
    allocations: list[PartAnswer]
    steps: list[StepAnswer]
    receipt_number: str
    acknowledgement_code: str
    verbs: list[str]


def donation_answer(line: DonationLine) -> DonationAnswer:
    """A line of a list."""
    return DonationAnswer(
        id=line.id,
        number=line.number,
        url=f"/desk/agreements/{line.id}",
        kind=line.kind,
        status=line.status,
        need_id=line.need_id,
        subject=line.subject,
        units=line.units,
        unit=line.unit,
        amount_fen=line.amount_fen,
        giver=line.giver,
        receiver=line.receiver,
        due_on=line.due_on,
        changed_at=line.changed_at,
    )


def donation_detail(file: DonationFile) -> DonationDetail:
    """The whole file."""
    return DonationDetail(
        donation=donation_answer(file.line),
        agreement_status=file.terms.status,
        agreement_version=file.terms.version,
        giver_confirmed_at=file.terms.giver_confirmed_at,
        recipient_confirmed_at=file.terms.recipient_confirmed_at,
        figures=file.figures,
        parcels=[msgspec.convert(one, ParcelAnswer, from_attributes=True) for one in file.parcels],
        allocations=[
            msgspec.convert(one, PartAnswer, from_attributes=True) for one in file.allocations
        ],
        steps=[StepAnswer(step.verb, step.at) for step in file.steps],
        receipt_number=file.receipt_number,
        acknowledgement_code=file.ack_code,
        verbs=list(file.verbs),
    )
