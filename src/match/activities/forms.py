"""The shapes at the doors of activities. The commands check what depends on the database."""

from datetime import date
from typing import Annotated

import msgspec

from match.activities.states import ExceptionKind

# What a browser's time box sends; empty where there is none.
Clock = Annotated[str, msgspec.Meta(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$")]
Count = Annotated[int, msgspec.Meta(ge=0, le=500)]


class ExceptionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    Days with other hours, or none. Without ``ends_on`` it is one day; ``weekdays`` (1–7) narrow it.
    Times as HH:MM of Hunan's clock.
    """

    kind: ExceptionKind
    starts_on: date
    ends_on: date | None = None
    weekdays: list[int] = []
    opens: Clock = ""
    closes: Clock = ""
    second_opens: Clock = ""
    second_closes: Clock = ""
    note: Annotated[str, msgspec.Meta(max_length=60)] = ""


class PersonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody for the rota; ``good_name``: the director vouches (4.1f)."""

    name: Annotated[str, msgspec.Meta(min_length=2, max_length=20)]
    kind: str
    good_name: bool = False


class DutyForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One person on several days."""

    person: Annotated[int, msgspec.Meta(ge=0, le=2**53)]
    days: Annotated[list[date], msgspec.Meta(max_length=62)]


class ActivityForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    An activity. Without a title it bears the name of its kind, without audiences it is for those
    of its kind. It costs nothing.
    """

    kind: str
    day: date
    starts: Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    ends: Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    capacity: Annotated[int, msgspec.Meta(ge=1, le=500)]
    title: Annotated[str, msgspec.Meta(max_length=40)] = ""
    about: Annotated[str, msgspec.Meta(max_length=300)] = ""
    audiences: list[str] = []
    risk_note: Annotated[str, msgspec.Meta(max_length=300)] = ""


class HeadsForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many came, by age band; of the children so many left behind, in difficulty, migrant."""

    age_0_2: Count = 0
    age_3_5: Count = 0
    age_6_8: Count = 0
    age_9_11: Count = 0
    age_12_14: Count = 0
    age_15_17: Count = 0
    adults: Count = 0
    lbc: Count = 0
    dif: Count = 0
    mig: Count = 0

    @property
    def by_band(self) -> dict[str, int]:
        """Heads by the band's code."""
        return {
            "0-2": self.age_0_2,
            "3-5": self.age_3_5,
            "6-8": self.age_6_8,
            "9-11": self.age_9_11,
            "12-14": self.age_12_14,
            "15-17": self.age_15_17,
        }

    @property
    def by_group(self) -> dict[str, int]:
        """Heads by the group's code; a child may be in two."""
        return {"LBC": self.lbc, "DIF": self.dif, "MIG": self.mig}

    @property
    def children(self) -> int:
        """All bands together."""
        return sum(self.by_band.values())


class SignupForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many will come."""

    heads: Annotated[int, msgspec.Meta(ge=1, le=200)]


class ReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why; the other side reads it."""

    reason: Annotated[str, msgspec.Meta(min_length=4, max_length=300)]


class ItemForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing of the year's plan."""

    title: Annotated[str, msgspec.Meta(min_length=4, max_length=60)]
    due_on: date


class PlanVerdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The township's answer: approve, or return with the reason."""

    verdict: str
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""


class BookingForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the room is wanted for, and when, on one day."""

    purpose: Annotated[str, msgspec.Meta(min_length=4, max_length=100)]
    day: date
    starts: Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    ends: Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class BookingVerdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The director's answer: accept, or refuse with the reason."""

    verdict: str
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""
