"""The shapes at the door. Field names are those of the pages."""

from datetime import date

import msgspec

from match.care.states import Purpose


class ChildForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A child's file, as it is written down; groups and risks are codes of the lists."""

    name: str
    born: date
    identity: str = ""
    address: str = ""
    phone: str = ""
    school: str = ""
    health: str = ""
    groups: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    insured_until: date | None = None


class LeaveForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Leave that is asked for: a home, or a township's or county's prefix; one child, or all."""

    purpose: Purpose
    reason: str
    days: int = 180
    division: str = ""
    home_id: int | None = None
    child_id: int | None = None
