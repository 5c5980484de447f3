"""What a gift did, as its page shows it; and the list of everything that a reader gave or got."""

from datetime import datetime
from enum import StrEnum

import msgspec

from match.giving.reports.queries import Report
from match.giving.shapes import DonationLine
from match.giving.states import GiftKind
from match.site.maps import DotMap


class Place(msgspec.Struct, frozen=True):
    """One home and its part. ``amount`` is empty while nothing has been allocated to it."""

    county: str
    name: str
    home: str
    township: str
    amount: str
    at: datetime | None


class BookRow(msgspec.Struct, frozen=True):
    """
    So much on an account, as it was posted. ``balance``: what the account held afterwards.
    ``undone``: a later posting took it back.
    """

    at: datetime
    what: str
    source: str
    target: str
    amount: str
    balance: str
    undone: bool


class Paper(msgspec.Struct, frozen=True):
    """A document of the gift; without ``url`` its number alone."""

    title: str
    url: str
    note: str


class Outcome(msgspec.Struct, frozen=True):
    """``who``: for each step of the file, in its order, the side that did it."""

    headline: str
    who: tuple[str, ...]
    places: tuple[Place, ...]
    more_places: int
    chart: DotMap
    book: tuple[BookRow, ...]
    reports: tuple[Report, ...]
    papers: tuple[Paper, ...]


class Side(StrEnum):
    """On which side of a gift the reader is."""

    gave = "gave"
    got = "got"


class State(StrEnum):
    """All gifts, those on their way, those that are over, those about which something waits."""

    all = ""
    going = "going"
    over = "over"
    open = "open"


class Total(msgspec.Struct, frozen=True):
    """Gifts of one year in one category; money has a sum, goods of several units have none."""

    year: int
    category: str
    gifts: int
    done: int
    arrived_fen: int


class GiftRow(msgspec.Struct, frozen=True):
    """One gift of the list: ``did`` is what it did, in one sentence; ``open`` what still waits."""

    line: DonationLine
    did: str
    open: tuple[str, ...]


class Asked(msgspec.Struct, frozen=True):
    """What the list is narrowed to: gave or got, a year (0: all), a kind, a state."""

    side: Side
    year: int = 0
    kind: GiftKind | None = None
    state: State = State.all


class Overview(msgspec.Struct, frozen=True):
    """
    ``totals`` of the side asked for, all years; ``waiting``: gifts about which something waits;
    ``more``: the id after which the list goes on, or None.
    """

    asked: Asked
    sides: tuple[Side, ...]
    totals: tuple[Total, ...]
    waiting: int
    rows: tuple[GiftRow, ...]
    more: int | None

    @property
    def years(self) -> list[int]:
        """The years in which there is something, the newest first."""
        return sorted({total.year for total in self.totals}, reverse=True)

    @property
    def shown(self) -> list[Total]:
        """The totals of the year asked for, or of all."""
        return [one for one in self.totals if self.asked.year in (0, one.year)]
