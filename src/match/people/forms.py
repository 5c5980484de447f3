"""The shapes at this room's doors."""

from datetime import date
from typing import Annotated

import msgspec

from match.foundation.permissions import Role

Line = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
# Too short is said by tidy_phone, which knows what a number looks like.
Phone = Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
Division = Annotated[str, msgspec.Meta(pattern=r"^43[0-9]{10}$")]


class PhoneForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Asking for a one-time code."""

    phone: Phone
    next: Annotated[str, msgspec.Meta(max_length=300)] = ""


class CodeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The code that came."""

    code: Annotated[str, msgspec.Meta(min_length=6, max_length=12)]
    remember: bool = False
    next: Annotated[str, msgspec.Meta(max_length=300)] = ""


class PasswordForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Password and authenticator (or a recovery code)."""

    phone: Phone
    password: Annotated[str, msgspec.Meta(min_length=1, max_length=128)]
    second: Annotated[str, msgspec.Meta(min_length=6, max_length=20)]
    next: Annotated[str, msgspec.Meta(max_length=300)] = ""


class SignUpForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person's first visit, after the code."""

    name: Annotated[str, msgspec.Meta(min_length=2, max_length=40)]
    consent: bool = False
    next: Annotated[str, msgspec.Meta(max_length=300)] = ""


class NewPasswordForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Setting a password, typed twice."""

    password: Annotated[str, msgspec.Meta(min_length=8, max_length=128)]
    again: Annotated[str, msgspec.Meta(min_length=8, max_length=128)]


class SecondForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first code of a new authenticator."""

    code: Annotated[str, msgspec.Meta(min_length=6, max_length=12)]


class ProfileForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Name and language."""

    name: Annotated[str, msgspec.Meta(min_length=2, max_length=40)]
    language: str = "zh"


class CoverForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Leave cover: by whom (their phone), which roles, from when to when."""

    phone: Phone
    roles: Annotated[list[Role], msgspec.Meta(min_length=1)]
    starts_on: date
    ends_on: date


class InvitationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Offering a role. *division* is a prefix of 9 or 12 digits where the role has one."""

    role: Role
    name: Annotated[str, msgspec.Meta(min_length=2, max_length=40)]
    phone: Phone
    division: Annotated[str, msgspec.Meta(pattern=r"^(43[0-9]{0,10})?$")] = ""
    organisation: int | None = None
    home: int | None = None


class OrganisationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an organisation says of itself. *division*: 12 digits of its seat."""

    name: Line
    kind: Annotated[str, msgspec.Meta(max_length=10)]
    division: Division
    person_in_charge: Line
    phone: Annotated[str, msgspec.Meta(min_length=7, max_length=20)]
    address: Annotated[str, msgspec.Meta(min_length=4, max_length=200)]
    uscc: Annotated[str, msgspec.Meta(max_length=40)] = ""
    introduction: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    skills: list[str] = []  # msgspec copies defaults
    serves_children: bool = False
    charity: bool = False
    fundraising_number: Annotated[str, msgspec.Meta(max_length=40)] = ""
    fundraising_issuer: Annotated[str, msgspec.Meta(max_length=80)] = ""
    fundraising_until: date | None = None
    bank_name: Annotated[str, msgspec.Meta(max_length=80)] = ""
    evidence: list[int] = []


class ProposalForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Proposing a staff role. *division* is a prefix of 2, 4, 6 or 9 digits."""

    phone: Phone
    role: Role
    division: Annotated[str, msgspec.Meta(pattern=r"^43[0-9]{0,10}$")]
    reason: Annotated[str, msgspec.Meta(min_length=2, max_length=500)]
    valid_until: date | None = None


class ReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A refusal with its reason."""

    reason: Annotated[str, msgspec.Meta(min_length=2, max_length=500)]
