"""What a desk is made of. Every part is optional; a role's permissions decide which it has."""

from datetime import date, datetime
from typing import Any

import msgspec

from match.notices.queries import Mail

MANY = 100
"""Queues are counted as far as this; beyond it the desk says 100+."""


class Task(msgspec.Struct, frozen=True):
    """
    One thing this person must do now, and by when, where there is a day for it. ``act``: where one
    tap on the desk itself does it.
    """

    title: str
    doing: str
    url: str
    icon: str
    by: date | datetime | None = None
    act: str = ""


class Queue(msgspec.Struct, frozen=True):
    """One kind of thing that waits for a decision; ``by``: when the first of them is due."""

    title: str
    count: int
    url: str
    icon: str
    by: date | datetime | None = None

    @property
    def shown(self) -> str:
        """The count in words."""
        return f"{self.count}+" if self.count >= MANY else str(self.count)


class Way(msgspec.Struct, frozen=True):
    """A place of the house that belongs to this person's work."""

    title: str
    url: str
    icon: str


class Row(msgspec.Struct, frozen=True):
    """One line of a list: when, what, where it stands, who acts next and by when."""

    when: str
    title: str
    url: str
    state: str
    tone: str
    next: str = ""


class Listing(msgspec.Struct, frozen=True):
    """Things of this person's own, and what to do when there are none yet."""

    title: str
    rows: tuple[Row, ...]
    url: str
    empty: str
    new_url: str = ""
    new: str = ""


class Area(msgspec.Struct, frozen=True):
    """
    An official's own area. ``figures`` as `ui.kpis` takes them; ``covered`` as `ui.hbars` does:
    (name, villages, villages with a working home).
    """

    name: str
    figures: tuple[tuple[str, str, str], ...]
    covered: tuple[tuple[str, int, int], ...]
    url: str


class Suggestions(msgspec.Struct, frozen=True):
    """Open needs, or purchases, that this person's organisation could answer."""

    title: str
    card: str
    cards: tuple[Any, ...]
    url: str
    more: str
    empty: str


class Desk(msgspec.Struct, frozen=True):
    """Everything on one desk. ``roles`` are the person's roles in words, ``today`` three things."""

    roles: tuple[str, ...]
    today: tuple[Task, ...]
    tasks: tuple[Task, ...]
    queues: tuple[Queue, ...]
    ways: tuple[Way, ...]
    lists: tuple[Listing, ...]
    areas: tuple[Area, ...]
    suggestions: tuple[Suggestions, ...]
    mail: tuple[Mail, ...]

    @property
    def busy(self) -> bool:
        """Whether anything waits for this person at all."""
        return bool(self.today or self.tasks) or any(queue.count for queue in self.queues)
