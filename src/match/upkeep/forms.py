"""The shapes at upkeep's doors. Money is fen; the commands check what depends on the database."""

from datetime import date
from typing import Annotated

import msgspec

from match.foundation.money import LIMIT_FEN
from match.upkeep.states import BodyKind, CostKind, DepartmentKind, InsuranceKind, Level, Payer

Fen = Annotated[int, msgspec.Meta(ge=0, le=LIMIT_FEN)]
Amount = Annotated[int, msgspec.Meta(ge=1, le=LIMIT_FEN)]
Paper = Annotated[str, msgspec.Meta(min_length=2, max_length=60)]
Words = Annotated[str, msgspec.Meta(min_length=4, max_length=2000)]
Short = Annotated[str, msgspec.Meta(min_length=2, max_length=120)]
Year = Annotated[int, msgspec.Meta(ge=2019, le=2100)]


class GrantForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shares of the grant, in fen. The province's is set; city and county bring the rest."""

    prefecture_fen: Fen
    county_fen: Fen
    note: Annotated[str, msgspec.Meta(max_length=500)] = ""


class AllotForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The document by which a level allotted its share."""

    level: Level
    document: Paper
    allotted_on: date


class ArrivalForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The voucher by which a level's share arrived."""

    level: Level
    voucher: Paper
    paid_on: date


class UseForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What part of the grant went to."""

    what: Short
    amount_fen: Amount
    spent_on: date


class CostForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A payment of the county for a home's running."""

    kind: CostKind
    what: Short
    amount_fen: Amount
    paid_on: date
    voucher: Paper


class GradeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One grade: from so many points, so many hundredths of the base."""

    grade: Annotated[str, msgspec.Meta(pattern="^[A-Z]$")]
    least_points: Annotated[int, msgspec.Meta(ge=0, le=100)]
    coefficient: Annotated[int, msgspec.Meta(ge=1, le=1000)]


class RuleForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a county pays from the first day of a month on."""

    base_fen: Amount
    from_month: date
    document: Annotated[str, msgspec.Meta(max_length=60)] = ""
    grades: Annotated[list[GradeForm], msgspec.Meta(min_length=1, max_length=6)] = []


class SheetForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A month, or the three of a quarter. ``from_month`` is its first day."""

    from_month: date
    months: int = 1


class RegradeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another grade than the points give, and why."""

    grade: Annotated[str, msgspec.Meta(pattern="^[A-Z]$")]
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""


class VoucherForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a sheet was paid outside, and by which voucher."""

    paid_on: date
    voucher: Paper


class InsuranceForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A policy. ``insured`` counts children, for accident insurance only."""

    kind: InsuranceKind
    insurer: Paper
    policy: Paper
    starts_on: date
    ends_on: date
    payer: Payer
    insured: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 0


class TitleForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a home applies for, and what it shows."""

    level: Level
    year: Year
    words: Words


class ReviewForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A level's opinion."""

    words: Words


class NamingForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The document that names, and whom; ``reason`` for another number than planned."""

    year: Year
    document: Paper
    named_on: date
    titles: Annotated[list[int], msgspec.Meta(min_length=1, max_length=500)]
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class QuotaForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many homes an authority plans to name in a year."""

    year: Year
    planned: Annotated[int, msgspec.Meta(ge=1, le=10_000)]


class RevocationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a title is taken away."""

    reason: Words
    revoked_on: date


class BodyForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A leading group or joint meeting of one's own level."""

    kind: BodyKind
    name: Annotated[str, msgspec.Meta(min_length=4, max_length=60)]
    document: Paper
    set_up_on: date
    departments: list[DepartmentKind] = []


class MeetingForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A meeting with its minutes."""

    title: Annotated[str, msgspec.Meta(min_length=4, max_length=80)]
    held_on: date
    minutes: Annotated[str, msgspec.Meta(min_length=10, max_length=20_000)]
    attended: list[DepartmentKind] = []


class DecisionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was decided, who does it, and by when."""

    department: DepartmentKind
    words: Words
    due_on: date


class ResultForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of a decision."""

    result: Words


class ReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why."""

    reason: Words
