"""The shape at the tenders door, for the page and for JSON."""

from datetime import date
from typing import Annotated, Literal

import msgspec

from match.tenders.states import CriterionKind, Envelopes, Method, Mode, Scheme

Title = Annotated[str, msgspec.Meta(min_length=6, max_length=80)]
Words = Annotated[str, msgspec.Meta(min_length=10, max_length=5000)]
Fen = Annotated[int, msgspec.Meta(ge=100, le=10**12)]
Days = Annotated[int, msgspec.Meta(ge=1, le=1096)]

Reason = Annotated[str, msgspec.Meta(min_length=4, max_length=500)]
Clock = Annotated[str, msgspec.Meta(pattern=r"^((0[6-9]|1[0-9]|2[0-3]):[0-5][0-9])?$")]
Address = Annotated[str, msgspec.Meta(max_length=500)]

NEGATIVE = ("outside_duty", "own_duty", "goods_works", "financing", "staffing", "other_law")
"""The six questions of 102号令10, in its order."""


class CriterionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    A demand (``pass``, no points) or what scores. ``points`` in hundredths: 12.50 is 1250.
    ``indicator`` says how it is measured, with numbers for whatever scores.
    """

    kind: CriterionKind
    title: Annotated[str, msgspec.Meta(min_length=2, max_length=80)]
    indicator: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    points: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 0


class NeedForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many units of a line of a published need that the purchase is to serve."""

    line: int
    units: Annotated[int, msgspec.Meta(ge=1, le=10**6)]


Criteria = Annotated[list[CriterionForm], msgspec.Meta(max_length=40)]
Needs = Annotated[list[NeedForm], msgspec.Meta(max_length=100)]


class TenderForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    One purchase of services. ``organisation`` is the purchasing department.

    ``item_code`` is of the finance ministry's catalogue (class C), ``guiding_item`` the id of an
    item of the area's guiding catalogue. ``budget_fen`` in fen. ``areas`` are division prefixes.
    ``closes_on`` is the last day for answers, moved to a working day; ``decides_on`` comes after.
    The six answers of 102号令10 must each be given, and be no; ``fair`` says that no condition
    names a supplier, brand, region or ownership (实施条例20).

    ``mode`` and ``method`` choose the way of buying (`methods.suggest`), ``method_ground`` the
    circumstance the law lists for it, ``method_approval`` finance's document where one is needed.
    ``closes_time`` is HH:MM of the last day, empty for its end. ``fiscal_year`` 0: this year.
    ``survey`` is the id of a kept survey. ``intent_waiver`` says why a purchase is too urgent to
    announce its intent.
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
    mode: Mode = Mode.light
    method: Method = Method.internal
    method_ground: Annotated[str, msgspec.Meta(max_length=12)] = ""
    method_approval: Annotated[str, msgspec.Meta(max_length=120)] = ""
    scheme: Scheme = Scheme.scoring
    envelopes: Envelopes = Envelopes.together
    closes_time: Clock = ""
    fiscal_year: Annotated[int, msgspec.Meta(ge=0, le=2099)] = 0
    stable_recurrent: bool = False
    complex: bool = False
    consortium: bool = True
    sole_supplier: Annotated[str, msgspec.Meta(max_length=120)] = ""
    bond_fen: Annotated[int, msgspec.Meta(ge=0, le=10**11)] = 0
    reference_contracts: Annotated[int, msgspec.Meta(ge=0, le=99)] = 0
    intent_waiver: Annotated[str, msgspec.Meta(max_length=500)] = ""
    legal_adviser: Annotated[str, msgspec.Meta(max_length=60)] = ""
    official_notice_url: Address = ""
    survey: int | None = None
    needs: Needs = []
    criteria: Criteria = []


class ReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a notice is withdrawn; everybody reads it."""

    reason: Annotated[str, msgspec.Meta(min_length=4, max_length=500)]


class EditForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    A change of a published notice; what is None stays. ``criteria`` replaces what scores; demands
    stay as they were published (87号令27). ``reason`` is read by everybody.
    """

    reason: Reason
    requirements: Words | None = None
    acceptance: Words | None = None
    service_days: Days | None = None
    documents: Annotated[list[int], msgspec.Meta(max_length=10)] | None = None
    closes_on: date | None = None
    decides_on: date | None = None
    criteria: Criteria | None = None


class SurveyForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom the department asked what it needs, when, and what they said."""

    organisation: int
    item_code: str
    held_on: date
    respondents: Annotated[
        list[Annotated[str, msgspec.Meta(min_length=2, max_length=120)]],
        msgspec.Meta(max_length=30),
    ]
    findings: Annotated[str, msgspec.Meta(min_length=10, max_length=5000)]


class FailForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a purchase is declared void: one of the four cases of 采购法36, and what happened."""

    ground: Literal["few", "unlawful", "over_budget", "cancelled"]
    reason: Reason


class OfficialForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    A step of a procedure of the official system. ``url`` is its page there. ``closes_on`` and
    ``decides_on`` go with a notice or a change, ``winner`` and ``amount_fen`` with a result or a
    contract, ``reason`` with a change, a failure or a termination.
    """

    step: Literal[
        "intent",
        "notice",
        "change",
        "opening",
        "result",
        "contract",
        "acceptance",
        "failure",
        "termination",
    ]
    held_on: date
    url: Address = ""
    note: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    documents: Annotated[list[int], msgspec.Meta(max_length=10)] = []
    closes_on: date | None = None
    closes_time: Clock = ""
    decides_on: date | None = None
    winner: Annotated[str, msgspec.Meta(max_length=120)] = ""
    winner_organisation: int | None = None
    amount_fen: Annotated[int, msgspec.Meta(ge=0, le=10**12)] | None = None
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""
