"""Rows turned into columns: the form in which a hundred thousand needs are cheap to filter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from match.allocation.shapes import AllocationError, NeedRow, OfferRow

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NOWHERE = -(10**9)
"""Column value of an unknown coordinate."""

MOST_UNITS = 10**12
MOST_BENEFICIARIES = 20_000
MOST_BITS = 62
_AREA_LENGTHS = (2, 4, 6)


def end_to_end(first: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """Stretches of an array laid end to end: where each then starts, and each one's places."""
    start = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=start[1:])
    return start, np.arange(int(start[-1])) + np.repeat(first - start[:-1], lengths)


@dataclass(frozen=True)
class Ragged:
    """A list of integers per row, end to end: row k is `values[start[k]:start[k + 1]]`."""

    start: Ints
    values: Ints

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Self:
        start = np.zeros(len(lists) + 1, np.int64)
        np.cumsum([len(one) for one in lists], out=start[1:])
        return cls(start, np.array([value for one in lists for value in one], np.int64))

    def __getitem__(self, index: Any) -> Any:
        """One row (by int) as an array, or the chosen rows (by array) as another Ragged."""
        if isinstance(index, int | np.integer):
            return self.values[self.start[index] : self.start[index + 1]]
        start, places = end_to_end(self.start[:-1][index], self.lengths()[index])
        return Ragged(start, self.values[places])

    def lengths(self) -> Ints:
        """How many values each row has."""
        return np.diff(self.start)


@dataclass(frozen=True)
class _Columns:
    id: Ints

    def __len__(self) -> int:
        return len(self.id)

    def take(self, index: Ints) -> Self:
        """The chosen rows, in the order of `index`."""
        return type(self)(**{one.name: getattr(self, one.name)[index] for one in fields(self)})


@dataclass(frozen=True)
class Needs(_Columns):
    """Needs by column; coordinates in units of 0.0001 degree, categories in the codebook."""

    home: Ints
    category: Ints
    parent: Ints
    county: Ints
    quantity: Ints
    asked: Ints
    x: Ints
    y: Ints
    from_day: Ints
    by_day: Ints
    skills: Ints
    groups: Ints
    child_contact: Bools
    money: Bools
    money_recipient: Bools
    priority: Bools
    waiting_days: Ints
    beneficiaries: Ints
    never_served: Bools
    home_share: Ints
    tokens: Ragged
    conflicts: Ragged


@dataclass(frozen=True)
class Offers(_Columns):
    """Offers by column; `areas` are codes as integers, 2, 4 or 6 digits long."""

    organisation: Ints
    category: Ints
    capacity: Ints
    x: Ints
    y: Ints
    from_day: Ints
    until_day: Ints
    skills: Ints
    groups: Ints
    valid_check: Bools
    money: Bools
    only_need: Ints
    reliability: Ints
    areas: Ragged
    tokens: Ragged
    conflicts: Ragged


def codebook(needs: Sequence[NeedRow], offers: Sequence[OfferRow]) -> tuple[str, ...]:
    """Every category in use, sorted; a category's number is its place. "" (no parent) is 0."""
    used = {"", *(n.category for n in needs), *(n.parent for n in needs)}
    return tuple(sorted(used | {o.category for o in offers}))


def need_columns(rows: Sequence[NeedRow], categories: Sequence[str]) -> Needs:
    """Columns of `rows`, or an AllocationError that names the first row that cannot be."""
    for row in rows:
        _check_need(row)
    _refuse_repeats("need", [row.id for row in rows])
    number = {code: place for place, code in enumerate(categories)}
    ints, bools = _readers(rows)
    return Needs(
        id=ints("id"),
        home=ints("home"),
        category=_array(number[row.category] for row in rows),
        parent=_array(number[row.parent] for row in rows),
        county=_array(int(row.county) for row in rows),
        quantity=ints("quantity"),
        asked=_array(max(row.asked, row.quantity, 1) for row in rows),
        x=_array(_fixed(row.lon) for row in rows),
        y=_array(_fixed(row.lat) for row in rows),
        from_day=ints("from_day"),
        by_day=ints("by_day"),
        skills=ints("skills"),
        groups=ints("groups"),
        child_contact=bools("child_contact"),
        money=np.array([_is_money(row.category, row.parent) for row in rows], np.bool_),
        money_recipient=bools("money_recipient"),
        priority=bools("priority"),
        waiting_days=ints("waiting_days"),
        beneficiaries=_array(max(1, row.beneficiaries) for row in rows),
        never_served=bools("never_served"),
        home_share=ints("home_share"),
        tokens=Ragged.of([row.tokens for row in rows]),
        conflicts=Ragged.of([row.conflicts for row in rows]),
    )


