"""Pledges, lines to promise to, gatherings and a charity's money as their readers see them."""

from datetime import date, datetime
from typing import Any

import msgspec

from match.catalogue import codes
from match.giving.pledging.like import LikeNeed
from match.giving.pledging.states import JointStatus
from match.giving.states import DonationStatus, GiftKind, PledgeStatus


class PledgeLine(msgspec.Struct, frozen=True):
    """One row of a list of pledges. ``amount`` in words of the request's language."""

    id: int
    number: str
    kind: GiftKind
    status: PledgeStatus
    need_id: int
    need_title: str
    line_id: int
    home_name: str
    place: str
    giver: str
    charity: str | None
    subject: str
    units: int | None
    unit: str
    amount_fen: int | None
    amount: str
    condition: str
    expires_on: date | None
    choose_until: date | None
    by_rule: bool
    joint_id: int | None
    joint_status: JointStatus | None
    donation_id: int | None
    changed_at: datetime


class PledgeFile(msgspec.Struct, frozen=True):
    """A pledge as its reader sees it: ``verbs`` are those that may be done now."""

    line: PledgeLine
    reason: str
    verbs: tuple[str, ...]
    approvals: int
    two_bodies: bool
    like: LikeNeed | None
    county_asked: bool
    companions: tuple[PledgeLine, ...]
    recipient: str
    purpose: str
    why: dict[str, Any] | None  # the pick of a rule: place, score, shares


class OpenLine(msgspec.Struct, frozen=True):
    """A line to promise to, with what the form has to ask."""

    line_id: int
    need_id: int
    title: str
    name: str
    unit: str
    kind: GiftKind
    left: int
    place: str

    @property
    def unit_label(self) -> str:
        """The unit in the language of the request."""
        return codes.unit(self.unit).after(self.left)


class JointView(msgspec.Struct, frozen=True):
    """Several givers' common row: what is gathered of what is wanted, until when."""

    id: int
    line: OpenLine
    status: JointStatus
    units: int
    gathered: int
    due_on: date
    givers: int

    @property
    def left(self) -> int:
        """Units still missing."""
        return self.units - self.gathered


class MoneyLine(msgspec.Struct, frozen=True):
    """A money donation at a charity's desk; amounts in fen."""

    id: int
    number: str
    status: DonationStatus
    organisation_id: int
    charity_id: int
    giver: str
    charity: str
    home_name: str | None
    amount_fen: int
    paid_fen: int
    allocated_fen: int
    returned_fen: int
    payments: int
    return_fen: int | None


class SurplusView(msgspec.Struct, frozen=True):
    """What came over a promise. ``open``: something is still to be chosen."""

    donation_id: int
    subject: str
    amount: str
    until: date | None
    open: bool
    county_asked: bool
    like: LikeNeed | None
