"""Arithmetic of gauges: whole percent, medians from counts, and cells too small to show. Pure."""

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

SMALL = 5
"""Fewer people than this are never shown (domain.md §3.7: 1–4 is 不足5人)."""

CROWD = 100
"""Among so many people a change of one to four may be anybody's."""

Row = Sequence[int]
"""Parts of one division that do not overlap (trained, not trained)."""

Series = Sequence[Row]
"""The rows of one division at the ends of months, the oldest first; all of the same months."""


def percent(value: int | None, of: int | None) -> int | None:
    """Whole percent, rounded down; None where there is nothing to divide by."""
    return value * 100 // of if of and value is not None else None


def median(counts: Mapping[int, int]) -> int | None:
    """The lower median of values counted as {value: how often}; None of nothing."""
    half = (sum(counts.values()) + 1) // 2
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        if counts[value] and seen >= half:
            return value
    return None


def is_small(row: Row) -> bool:
    """Whether one part, or all of them together, is one to four; more or fewer of them alike."""
    return any(0 < abs(part) < SMALL for part in (*row, sum(row)))


def tells_of_few(series: Series) -> bool:
    """
    Whether somebody who kept every month reads one to four people out of it: in a month, or in
    what changed between any two of them. A change among `CROWD` people or more tells of nobody.
    """
    return any(is_small(row) for row in series) or any(
        is_small([later - earlier for earlier, later in zip(one, other, strict=True)])
        for one, other in combinations(series, 2)
        if min(sum(one), sum(other)) < CROWD
    )


def hidden_rows(rows: Mapping[str, Row]) -> tuple[frozenset[str], bool]:
    """
    Of divisions that add up to a known total, those that must not be shown so that no part of
    any is readable as 1 to 4, nor as the total less the shown ones (complementary suppression);
    and whether the total itself may be shown.
    """
    return hidden_series({code: (row,) for code, row in rows.items()})


def hidden_series(
    rows: Mapping[str, Series], forced: Collection[str] = ()
) -> tuple[frozenset[str], bool]:
    """
    The same for months on end: a division is hidden in all of them or in none.

    First every division that tells of few, or is *forced*. Then, while one stands alone in hiding
    or the hidden ones together tell of few, the smallest of the shown that has anybody joins
    them. Where none is left the total would betray them, and must be hidden in turn.
    """
    hidden = {code for code, series in rows.items() if code in forced or tells_of_few(series)}
    while hidden and not _safe(rows, hidden):
        shown = [code for code in rows if code not in hidden and any(map(any, rows[code]))]
        if not shown:
            return frozenset(rows), False
        hidden.add(min(shown, key=lambda code: (sum(rows[code][-1]), code)))
    return frozenset(hidden), True


def _safe(rows: Mapping[str, Series], hidden: set[str]) -> bool:
    if len(hidden) < 2:
        return False
    months = zip(*(rows[code] for code in hidden), strict=True)
    together = [[sum(parts) for parts in zip(*month, strict=True)] for month in months]
    return not tells_of_few(together)


def hidden_tree(rows: Mapping[str, Row], parents: Mapping[str, str]) -> frozenset[str]:
    """`hidden_rows` over a tree: *parents* names the division above, which has a row of its own."""
    return hidden_tree_of_series({code: (row,) for code, row in rows.items()}, parents)


def hidden_tree_of_series(rows: Mapping[str, Series], parents: Mapping[str, str]) -> frozenset[str]:
    """
    `hidden_series` over a tree.

    A total that must be hidden is a small cell among its own siblings; what is hidden hides all
    that is below it, since parts that are all shown would add up to it again.
    """
    nobody = tuple((0,) * len(row) for row in next(iter(rows.values()), ((0, 0),)))
    children: dict[str, list[str]] = {}
    for code, above in parents.items():
        children.setdefault(above, []).append(code)
    hidden: set[str] = set()
    forced: set[str] = set()
    # Longer prefixes are deeper: counties first, then prefectures.
    for above in sorted(children, key=_depth, reverse=True):
        held = {code: rows.get(code, nobody) for code in children[above]}
        found, total_shown = hidden_series(held, forced)
        hidden |= found
        if not total_shown or tells_of_few(rows.get(above, nobody)):
            forced.add(above)
    hidden |= forced
    for code in sorted(parents, key=_depth):
        if parents[code] in hidden:
            hidden.add(code)
    return frozenset(hidden)


def _depth(code: str) -> int:
    return len(code.rstrip("0"))
