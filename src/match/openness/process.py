"""
One purchase as open data knows it: what the rooms show to everybody, gathered in one place.

Every struct holds public facts only; `sources` fills them from the rooms' own public queries, and
`releases` writes OCDS from them. Money is in fen, instants are aware, ids are ours.
"""

from datetime import date, datetime

import msgspec


class Body(msgspec.Struct, frozen=True):
    """An organisation. ``id`` is None for one that a mirrored procedure names and nobody registered
    here; ``uscc`` is its unified social credit code, where it is known."""

    id: int | None
    name: str
    uscc: str = ""
    region: str = ""


class Paper(msgspec.Struct, frozen=True):
    """A published page or file. ``kind`` is a code of OCDS's documentType."""

    id: str
    kind: str
    title: str
    url: str
    published_at: datetime | None = None
    format: str = "text/html"


class Change(msgspec.Struct, frozen=True):
    """An edit of documents after publication, or a change of a contract, with its reason."""

    id: str
    at: datetime
    reason: str
    description: str = ""


class NeedClosed(msgspec.Struct, frozen=True):
    """A published need that the purchase serves. ``units`` of which line; None: not counted."""

    id: int
    units: int | None = None


class Criterion(msgspec.Struct, frozen=True):
    """What bids are judged by. ``points`` are hundredths of 100."""

    id: str
    kind: str
    title: str
    points: int


class Bid(msgspec.Struct, frozen=True):
    """An opened bid. ``price_fen`` is None where no price was opened."""

    id: str
    bidder: Body
    at: datetime | None
    valid: bool
    price_fen: int | None
    void_reason: str = ""


class Award(msgspec.Struct, frozen=True):
    """Whom the purchase goes to. ``status`` is OCDS's: pending, active or cancelled."""

    id: str
    status: str
    supplier: Body
    value_fen: int | None
    at: datetime | None
    bid: str | None = None


class Milestone(msgspec.Struct, frozen=True):
    """A step of a contract. ``status`` is OCDS's: scheduled, met, notMet, partiallyMet."""

    id: str
    title: str
    status: str
    due_on: date | None = None
    met_at: datetime | None = None


class Payment(msgspec.Struct, frozen=True):
    """An instalment that the department paid, and the day on the bank's voucher."""

    id: str
    fen: int
    on: date


class Contract(msgspec.Struct, frozen=True):
    """A contract of an award. ``status`` is OCDS's: pending, active, cancelled, terminated."""

    id: str
    award: str
    title: str
    status: str
    value_fen: int
    signed_at: datetime | None
    starts_on: date | None
    ends_on: date | None
    milestones: tuple[Milestone, ...] = ()
    payments: tuple[Payment, ...] = ()
    changes: tuple[Change, ...] = ()
    papers: tuple[Paper, ...] = ()


class Objection(msgspec.Struct, frozen=True):
    """A question of a bidder (objection) or a complaint to finance, as its public line says."""

    id: str
    kind: str
    status: str
    at: datetime
    decided_at: datetime | None = None
    outcome: str = ""


class Purchase(msgspec.Struct, frozen=True, kw_only=True):
    """All of it. ``status`` is OCDS's tenderStatus; ``method`` its method."""

    id: int
    buyer: Body
    status: str
    status_details: str
    title: str
    requirements: str
    category: str
    item_code: str
    item_name: str
    budget_fen: int
    method: str
    method_name: str
    method_reason: str = ""
    scheme: str = ""
    fiscal_year: int | None = None
    survey: str = ""
    acceptance: str = ""
    service_days: int
    published_at: datetime | None
    closes_at: datetime | None
    questions_until: datetime | None = None
    decides_on: date | None = None
    eligibility: str = ""
    official_url: str = ""
    mirror: bool = False
    criteria: tuple[Criterion, ...] = ()
    needs: tuple[NeedClosed, ...] = ()
    papers: tuple[Paper, ...] = ()
    changes: tuple[Change, ...] = ()
    bidders: int | None = None
    bids: tuple[Bid, ...] = ()
    awards: tuple[Award, ...] = ()
    contracts: tuple[Contract, ...] = ()
    objections: tuple[Objection, ...] = ()
