"""The texts of the demo, as they lie in ``data/``: read once, typed, and complete or refused."""

from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

import msgspec

from match.needs.states import Urgency

Voice = Literal["chair", "school", "township"]
Row = TypeVar("Row")


class LineText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing asked for. ``reference_price_fen``: one unit, in fen; None where none fits."""

    name: str
    quantity: int
    unit: str
    reference_price_fen: int | None


class NeedText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    One need as its writer put it.

    ``voice`` is who writes: a village's women's chair, a school's leader, a township's clerk.
    ``county`` (6 digits) is set where the words fit one county only, such as a local custom.
    ``due_in_days`` counts from the day of loading; ``bands`` maps an age band to a head count.
    """

    key: str
    voice: Voice
    category: str
    title: str
    purpose: str
    lines: list[LineText]
    due_in_days: int
    urgency: Urgency
    group: str
    bands: dict[str, int]
    county: str = ""


class OrganisationText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One invented organisation with a credit code whose checksum holds, None where none is due."""

    key: str
    kind: str
    name: str
    division: str
    uscc: str | None
    introduction: str
    skills: list[str]
    serves_children: bool
    charity: bool
    public_fundraising: bool
    person_in_charge: str
    phone: str
    address: str


class OfferText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    What an organisation gives. ``area`` holds division prefixes (43, 4331, 433101 …);
    the period runs between two numbers of days from the day of loading.
    """

    key: str
    organisation: str
    mode: str
    category: str
    title: str
    conditions: str
    quantity: int
    unit: str
    area: list[str]
    starts_in_days: int
    ends_in_days: int


class PurchaseText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    A department's small purchase. ``budget_fen`` in fen; days count from the day of loading and
    leave time for any holiday. ``published`` is False for the one still on the officer's desk.
    """

    key: str
    department: str
    catalogue_code: str
    title: str
    budget_fen: int
    responses_close_in_days: int
    decision_in_days: int
    service_days: int
    requirements: str
    acceptance: str
    skills: list[str]
    published: bool


class StepText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step of the official system, so many days before the day of loading."""

    step: str
    days_ago: int
    closes_days_ago: int | None = None
    decides_days_ago: int | None = None
    winner: str = ""
    amount_fen: int | None = None
    reason: str = ""
    note: str = ""


class ProcurementText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    A purchase above the limit: a full procedure whose intent or notice is out (``stage``), or a
    mirror of the official system with its ``steps``. Money in fen, points in hundredths; days
    count from the day of loading, those that are over below 0.
    """

    key: str
    department: str
    catalogue_code: str
    title: str
    budget_fen: int
    mode: str
    method: str
    ground: str
    closes_in_days: int
    decides_in_days: int
    service_days: int
    requirements: str
    acceptance: str
    respondents: list[str]
    findings: str
    official_notice_url: str
    stage: str
    criteria: list[dict[str, Any]]
    steps: list[StepText]


class ShiftText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a home asks volunteers to do for a need of one category, and the risk it tells of."""

    category: str
    title: str
    asked: str
    places: int
    risk: str


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What reviewers write, and the parts of invented names."""

    questions: list[str]
    rejections: list[str]
    withdrawals: list[str]
    notes: list[str]
    privacy_reasons: list[str]
    small_home_reasons: list[str]
    surnames: str
    women: list[str]
    men: list[str]


@cache
def needs() -> tuple[NeedText, ...]:
    """Every need, in the order of the file."""
    return _lines("needs.jsonl", NeedText)


@cache
def organisations() -> tuple[OrganisationText, ...]:
    """Every organisation, in the order of the file."""
    return _lines("organisations.jsonl", OrganisationText)


@cache
def offers() -> tuple[OfferText, ...]:
    """Every offer, in the order of the file."""
    return _lines("offers.jsonl", OfferText)


@cache
def purchases() -> tuple[PurchaseText, ...]:
    """Every purchase, in the order of the file."""
    return _lines("purchases.jsonl", PurchaseText)


@cache
def procurements() -> tuple[ProcurementText, ...]:
    """Every purchase above the limit, in the order of the file."""
    return _lines("procurements.jsonl", ProcurementText)


@cache
def shift_texts() -> dict[str, ShiftText]:
    """What is asked of volunteers, by the need's category."""
    return {text.category: text for text in _lines("shifts.jsonl", ShiftText)}


@cache
def wording() -> Wording:
    """The reviewers' sentences and the name parts."""
    return msgspec.json.decode(_read("wording.json"), type=Wording)


def _lines(name: str, shape: type[Row]) -> tuple[Row, ...]:
    decoder = msgspec.json.Decoder(shape)
    return tuple(decoder.decode(line) for line in _read(name).splitlines() if line.strip())


def _read(name: str) -> str:
    return (files("match.demo") / "data" / name).read_text(encoding="utf-8")
