"""The shape at the tenders door, for the page and for JSON."""

from datetime import date
from typing import Annotated

import msgspec

Title = Annotated[str, msgspec.Meta(min_length=6, max_length=80)]
Words = Annotated[str, msgspec.Meta(min_length=10, max_length=5000)]
Fen = Annotated[int, msgspec.Meta(ge=100, le=10**12)]
Days = Annotated[int, msgspec.Meta(ge=1, le=1096)]

NEGATIVE = ("outside_duty", "own_duty", "goods_works", "financing", "staffing", "other_law")
"""The six questions of 102号令10, in its order."""


class TenderForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    One purchase of services. ``organisation`` is the purchasing department.

    ``item_code`` is of the finance ministry's catalogue (class C), ``guiding_item`` the id of an
    item of the area's guiding catalogue. ``budget_fen`` in fen. ``areas`` are division prefixes.
    ``closes_on`` is the last day for answers, moved to a working day; ``decides_on`` comes after.
    The six answers of 102号令10 must each be given, and be no; ``fair`` says that no condition
    names a supplier, brand, region or ownership (实施条例20).
    """

    organisation: int
    title: Title
    item_code: str
    budget_fen: Fen
    budget_line: Annotated[str, msgspec.Meta(min_length=2, max_length=120)]
    requirements: Words
    acceptance: Words
    service_days: Days
    areas: Annotated[list[str], msgspec.Meta(min_length=1, max_length=50)]
    closes_on: date
    decides_on: date
    outside_duty: bool
    own_duty: bool
    goods_works: bool
    financing: bool
    staffing: bool
    other_law: bool
    fair: bool
    category: str = ""
    guiding_item: int | None = None
    skills: Annotated[list[str], msgspec.Meta(max_length=10)] = []
    documents: Annotated[list[int], msgspec.Meta(max_length=10)] = []


class ReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a notice is withdrawn; everybody reads it."""

    reason: Annotated[str, msgspec.Meta(min_length=4, max_length=500)]
