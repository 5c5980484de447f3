"""The shape at the offers door, for the page and for JSON."""

from datetime import date
from typing import Annotated

import msgspec

Title = Annotated[str, msgspec.Meta(min_length=4, max_length=60)]
Words = Annotated[str, msgspec.Meta(max_length=1000)]
Quantity = Annotated[int, msgspec.Meta(ge=1, le=100_000_000)]
Fen = Annotated[int, msgspec.Meta(ge=1, le=10**11)]
Reason = Annotated[str, msgspec.Meta(min_length=4, max_length=500)]


class OfferForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    One offer. ``organisation`` None: given by the person who signs in.

    ``areas`` are division prefixes of 2 to 12 digits. ``quantity`` counts units of the list; money
    is whole yuan. Dates are days in Hunan, ``ends_on`` included; without one it holds for the
    default period. ``unit_value_fen`` is the giver's own estimate, in fen, never public.
    """

    mode: str
    category: str
    title: Title
    quantity: Quantity
    unit: str
    areas: Annotated[list[str], msgspec.Meta(min_length=1, max_length=50)]
    conditions: Words = ""
    organisation: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    least: Quantity = 1
    unit_value_fen: Fen | None = None
    child_contact: bool = False
    skills: Annotated[list[str], msgspec.Meta(max_length=10)] = []
    groups: Annotated[list[str], msgspec.Meta(max_length=10)] = []
    for_need: int | None = None


class DecisionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why an offer is returned, refused or withdrawn; the other side reads it."""

    reason: Reason