def offer_columns(rows: Sequence[OfferRow], categories: Sequence[str]) -> Offers:
    """Columns of `rows`, or an AllocationError that names the first row that cannot be."""
    for row in rows:
        _check_offer(row)
    _refuse_repeats("offer", [row.id for row in rows])
    number = {code: place for place, code in enumerate(categories)}
    ints, bools = _readers(rows)
    return Offers(
        id=ints("id"),
        organisation=ints("organisation"),
        category=_array(number[row.category] for row in rows),
        capacity=ints("capacity"),
        x=_array(_fixed(row.lon) for row in rows),
        y=_array(_fixed(row.lat) for row in rows),
        from_day=ints("from_day"),
        until_day=ints("until_day"),
        skills=ints("skills"),
        groups=ints("groups"),
        valid_check=bools("valid_check"),
        money=bools("money"),
        only_need=ints("only_need"),
        reliability=ints("reliability"),
        areas=Ragged.of([[int(code) for code in row.areas] for row in rows]),
        tokens=Ragged.of([row.tokens for row in rows]),
        conflicts=Ragged.of([row.conflicts for row in rows]),
    )


def _readers(rows: Sequence[Any]) -> tuple[Callable[[str], Ints], Callable[[str], Bools]]:
    def ints(name: str) -> Ints:
        return _array(getattr(row, name) for row in rows)

    def bools(name: str) -> Bools:
        return np.array([getattr(row, name) for row in rows], np.bool_)

    return ints, bools


def _array(values: Any) -> Ints:
    return np.fromiter(values, np.int64)


def _fixed(degrees: float | None) -> int:
    # Rounded once, here: every later sum over positions is whole numbers, the same anywhere.
    return NOWHERE if degrees is None else round(degrees * 10_000)


def _is_money(category: str, parent: str) -> bool:
    # FND is the root of the money categories (domain.md §4.1).
    return "FND" in (category.partition("-")[0], parent)


def _check_need(row: NeedRow) -> None:
    def refuse(field: str, wanted: str) -> AllocationError:
        return AllocationError(f"Need {row.id}: {field} is {getattr(row, field)!r}; {wanted}.")

    if len(row.county) != 6 or not row.county.isdecimal():
        raise refuse("county", "give the 6 digits of the county")
    if not 0 <= row.quantity <= MOST_UNITS:
        raise refuse("quantity", f"give a whole number from 0 to {MOST_UNITS}")
    if not 0 <= row.asked <= MOST_UNITS:
        raise refuse("asked", f"give a whole number from 0 to {MOST_UNITS}")
    if row.from_day > row.by_day:
        raise refuse("from_day", f"it must not be after by_day ({row.by_day})")
    if not 0 <= row.beneficiaries <= MOST_BENEFICIARIES:
        raise refuse("beneficiaries", f"give a number from 0 to {MOST_BENEFICIARIES}")
    if not 0 <= row.home_share <= 100:
        raise refuse("home_share", "give a percentage from 0 to 100")
    if row.waiting_days < 0:
        raise refuse("waiting_days", "give 0 or more")
    if not row.category:
        raise refuse("category", "give a category code")
    _check_common(row, refuse)


def _check_offer(row: OfferRow) -> None:
    def refuse(field: str, wanted: str) -> AllocationError:
        return AllocationError(f"Offer {row.id}: {field} is {getattr(row, field)!r}; {wanted}.")

    for code in row.areas:
        if len(code) not in _AREA_LENGTHS or not code.isdecimal():
            raise refuse("areas", "give codes of 2, 4 or 6 digits (province, prefecture, county)")
    if not 0 <= row.capacity <= MOST_UNITS:
        raise refuse("capacity", f"give a whole number from 0 to {MOST_UNITS}")
    if row.from_day > row.until_day:
        raise refuse("from_day", f"it must not be after until_day ({row.until_day})")
    if not 0 <= row.reliability <= 100:
        raise refuse("reliability", "give a number from 0 to 100")
    if not row.category:
        raise refuse("category", "give a category code")
    _check_common(row, refuse)


def _check_common(row: NeedRow | OfferRow, refuse: Callable[[str, str], AllocationError]) -> None:
    for field in ("skills", "groups"):
        if not 0 <= getattr(row, field) < 1 << MOST_BITS:
            raise refuse(field, f"use bits 0 to {MOST_BITS - 1}")
    for field, most in (("lon", 180), ("lat", 90)):
        degrees = getattr(row, field)
        if degrees is not None and not -most <= degrees <= most:
            raise refuse(field, f"give degrees between -{most} and {most}, or nothing")
    if (row.lon is None) != (row.lat is None):
        raise refuse("lon", "give both coordinates or neither")


def _refuse_repeats(kind: str, ids: list[int]) -> None:
    seen: set[int] = set()
    for one in ids:
        if one in seen:
            raise AllocationError(f"The {kind} {one} is given twice: give each {kind} once.")
        seen.add(one)
