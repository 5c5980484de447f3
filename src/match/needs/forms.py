"""The shapes at the needs door: one for each step of the wizard, and one for the JSON door."""

from datetime import date
from typing import Annotated

import msgspec

from match.needs.states import Delivery, Urgency

Title = Annotated[str, msgspec.Meta(min_length=4, max_length=60)]
Purpose = Annotated[str, msgspec.Meta(min_length=10, max_length=1000)]
Count = Annotated[int, msgspec.Meta(ge=0, le=5000)]
Quantity = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
Fen = Annotated[int, msgspec.Meta(ge=1, le=10**11)]
Reason = Annotated[str, msgspec.Meta(min_length=4, max_length=500)]
BANDS = ("0-2", "3-5", "6-8", "9-11", "12-14", "15-17")


class KindStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Step 1: what it is about. ``category`` is a leaf of the catalogue."""

    category: str
    title: Title
    purpose: Purpose
    urgency: Urgency = Urgency.routine
    wanted_from: date | None = None
    due_on: date | None = None


class PeopleStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Step 2: how many children, by age band. Numbers only; ``groups`` are list codes."""

    bands: dict[str, Count]
    groups: list[str] = []
    child_contact: bool = False


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing asked for. ``reference_price_fen`` is for one unit, in fen."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    quantity: Quantity
    unit: str
    category: str | None = None
    reference_price_fen: Fen | None = None


class LinesStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Step 3: the list of things or services."""

    lines: Annotated[list[Line], msgspec.Meta(min_length=1, max_length=20)]


class DeliveryStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Step 5: where it should go."""

    delivery: Delivery = Delivery.township


class NeedForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole need at once, as the JSON door and imports send it."""

    home_id: int
    category: str
    title: Title
    purpose: Purpose
    lines: Annotated[list[Line], msgspec.Meta(min_length=1, max_length=20)]
    bands: dict[str, Count]
    urgency: Urgency = Urgency.routine
    wanted_from: date | None = None
    due_on: date | None = None
    groups: list[str] = []
    child_contact: bool = False
    skills: list[str] = []
    delivery: Delivery = Delivery.township
