"""Donations as their parties read them: a line of a list, a parcel, a step, the whole file."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from match.catalogue import codes
from match.foundation.language import _
from match.foundation.money import yuan_short
from match.giving.states import (
    AgreementForm,
    AgreementStatus,
    Condition,
    DonationStatus,
    GiftKind,
    StateFirm,
)


class DonationLine(msgspec.Struct, frozen=True):
    """One row of a list. ``units`` for goods and time, ``amount_fen`` for money."""

    id: int
    number: str
    kind: GiftKind
    status: DonationStatus
    need_id: int | None
    need_title: str
    home_name: str
    division: str
    place: str
    giver: str
    charity: str
    subject: str
    units: int | None
    unit: str
    amount_fen: int | None
    due_on: date | None
    changed_at: datetime

    @property
    def unit_label(self) -> str:
        """The unit in the language of the request."""
        return codes.unit(self.unit).after(self.units or 0) if self.unit else ""

    @property
    def what(self) -> str:
        """What and how much, in one line."""
        if self.amount_fen is not None:
            return f"{self.subject} {yuan_short(self.amount_fen)}"
        return f"{self.subject} × {self.units} {self.unit_label}"

    @property
    def receiver(self) -> str:
        """Who receives it: the charity where there is one."""
        return self.charity or self.home_name


class Step(msgspec.Struct, frozen=True):
    """One line of the timeline."""

    verb: str
    at: datetime
    note: str


class ParcelView(msgspec.Struct, frozen=True):
    """A parcel; the counts are None until it was counted. ``state``: see `parcel_word`."""

    id: int
    position: int
    code: str
    units: int
    carrier: str
    waybill: str
    note: str
    expected_on: date | None
    dispatched_at: datetime
    good: int | None
    broken: int | None
    short: int | None
    surplus: int | None
    count_note: str
    photos: list[int]
    counted_at: datetime | None
    recalled_at: datetime | None

    @property
    def open(self) -> bool:
        """Still to be counted."""
        return self.counted_at is None and self.recalled_at is None


class Terms(msgspec.Struct, frozen=True):
    """The agreement's terms, and who has confirmed which of its versions."""

    form: AgreementForm
    status: AgreementStatus
    version: int
    text: str
    purpose: str
    quality: str
    condition: Condition
    produced_on: date | None
    expires_on: date | None
    ccc: bool
    food_licence: bool
    value_fen: int | None
    due_on: date | None
    state_firm: StateFirm
    giver_confirmed_at: datetime | None
    recipient_confirmed_at: datetime | None


class Allocation(msgspec.Struct, frozen=True):
    """So much for one home."""

    home_id: int
    home_name: str
    units: int | None
    fen: int | None
    purpose: str
    at: datetime


class UseQuestion(msgspec.Struct, frozen=True):
    """Another use that the giver is asked about; ``consented`` None: not answered yet."""

    purpose: str
    reason: str
    asked_at: datetime
    consented: bool | None


class Feedback(msgspec.Struct, frozen=True):
    """How it was."""

    rating: int
    words: str
    at: datetime


class DonationFile(msgspec.Struct, frozen=True):
    """
    A donation as its parties see it. ``may``: verb → True, or why this reader may not; ``verbs``
    are those that this reader may do now. ``left``: units not sent yet; ``to_allocate``: units or
    fen without a home; ``needs_boxes``: what the category asks to be ticked.
    """

    line: DonationLine
    donation_number: str
    terms: Terms
    figures: dict[str, int]
    parcels: tuple[ParcelView, ...]
    allocations: tuple[Allocation, ...]
    question: UseQuestion | None
    feedback: Feedback | None
    steps: tuple[Step, ...]
    receipt_number: str
    receipt_file: int | None
    ack_code: str
    surplus_until: date | None
    boxes: frozenset[str]
    may: dict[str, bool | str]
    verbs: tuple[str, ...]
    left: int
    to_allocate: int
    side: str


def line(row: Mapping[str, Any]) -> DonationLine:
    """A row of `queries._DONATION` as a line."""
    return DonationLine(
        id=row["id"],
        number=row["agreement_number"],
        kind=GiftKind(row["kind"]),
        status=DonationStatus(row["status"]),
        need_id=row["need_id"],
        need_title=row["need_title"] or "",
        home_name=row["home_name"] or "",
        division=row["division"],
        place=" ".join((row["path"] or "").split("/")[1:]),
        giver=row["giver"] or _("个人"),
        charity=row["charity"] or "",
        subject=row["subject"],
        units=row["units"],
        unit=row["unit"],
        amount_fen=row["amount_fen"],
        due_on=row["due_on"],
        changed_at=row["changed_at"],
    )
