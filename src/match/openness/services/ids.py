"""
HSDS names everything by a UUID. Ours are of version 8 (RFC 9562 §5.8: made by the application): the
letters ``xth``, what kind of thing it is, and its number, so that an id leads back to its row.
"""

from enum import IntEnum
from uuid import UUID

_OURS = 0x787468


class Thing(IntEnum):
    """What an id names. The numbers are given out for good."""

    organization = 1
    service = 2
    location = 3
    service_at_location = 4
    address = 5
    opening = 6
    exception = 7
    service_language = 8
    cost_option = 9
    service_area = 10
    second_span = 11


def uuid_of(thing: Thing, number: int) -> str:
    """The id of a thing for good."""
    return str(UUID(f"{_OURS:06x}{thing:02x}-0000-8000-8000-{number:012x}"))


def number_of(thing: Thing, said: str) -> int | None:
    """The number behind an id of that kind; None for any other text."""
    try:
        found = UUID(said)
    except ValueError:
        return None
    number = found.int & 0xFFFFFFFFFFFF
    return number if uuid_of(thing, number) == str(found) else None
