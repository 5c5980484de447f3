"""The six public documents. What is not a field here cannot reach an index.

They are built by the rooms (`found.py`: row → document or `None`), from public columns only. The
structs repeat the rules that must hold whatever a room does: a need for fewer than five children
carries neither home nor village (未成年人保护法 art. 103; domain.md §3.7), because a home is called
after its village and a village of four children names them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

import msgspec

from search.filters import DIVISION_LENGTHS, Point


class Beneficiaries(StrEnum):
    """Head-count bands. The count itself is never public below five."""

    UNDER_5 = "under_5"
    FROM_5 = "5_9"
    FROM_10 = "10_29"
    FROM_30 = "30_99"
    FROM_100 = "100_up"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, count: int | None) -> Beneficiaries:
        if count is None:
            return cls.UNKNOWN
        steps = ((5, cls.UNDER_5), (10, cls.FROM_5), (30, cls.FROM_10), (100, cls.FROM_30))
        return next((band for limit, band in steps if count < limit), cls.FROM_100)


class Public(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all six share.

    `division`: 2, 4, 6, 9 or 12 digits, as precise as may be published. `place_names` from wide to
    narrow. `lat`, `lon`: the inside point of the county (domain.md §5), never finer. Dates are days
    since 1970-01-01. `categories`: leaf codes (MAT-BOOK); `category_names` their names in every
    language, so that both find it. `tags`: short labels a visitor may search and filter by.
    """

    id: int
    version: int
    title: str
    body: str = ""
    kind: str = ""
    status: str = ""
    categories: tuple[str, ...] = ()
    category_names: tuple[str, ...] = ()
    division: str = ""
    place_names: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    tags: tuple[str, ...] = ()
    published_on: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.id < 2**31:
            raise ValueError(f"document id {self.id} is not between 1 and 2^31")
        if self.division and len(self.division) not in DIVISION_LENGTHS:
            raise ValueError(f"division code {self.division} has not 2, 4, 6, 9 or 12 digits")

    @property
    def division_path(self) -> tuple[str, ...]:
        return tuple(self.division[:n] for n in DIVISION_LENGTHS if n <= len(self.division))

    @property
    def prefecture(self) -> str:
        return self._level(4)

    @property
    def county(self) -> str:
        return self._level(6)

    @property
    def township(self) -> str:
        return self._level(9)

    def _level(self, length: int) -> str:
        return self.division[:length] if len(self.division) >= length else ""

    @property
    def category_roots(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code.split("-")[0] for code in self.categories))

    @property
    def point(self) -> Point | None:
        if self.lat is None or self.lon is None:
            return None
        return Point(round(self.lat, 4), round(self.lon, 4))


def amount_band(amount_minor: int | None) -> str:
    """Bands of yuan for a facet: up to 1 000, 10 000, 50 000, 200 000, and above. Empty when there
    is no amount.
    """
    if amount_minor is None:
        return ""
    steps = ((1_000, "to_1000"), (10_000, "to_10000"), (50_000, "to_50000"), (200_000, "to_200000"))
    return next((name for yuan, name in steps if amount_minor <= yuan * 100), "above_200000")


class NeedDocument(Public, frozen=True, kw_only=True):
    """`kind`: goods, service, money, premises, activity. `urgency` 0 (can wait) … 3 (at once).
    `groups`: public labels only.
    """

    urgency: int = 0
    beneficiaries: Beneficiaries = Beneficiaries.UNKNOWN
    groups: tuple[str, ...] = ()
    home_id: int | None = None
    home_name: str = ""
    village_name: str = ""
    quantity_asked: int = 0
    quantity_left: int = 0
    amount_minor: int | None = None
    due_on: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        named = self.home_id or self.home_name or self.village_name or len(self.division) > 9
        if self.beneficiaries is Beneficiaries.UNDER_5 and named:
            raise ValueError(
                f"need {self.id} is for fewer than five children: "
                "publish its township (9 digits), no village and no home"
            )

    @property
    def amount_band(self) -> str:
        return amount_band(self.amount_minor)

    @property
    def remaining(self) -> str:
        """Nothing given yet, partly given, or all given."""
        if self.quantity_left <= 0:
            return "none"
        return "all" if self.quantity_left >= self.quantity_asked else "part"


class OfferDocument(Public, frozen=True, kw_only=True):
    """`areas`: division codes it reaches. `due_on`: the last day it holds."""

    modes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    organisation_id: int | None = None
    organisation_name: str = ""
    organisation_kind: str = ""
    verified: bool = False
    quantity_left: int = 0
    amount_minor: int | None = None
    due_on: int | None = None

    @property
    def amount_band(self) -> str:
        return amount_band(self.amount_minor)


class PurchaseDocument(Public, frozen=True, kw_only=True):
    """`amount_minor`: the published budget in fen. `due_on`: the last day to answer. `method`: code
    of domain.md §2.4.
    """

    purchaser_name: str = ""
    organisation_id: int | None = None
    method: str = ""
    procurement_codes: tuple[str, ...] = ()
    amount_minor: int | None = None
    due_on: int | None = None

    @property
    def amount_band(self) -> str:
        return amount_band(self.amount_minor)


class HomeDocument(Public, frozen=True, kw_only=True):
    """`standing`: main or satellite. `beneficiaries`: the band of children served."""

    village_name: str = ""
    standing: str = ""
    facilities: tuple[str, ...] = ()
    beneficiaries: Beneficiaries = Beneficiaries.UNKNOWN

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.beneficiaries is Beneficiaries.UNDER_5:
            raise ValueError(f"home {self.id}: a band under five is not published; use UNKNOWN")


class OrganisationDocument(Public, frozen=True, kw_only=True):
    """`title` is the registered name. `areas`: division codes it works in."""

    organisation_kind: str = ""
    areas: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    skill_names: tuple[str, ...] = ()
    verified: bool = False


class PolicyDocument(Public, frozen=True, kw_only=True):
    """`kind`: the level that issued it; `status`: its validity. `numbers`: the document's number as
    printed and without brackets, so that either is found. `topics`: codes; their names are `tags`.
    """

    numbers: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


Document: TypeAlias = (
    NeedDocument
    | OfferDocument
    | PurchaseDocument
    | HomeDocument
    | OrganisationDocument
    | PolicyDocument
)
