"""Whether something that was published is what a kept search looks for; and when to say so."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from match.catalogue import codes
from match.foundation import clock


class Wanted(msgspec.Struct, frozen=True):
    """The filter of a kept search."""

    words: str
    areas: tuple[str, ...]
    categories: tuple[str, ...]


class Found(msgspec.Struct, frozen=True):
    """What everybody may read of a purchase or need. ``areas`` are division prefixes."""

    text: str
    areas: tuple[str, ...]
    category: str


def fits(wanted: Wanted, found: Found) -> bool:
    """Every word is in the text, an area touches an area, and the category is within one."""
    text = found.text.casefold()
    return (
        all(word in text for word in wanted.words.casefold().split())
        and _touches(wanted.areas, found.areas)
        and (
            not wanted.categories
            or any(codes.covers(asked, found.category) for asked in wanted.categories)
        )
    )


def _touches(asked: Sequence[str], given: Sequence[str]) -> bool:
    """A county is in a prefecture that is asked for, and a purchase for the prefecture serves a
    county that is asked for."""
    return not asked or any(
        one.startswith(other) or other.startswith(one) for one in asked for other in given
    )


def digest_due(last: datetime | None, now: datetime, hour: int) -> bool:
    """At most one a day, by Hunan's calendar, and not before *hour* in the morning."""
    here = now.astimezone(clock.HERE)
    if here.hour < hour:
        return False
    return last is None or last.astimezone(clock.HERE).date() < here.date()
