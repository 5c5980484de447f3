"""What the page of late things sends."""

from typing import Annotated

import msgspec


class AcknowledgeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What will be done about it."""

    note: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
