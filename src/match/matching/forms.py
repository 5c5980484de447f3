"""Shapes at the doors of the matching room."""

from typing import Annotated

import msgspec

Number = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


class EarlyForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line and an offer to put together by day; the reason where others need it more."""

    line: Number
    offer: Number
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""
