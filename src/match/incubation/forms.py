"""The shape at the doors of incubation. The commands check what depends on the database."""

from datetime import date
from typing import Annotated

import msgspec

from match.incubation.states import BaseLevel

Number = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Said = Annotated[str, msgspec.Meta(min_length=4, max_length=500)]
Division = Annotated[str, msgspec.Meta(min_length=12, max_length=12)]


class BaseForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A base; its level must be that of its division."""

    level: BaseLevel
    division: Division
    name: Annotated[str, msgspec.Meta(min_length=4, max_length=60)]
    opened_on: date
    organisation_id: Number = 0


class EntryForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An organisation that comes into a base, by one of the four means IM-*."""

    base_id: Number
    organisation_id: Number
    mode: str
    began_on: date
    mentor_phone: Annotated[str, msgspec.Meta(max_length=20)] = ""


class StepForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of the stage with the fact that proves it."""

    verb: str
    contract_title: Annotated[str, msgspec.Meta(max_length=80)] = ""
    contract_on: date | None = None
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class SupportForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was done for the organisation, by which means."""

    mode: str
    said: Said
    given_on: date


class GapForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the organisation cannot do yet: a training content TC-*."""

    content: str
    said: Annotated[str, msgspec.Meta(max_length=500)] = ""


class WordForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The county's word whether an organisation is at work, and what it saw."""

    said: Said
    active: bool = False


class ServiceForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A psychological service PS-* in a township on one day: heads, never names."""

    organisation_id: Number
    division: Division
    kind: str
    on: date
    minutes: Annotated[int, msgspec.Meta(ge=1, le=1440)]
    heads: Annotated[int, msgspec.Meta(ge=1, le=2000)]
    left_behind: Annotated[int, msgspec.Meta(ge=0, le=2000)] = 0


class CounsellorForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who counsels in a township, with the certificate."""

    division: Division
    name: Annotated[str, msgspec.Meta(min_length=2, max_length=40)]
    skill: str
    certificate: Annotated[str, msgspec.Meta(min_length=4, max_length=40)]
    issuer: Annotated[str, msgspec.Meta(min_length=2, max_length=80)]
    issued_on: date
    expires_on: date | None = None
    training: Annotated[str, msgspec.Meta(max_length=120)] = ""


class DecisionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """check, refuse or end; the latter two say why."""

    verb: str
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""
