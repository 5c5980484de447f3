"""What the two parties say about an agreement. The commands check what depends on it."""

from typing import Annotated

import msgspec

Words = Annotated[str, msgspec.Meta(max_length=500)]
Reason = Annotated[str, msgspec.Meta(min_length=4, max_length=500)]


class DispatchForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How it comes: a carrier and a number, or when the service begins."""

    note: Reason


class ReceiptForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many units were counted; the note says why, where some are missing."""

    units: Annotated[int, msgspec.Meta(ge=0)]
    note: Words = ""


class EvaluationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How it was, 1 to 5, and a few words that the giver reads."""

    rating: Annotated[int, msgspec.Meta(ge=1, le=5)]
    feedback: Words = ""


class CancellationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why it ends; the other side reads it."""

    reason: Reason
