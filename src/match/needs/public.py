"""
What the world may see of a need (domain.md §3.7), decided in one place.

A home is called after its village. So a need for fewer than five children shows its township and
county only, and links neither to nor from the home.
"""

from datetime import date, datetime
from typing import Any

import msgspec

from match.needs import rules
from match.needs.states import ClosureKind, Delivery, NeedStatus, Urgency


class LineView(msgspec.Struct, frozen=True):
    """
    One line with its ledger. ``reference_price_fen`` is information, for one unit; ``closed``
    says of the received units how many came by which way.
    """

    id: int
    name: str
    category: str
    unit: str
    reference_price_fen: int | None
    units: rules.Units
    closed: tuple[tuple[ClosureKind, int], ...] = ()

    @property
    def left(self) -> int:
        """Units that still need somebody."""
        return self.units.open

    @property
    def promised(self) -> int:
        """Units that somebody has promised, sent or brought."""
        return self.units.quantity - self.units.open


class NeedView(msgspec.Struct, frozen=True):
    """A need as the public sees it. Home fields are None for a small group."""

    id: int
    title: str
    purpose: str
    status: NeedStatus
    urgency: Urgency
    category: str
    place: str
    division: str
    home_id: int | None
    home_name: str | None
    children: str
    children_band: int | None
    groups: tuple[str, ...]
    bands: tuple[tuple[str, str], ...]  # band and count; "" where counts are not told
    child_contact: bool
    wanted_from: date | None
    due_on: date | None
    published_at: datetime | None
    delivery: Delivery
    photos: tuple[int, ...]
    lines: tuple[LineView, ...]
    version: int

    @property
    def quantity(self) -> int:
        """All units asked for."""
        return sum(line.units.quantity for line in self.lines)

    @property
    def left(self) -> int:
        """All units that still need somebody."""
        return sum(line.left for line in self.lines)

    @property
    def percent(self) -> int:
        """Promised units in whole percent of all, rounded down."""
        return (self.quantity - self.left) * 100 // self.quantity if self.quantity else 0


def line_view(row: dict[str, Any]) -> LineView:
    """A line's row as a view."""
    units = rules.Units(
        row["quantity"],
        row["reserved"],
        row["committed"],
        row["in_transit"],
        row["received"],
    )
    return LineView(
        row["id"],
        row["name"],
        row["category"],
        row["unit"],
        row["reference_price_fen"],
        units,
        _closed(row.get("closed")),
    )


def _closed(raw: str | None) -> tuple[tuple[ClosureKind, int], ...]:
    by_kind = msgspec.json.decode(raw, type=dict[ClosureKind, int]) if raw else {}
    return tuple((kind, by_kind[kind]) for kind in ClosureKind if kind in by_kind)


def public_division(division: str, *, small: bool) -> str:
    """The village's code, or the township's for a small group."""
    return division[:9] + "000" if small else division


def _bands(raw: str, limit: int) -> tuple[tuple[str, str], ...]:
    """
    Age bands in order with their counts. A band of one or two children in a known village tells
    who they are, and one hidden count is the total less the others: so all are told, or none.
    """
    counts: dict[str, int] = msgspec.json.decode(raw)
    told = all(count >= limit for count in counts.values())
    ordered = sorted(counts.items(), key=lambda band: int(band[0].split("-")[0]))
    return tuple((band, str(count) if told else "") for band, count in ordered)


def public_view(row: dict[str, Any], lines: list[dict[str, Any]], limit: int) -> NeedView:
    """
    The public side of a row joined with its home and place (`path` from the division tree).

    *limit* is the parameter need.small_group. Raises nothing: what may not be shown is left out.
    """
    small = rules.is_small(row["beneficiaries"], limit)
    names = row["path"].split("/")[1:]
    return NeedView(
        id=row["id"],
        title=row["title"],
        purpose=row["purpose"],
        status=NeedStatus(row["status"]),
        urgency=Urgency(row["urgency"]),
        category=row["category"],
        place=" ".join(names[:-1] if small else names),
        division=public_division(row["division"], small=small),
        home_id=None if small else row["home_id"],
        home_name=None if small else row["home_name"],
        children=rules.shown_count(row["beneficiaries"], limit),
        children_band=None if small else row["beneficiaries"],
        groups=rules.public_groups(row["groups"]),
        bands=() if small else _bands(row["bands"], limit),
        child_contact=row["child_contact"],
        wanted_from=row["wanted_from"],
        due_on=row["due_on"],
        published_at=row["published_at"],
        delivery=Delivery.township if small else Delivery(row["delivery"]),
        # A picture of a room may show the plate at its door.
        photos=() if small else tuple(row["photos"]),
        lines=tuple(line_view(line) for line in lines),
        version=row["search_version"],
    )


def is_money(view: NeedView) -> bool:
    """Money needs are shown to verified organisations only (domain.md §3.2)."""
    return not all(
        rules.is_public_category(code)
        for code in (view.category, *(line.category for line in view.lines))
    )
