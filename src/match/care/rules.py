"""Arithmetic of the room: ages, staleness, one level up, totals that hide small cells."""

from collections.abc import Mapping
from datetime import date

ADULT = 18
LEVELS = {12: 9, 9: 6, 6: 4}
"""Digits of the division one level up: village, township, county, prefecture."""


def adult_month(born: date) -> date:
    """The first day of the first whole month in which the child is 18 (born 31 May: 1 June)."""
    year, month = born.year + ADULT, born.month
    if born.day > 1:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, 1)


def age(born: date, on: date) -> int:
    """Whole years, the birthday counting."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def stale(checked_on: date, today: date, days: int) -> bool:
    """Whether nobody confirmed a file for more than *days* (notice 2.1a; parameter)."""
    return (today - checked_on).days > days


def one_level_up(division: str) -> str:
    """The place whose person in charge decides: *division*'s prefix one level wider."""
    return division[: LEVELS[len(division)]]


def suppressed(cells: Mapping[str, int], least: int) -> dict[str, int | None]:
    """
    *cells* that are to be shown beside their total, None where one would tell too much.

    Counts from 1 to *least* - 1 are hidden; where only one is hidden it would follow from the
    total, so the smallest other one that is not 0 goes with it (complementary suppression). If
    what is hidden sums to less than *least*, one more goes: 1 + 1 would show both.
    """
    hidden = {place for place, count in cells.items() if 0 < count < least}
    left = sorted((n, place) for place, n in cells.items() if place not in hidden and n > 0)
    while hidden and (len(hidden) < 2 or sum(cells[p] for p in hidden) < least) and left:
        hidden.add(left.pop(0)[1])
    return {place: None if place in hidden else count for place, count in cells.items()}
