"""The shape of a foundation's rule at the door. The commands check what depends on the lists."""

from datetime import date
from typing import Annotated

import msgspec

Units = Annotated[int, msgspec.Meta(ge=1, le=100_000_000)]


class RuleForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    A standing promise. Caps count the category's *unit*, whole yuan where it is money: in all, to
    one home, to one need. *contact*: the member who answers for its pledges; without one, who
    writes it. *two_person_yuan*: a stricter limit for two approvals than the house's.
    """

    organisation: int
    title: Annotated[str, msgspec.Meta(min_length=4, max_length=60)]
    category: str
    unit: str
    areas: Annotated[list[str], msgspec.Meta(min_length=1, max_length=40)]
    cap_units: Units
    cap_home_units: Units
    cap_need_units: Units
    ends_on: date
    groups: Annotated[list[str], msgspec.Meta(max_length=30)] = []
    starts_on: date | None = None
    contact: int | None = None
    charity: int | None = None
    two_person_yuan: Annotated[int, msgspec.Meta(ge=1, le=100_000_000)] | None = None


class EndForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a rule rests or ends."""

    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""
