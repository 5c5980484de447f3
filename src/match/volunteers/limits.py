"""The parameters of shifts, read together."""

import msgspec

from match.foundation.parameters import whole
from match.volunteers.rules import Limits


async def limits() -> Limits:
    """Today's ``volunteers.*``."""
    return Limits(
        **{
            field.name: await whole(f"volunteers.{field.name}")
            for field in msgspec.structs.fields(Limits)
        }
    )
