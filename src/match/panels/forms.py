"""The shapes at the panels' doors. Single fields only; the commands check what depends on facts."""

from typing import Annotated

import msgspec

from match.panels.states import Basis, TieKind

Name = Annotated[str, msgspec.Meta(min_length=2, max_length=80)]
Words = Annotated[str, msgspec.Meta(max_length=1000)]
Codes = Annotated[list[Annotated[str, msgspec.Meta(max_length=20)]], msgspec.Meta(max_length=12)]


class ExpertForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What experts say of their work. ``fields`` are category codes, ``skills`` skill codes."""

    division: Annotated[str, msgspec.Meta(pattern="^43[0-9]{10}$")]
    employer: Name
    fields: Annotated[Codes, msgspec.Meta(min_length=1)]
    title: Annotated[str, msgspec.Meta(max_length=40)] = ""
    skills: Codes = []
    introduction: Words = ""


class TieForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One organisation an expert is bound to, by its name here or its credit code."""

    organisation: Name
    kind: TieKind
    note: Annotated[str, msgspec.Meta(max_length=200)] = ""


class PanelForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How large the panel is, and how many of it are drawn experts. 0 experts: light flow only."""

    size: Annotated[int, msgspec.Meta(ge=3, le=25)]
    experts: Annotated[int, msgspec.Meta(ge=0, le=25)] | None = None
    fields: Codes = []


class RepresentativesForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The accounts that sit for the purchaser."""

    representatives: Annotated[
        list[Annotated[int, msgspec.Meta(ge=1, le=2**62)]], msgspec.Meta(max_length=25)
    ] = []


class ReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why."""

    reason: Words = ""


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One cell of a sheet as typed: ``passed`` yes or no, or ``points`` like 8.25."""

    bid: int
    criterion: int
    passed: bool | None = None
    points: Annotated[str, msgspec.Meta(max_length=10)] = ""
    note: Words = ""
    explanation: Words = ""


class DissentForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A member's signature under the report; empty: agreed."""

    dissent: Words = ""


class DecisionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom the purchaser names. Any but the first needs the lawful ground and its words."""

    bid: Annotated[int, msgspec.Meta(ge=1, le=2**62)]
    basis: Basis = Basis.first
    reason: Words = ""
