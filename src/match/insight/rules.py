"""Arithmetic of gauges: whole percent, medians from counts, and cells too small to show. Pure."""

from collections.abc import Mapping, Sequence

SMALL = 5
"""Fewer people than this are never shown (domain.md §3.7: 1–4 is 不足5人)."""

Row = Sequence[int]
"""Parts of one division that do not overlap (trained, not trained)."""


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
    """Whether one part, or all of them together, is one to four."""
    return any(0 < part < SMALL for part in (*row, sum(row)))


def hidden_rows(rows: Mapping[str, Row]) -> tuple[frozenset[str], bool]:
    """
    Of divisions that add up to a known total, those that must not be shown so that no part of
    any is readable as 1 to 4, nor as the total less the shown ones (complementary suppression);
    and whether the total itself may be shown.

    First every row with a small part. Then, while one row stands alone in hiding or the hidden
    ones together have a small part, the smallest of the shown rows that has anybody joins them.
    Where none is left the total would betray them, and must be hidden in turn.
    """
    hidden = {code for code, row in rows.items() if is_small(row)}
    while hidden and not _safe(rows, hidden):
        shown = [code for code, row in rows.items() if code not in hidden and sum(row)]
        if not shown:
            return frozenset(rows), False
        hidden.add(min(shown, key=lambda code: (sum(rows[code]), code)))
    return frozenset(hidden), True


def _safe(rows: Mapping[str, Row], hidden: set[str]) -> bool:
    together = [sum(parts) for parts in zip(*(rows[code] for code in hidden), strict=True)]
    return len(hidden) > 1 and not is_small(together)


def hidden_tree(rows: Mapping[str, Row], parents: Mapping[str, str]) -> frozenset[str]:
    """
    `hidden_rows` over a tree: *parents* names the division above, which has a row of its own.

    A total that must be hidden is a small cell among its own siblings; what is hidden hides all
    that is below it, since parts that are all shown would add up to it again.
    """
    children: dict[str, list[str]] = {}
    for code, above in parents.items():
        children.setdefault(above, []).append(code)
    hidden: set[str] = set()
    forced: set[str] = set()
    # Longer prefixes are deeper: counties first, then prefectures.
    for above in sorted(children, key=_depth, reverse=True):
        held = {code: rows.get(code, (0, 0)) for code in children[above]}
        # A row forced into hiding weighs as a small one.
        seen = {code: (1, *row[1:]) if code in forced else row for code, row in held.items()}
        found, total_shown = hidden_rows(seen)
        hidden |= found
        if not total_shown or is_small(rows.get(above, (0, 0))):
            forced.add(above)
    hidden |= forced
    for code in sorted(parents, key=_depth):
        if parents[code] in hidden:
            hidden.add(code)
    return frozenset(hidden)


def _depth(code: str) -> int:
    return len(code.rstrip("0"))
