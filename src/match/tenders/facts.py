"""What every rule about a purchase is judged by: one frozen struct, read once."""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from match.foundation.calendar import WorkingDays
from match.foundation.parameters import Value
from match.tenders.states import CriterionKind, Envelopes, Method, Mode, Scheme, TenderStatus

LIMIT_KEYS = (
    "proc.hunan.decentral.service",
    "proc.hunan.open_tender",
    "proc.suppliers_min",
    "proc.suppliers_min.consult_service_purchase",
    "proc.bid_bond_max",
    "proc.price_weight_min.service",
    "proc.consult.price_weight.service",
    "proc.panel_min.tender",
    "proc.panel_min.tender.large",
    "proc.panel_min.other",
    "proc.need_survey.subjects_min",
    "proc.need_survey.amount.goods_service",
    "proc.reference_contracts_max",
    "proc.native.permission",
    "proc.light.quotations_min",
    "proc.light.panel_min",
    "proc.light.keys",
    "proc.full.keys",
    "proc.large_fen",
    "proc.single.min_bids",
)


class Limits(msgspec.Struct, frozen=True):
    """The parameters the method engine asks, each with its source (params.csv, platform.csv)."""

    held: Mapping[str, Value]

    def whole(self, key: str) -> int:
        """A whole number. Raises LookupError for a value that is none."""
        return self.held[key].whole

    def source(self, key: str) -> str:
        """Where the value comes from."""
        return self.held[key].source

    def keys(self, flow: str) -> tuple[int, int]:
        """How many of how many officials open the bids of a flow ("3/5")."""
        need, _, among = self.held[f"proc.{flow}.keys"].text.partition("/")
        return int(need), int(among)

    @property
    def limit_fen(self) -> int:
        """The decentralised limit for services, in fen."""
        return self.whole("proc.hunan.decentral.service") * 100

    @property
    def open_fen(self) -> int:
        """From here on a purchase is put out to open tender, in fen."""
        return self.whole("proc.hunan.open_tender") * 100

    @property
    def permission(self) -> str:
        """The authority's document that lets full procedures run here; empty: there is none."""
        return self.held["proc.native.permission"].text.strip()


class Criterion(msgspec.Struct, frozen=True):
    """One demand (``pass``) or one thing that scores. ``points`` in hundredths."""

    id: int
    kind: CriterionKind
    title: str
    indicator: str
    points: int
    position: int


class NeedPart(msgspec.Struct, frozen=True):
    """So many units of a line of a need."""

    line_id: int
    units: int


class Survey(msgspec.Struct, frozen=True):
    """When whom the department asked (names of those who could supply)."""

    id: int
    held_on: date
    respondents: tuple[str, ...]


class TenderFacts(msgspec.Struct, frozen=True, kw_only=True):
    """
    A purchase with all its terms. Money in fen; ``…_at`` are aware instants, ``…_on`` days in
    Hunan. ``id`` is 0 for a plan that is not stored yet. ``calendar`` and ``limits`` are those of
    the moment of reading. ``category`` is a code of our catalogue, ``item_code`` of the ministry's.
    """

    id: int
    organisation_id: int
    purchaser: str
    division: str
    status: TenderStatus
    mode: Mode
    method: Method
    method_ground: str
    method_approval: str
    scheme: Scheme
    envelopes: Envelopes
    title: str
    category: str
    item_code: str
    guiding_item: int | None
    budget_fen: int
    budget_line: str
    fiscal_year: int
    limit_fen: int
    requirements: str
    acceptance: str
    service_days: int
    stable_recurrent: bool
    areas: tuple[str, ...]
    skills: tuple[str, ...]
    documents: tuple[int, ...]
    closes_on: date
    closes_at: datetime
    opens_at: datetime | None
    decides_on: date
    threshold_k: int
    threshold_n: int
    min_bids: int
    document_version: int
    document_hash: str
    intent_waiver: str
    official_notice_url: str
    official_permission: str
    legal_adviser: str
    bond_fen: int
    reference_contracts: int
    complex: bool
    consortium: bool
    sole_supplier: str
    winner_id: int | None
    winner_name: str
    winner_bid: int | None
    award_fen: int | None
    reason: str
    suspended_reason: str
    suspended_at: datetime | None
    created_at: datetime
    published_at: datetime | None
    intent_at: datetime | None
    closed_at: datetime | None
    opened_at: datetime | None
    reported_at: datetime | None
    decided_at: datetime | None
    awarded_at: datetime | None
    contracted_at: datetime | None
    archived_at: datetime | None
    ended_at: datetime | None
    criteria: tuple[Criterion, ...]
    needs: tuple[NeedPart, ...]
    survey: Survey | None
    limits: Limits
    calendar: WorkingDays

    @property
    def suspended(self) -> bool:
        """Whether something (a complaint, an objection) holds the purchase up."""
        return self.suspended_at is not None


class Decision(msgspec.Struct, frozen=True):
    """Whom the purchaser named, and for how much. ``organisation_id`` and ``bid_id`` are None for
    a procedure of the official system."""

    name: str
    amount_fen: int
    organisation_id: int | None = None
    bid_id: int | None = None
